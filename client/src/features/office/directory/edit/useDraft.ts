import { useRef, useState } from 'react'
import { rebase, type Rebased } from '../../../../state/directory/drafts.ts'

/** What is typed in a form, and how it stands to the record that it began with. */
export function useDraft<R, D extends { readonly [F in keyof D]: string }>(
  record: R,
  draftOf: (record: R) => D,
) {
  const base = useRef(record)
  const [draft, setDraft] = useState(() => draftOf(record))
  const [rebased, setRebased] = useState<Rebased<D> | null>(null)

  /** Somebody else has changed the record: what was typed is put onto theirs. */
  function rebaseOnto(theirs: R) {
    const result = rebase<D>(draftOf(base.current), draft, draftOf(theirs))
    base.current = theirs
    setDraft(result.draft)
    setRebased(result)
  }

  function take(field: keyof D & string, text: string) {
    setDraft({ ...draft, [field]: text })
    if (rebased !== null)
      setRebased({ ...rebased, collisions: rebased.collisions.filter((other) => other.field !== field) })
  }

  return { base, draft, setDraft, rebased, rebaseOnto, take }
}
