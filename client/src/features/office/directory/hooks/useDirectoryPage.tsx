import type { ReactNode } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import { Button, EmptyState, Spinner } from '../../../../ui/index.ts'
import { useDirectoryTree, type DirectoryOnDay } from './useDirectoryTree.ts'

/** Today's directory, or what stands in its place while it is loading or when it can not be loaded. */
export function useDirectoryPage(): { directory: DirectoryOnDay } | { instead: ReactNode } {
  const { t } = useTranslation(['directory', 'common'])
  const language = useLanguage()
  const { directory, error, reload } = useDirectoryTree()
  if (directory !== null) return { directory }
  if (error === null) return { instead: <Spinner size="lg">{t('load.loading')}</Spinner> }
  return {
    instead: (
      <EmptyState
        title={t('load.failed')}
        action={<Button onClick={reload}>{t('common:action.retry')}</Button>}
      >
        {errorText(problemOf(error), language)}
      </EmptyState>
    ),
  }
}
