import type { AccountDetail } from '@diem-cau/protocol'
import { useState } from 'react'
import type { Problem } from '../../../state/api.ts'
import { accountDifferences, type AccountDifference } from '../../../state/people/accountDifference.ts'
import type { AccountDraft } from '../../../state/people/accountDraft.ts'
import { problemOf } from '../../../state/problem.ts'

/** Somebody else has changed the account while this form was open. */
export interface AccountClash {
  mine: AccountDraft
  theirs: AccountDetail
  differences: AccountDifference[]
}

interface SavingOptions {
  /** As it was when the form was opened. */
  account: AccountDetail
  load: () => Promise<AccountDetail>
  send: (draft: AccountDraft, version: number) => Promise<AccountDetail>
  onSaved: (account: AccountDetail) => void
}

/**
 * Saves an account that others may change meanwhile. What they changed that has nothing to do with the form is no
 * matter; anything else is laid before who saves, and nothing that was typed is lost.
 */
export function useAccountSaving({ account, load, send, onSaved }: SavingOptions) {
  const [base, setBase] = useState(account)
  const [clash, setClash] = useState<AccountClash | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function attempt(draft: AccountDraft, from: AccountDetail): Promise<AccountDetail | null> {
    try {
      return await send(draft, from.version)
    } catch (error) {
      if (problemOf(error).code !== 'changed_meanwhile') throw error
    }
    const theirs = await load()
    const differences = accountDifferences(from, draft, theirs)
    if (differences.length === 0) return send(draft, theirs.version)
    setClash({ mine: draft, theirs, differences })
    return null
  }

  async function save(draft: AccountDraft, from = base): Promise<void> {
    setBusy(true)
    setProblem(null)
    setClash(null)
    try {
      const saved = await attempt(draft, from)
      if (saved === null) return
      setBase(saved)
      onSaved(saved)
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return {
    save: (draft: AccountDraft) => save(draft),
    /** Saves what was chosen of the two, over what the other made. */
    settle: (draft: AccountDraft, theirs: AccountDetail) => {
      setBase(theirs)
      return save(draft, theirs)
    },
    clash,
    busy,
    problem,
  }
}
