import { useState } from 'react'
import { rebase, type Rebased } from '../../../../state/directory/drafts.ts'

/** What is typed in a form, and how it stands to the record that it began with. */
export interface RecordDraft<R, D> {
  /** What it began with, or what somebody else has made of that since. */
  readonly record: R
  /** The same as text. */
  readonly before: D
  readonly draft: D
  readonly setDraft: (draft: D) => void
  /** What somebody else has changed meanwhile; null as long as nobody has. */
  readonly rebased: Rebased<D> | null
  /** Somebody else has changed the record: what was typed is put onto theirs. */
  readonly rebaseOnto: (theirs: R) => void
  /** Takes the other one's text of a field. */
  readonly take: (field: keyof D & string, text: string) => void
}

export function useDraft<R, D extends { readonly [F in keyof D]: string }>(
  begun: R,
  draftOf: (record: R) => D,
): RecordDraft<R, D> {
  const [record, setRecord] = useState(begun)
  const [draft, setDraft] = useState(() => draftOf(begun))
  const [rebased, setRebased] = useState<Rebased<D> | null>(null)
  const before = draftOf(record)

  function rebaseOnto(theirs: R) {
    const result = rebase<D>(before, draft, draftOf(theirs))
    setRecord(theirs)
    setDraft(result.draft)
    setRebased(result)
  }

  function take(field: keyof D & string, text: string) {
    setDraft({ ...draft, [field]: text })
    if (rebased !== null)
      setRebased({ ...rebased, collisions: rebased.collisions.filter((other) => other.field !== field) })
  }

  return { record, before, draft, setDraft, rebased, rebaseOnto, take }
}
