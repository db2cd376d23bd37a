import type { DirectoryChange, DirectoryEdit, RestReplyOf } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, type Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { DIRECTORY_KEY } from '../hooks/useDirectoryTree.ts'
import { useAppliedToast } from './useAppliedToast.tsx'

export type Preview = RestReplyOf<'directory.preview'>

/** What was looked at: the edits, and the revision that they were looked at with. */
export interface Looked {
  readonly edits: readonly DirectoryEdit[]
  readonly revision: number
  readonly preview: Preview
}

/** Edits, or a question to the bridge that answers with edits and their preview. */
export type ChangePlan =
  | readonly DirectoryEdit[]
  | (() => Promise<{ edits: DirectoryEdit[]; preview: Preview }>)

/** A change on its way: typed, looked at, applied. */
export type ChangeFlow =
  | { readonly step: 'typing'; readonly busy: boolean; readonly problem: Problem | null }
  | {
      readonly step: 'looking'
      readonly looked: Looked
      readonly busy: boolean
      readonly problem: Problem | null
    }
  /** Somebody else has changed the directory since it was looked at: by these changes. */
  | { readonly step: 'overtaken'; readonly looked: Looked; readonly changes: readonly DirectoryChange[] }

const TYPING: ChangeFlow = { step: 'typing', busy: false, problem: null }

interface ChangeFlowOptions {
  onApplied: () => void
}

/** Looks at edits before they are applied, and applies those that were looked at. Nothing typed is lost on the way. */
export function useChangeFlow({ onApplied }: ChangeFlowOptions) {
  const client = useQueryClient()
  const showApplied = useAppliedToast()
  const [flow, setFlow] = useState<ChangeFlow>(TYPING)

  /** Asks what edits would change; `plan` gives edits with their preview where the bridge works them out. */
  async function look(plan: ChangePlan) {
    setFlow({ step: 'typing', busy: true, problem: null })
    try {
      const { revision } = await rest('directory.summary')
      const looked =
        typeof plan === 'function'
          ? await plan()
          : { edits: plan, preview: await rest('directory.preview', { body: { edits: [...plan] } }) }
      setFlow({ step: 'looking', looked: { ...looked, revision }, busy: false, problem: null })
    } catch (error) {
      setFlow({ step: 'typing', busy: false, problem: problemOf(error) })
    }
  }

  async function apply(summary: string) {
    if (flow.step !== 'looking') return
    const { looked } = flow
    setFlow({ ...flow, busy: true, problem: null })
    try {
      const body = { revision: looked.revision, edits: [...looked.edits], summary: summary.slice(0, 300) }
      const change = await rest('directory.change', { body })
      await client.invalidateQueries({ queryKey: [DIRECTORY_KEY] })
      onApplied()
      showApplied(change)
    } catch (error) {
      const isOvertaken = error instanceof ApiError && error.problem.code === 'changed_meanwhile'
      if (isOvertaken) {
        setFlow({ step: 'overtaken', looked, changes: await changesSince(looked.revision) })
        await client.invalidateQueries({ queryKey: [DIRECTORY_KEY] })
      } else setFlow({ ...flow, busy: false, problem: problemOf(error) })
    }
  }

  return { flow, look, apply, back: () => setFlow(TYPING) }
}

/** What was applied after a revision, newest first. Nothing when it can not be asked: the rest still stands. */
async function changesSince(revision: number): Promise<DirectoryChange[]> {
  try {
    const { items } = await rest('directory.changes', { query: { limit: 20 } })
    return items.filter((change) => change.revision > revision)
  } catch {
    return []
  }
}
