import { useTranslation } from '../../../../i18n/index.ts'
import { mayChangeAnything } from '../../../../state/directory/rights.ts'
import { EmptyState } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { useDirectoryPage } from '../hooks/useDirectoryPage.tsx'
import { MergeForm } from './MergeForm.tsx'

/** Merges units on a day. Their sites go over and stay what they are. */
export function MergePage({ unitId }: { unitId: string | null }) {
  const { t } = useTranslation('directory')
  const { account } = useConsole()
  const page = useDirectoryPage()
  if (!mayChangeAnything(account)) return <EmptyState title={t('readOnlyPage')} />
  if ('instead' in page) return page.instead
  return <MergeForm key={unitId} directory={page.directory} firstUnitId={unitId} />
}
