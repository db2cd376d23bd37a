import type { DirectoryChange } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { errorText, useTranslation } from '../../../../i18n/index.ts'
import { writtenCount } from '../../../../state/directory/preview.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { useToast } from '../../../../ui/index.ts'
import { DIRECTORY_KEY } from '../hooks/useDirectoryTree.ts'

const LONG_MS = 20_000

/** Says that a change was applied, and offers to take it back. */
export function useAppliedToast(): (change: DirectoryChange) => void {
  const { t } = useTranslation(['directory', 'common'])
  const toast = useToast()
  const undo = useUndo()
  return (change) =>
    toast({
      text: t('change.applied', { count: writtenCount(change.counts) }),
      durationMs: LONG_MS,
      action: { label: t('common:action.undo'), onAction: () => void undo(change.revision) },
    })
}

/** Takes a change back, and says whether it went. @returns whether it did */
export function useUndo(): (revision: number) => Promise<boolean> {
  const { t } = useTranslation('directory')
  const client = useQueryClient()
  const toast = useToast()
  return async (revision) => {
    try {
      await rest('directory.undo', { params: { revision } })
      toast({ text: t('change.undone') })
      return true
    } catch (error) {
      toast({ tone: 'warn', text: t('change.notUndone', { reason: errorText(problemOf(error)) }) })
      return false
    } finally {
      await client.invalidateQueries({ queryKey: [DIRECTORY_KEY] })
    }
  }
}
