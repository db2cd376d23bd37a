import { Link } from '../../../app/navigation.tsx'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { problemOf } from '../../../state/problem.ts'
import { Button, EmptyState } from '../../../ui/index.ts'
import { calendarPath } from './places.ts'

/** Why a page could not be shown, and the ways on from here. */
export function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation(['schedule', 'common'])
  const language = useLanguage()
  return (
    <EmptyState
      title={errorText(problemOf(error), language)}
      action={<Button onClick={onRetry}>{t('common:action.retry')}</Button>}
    >
      <Link href={calendarPath}>{t('back')}</Link>
    </EmptyState>
  )
}
