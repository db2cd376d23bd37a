import { useMemo } from 'react'
import type { Day } from '../../../../state/schedule/days.ts'
import { resolveSelection } from '../../../../state/directory/selection.ts'
import type { SessionDraft } from '../../../../state/schedule/draft.ts'
import { parseDay } from '../../../../state/schedule/typed.ts'
import { useDirectoryTree } from '../useDirectoryTree.ts'

/** How many sites a draft comes to, its chair’s included; null while the directory is loaded. */
export function useInvitedCount({ invitation, chair, day }: SessionDraft, today: Day): number | null {
  const { tree, contents } = useDirectoryTree(parseDay(day, today) ?? today)
  return useMemo(() => {
    if (tree === null || contents === null) return null
    const { chosen, count } = resolveSelection(invitation, { tree, groups: contents.groups })
    return chosen.has(chair.siteId) ? count : count + 1
  }, [tree, contents, invitation, chair.siteId])
}
