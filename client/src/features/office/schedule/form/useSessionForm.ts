import type { DocumentView, SessionBody, SessionDetail, SessionId } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ApiError, type Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { dayOf } from '../../../../state/schedule/days.ts'
import { isSame, planOf } from '../../../../state/schedule/difference.ts'
import {
  bodyOf,
  draftFaults,
  draftOf,
  type DraftFault,
  type SessionDraft,
} from '../../../../state/schedule/draft.ts'
import { forgetDraft, keepDraft, type KeptDraft } from '../../../../state/schedule/keptDraft.ts'
import { recurrenceOf, repetitionFault } from '../../../../state/schedule/recurrence.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { SCHEDULE, sessionKey } from '../queries.ts'

export interface FormOptions {
  place: string
  start: KeptDraft
  /** It was typed before, and not saved. */
  wasKept: boolean
  session: SessionDetail | null
}

/** Two people have changed the same session: what each made of it. */
export interface Clash {
  base: SessionBody
  mine: SessionBody
  theirs: SessionDetail
  /** What was asked for when it was met. */
  wanted: 'save' | 'schedule'
}

/** The form’s state and what its buttons do. */
export function useSessionForm({ place, start, wasKept, session }: FormOptions) {
  const { account, clockNow } = useConsole()
  const queries = useQueryClient()
  const today = dayOf(clockNow)
  const [draft, setDraft] = useState(start.draft)
  const [repetition, setRepetition] = useState(start.repetition)
  const [documents, setDocuments] = useState(start.documents)
  // The plan as the bridge has it, and its version; both change when it is saved, or when two changes are brought together.
  const [base, setBase] = useState({ plan: start.base, version: start.version })
  const made = useRef<SessionId | null>(session?.sessionId ?? null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState<'save' | 'schedule' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)

  const faults = useMemo(() => draftFaults(draft, today), [draft, today])
  const repeatFault = repetition === null ? null : repetitionFault(repetition)
  const untouched = base.plan === null ? start.draft : draftOf(base.plan)
  const isChanged =
    (wasKept && base.plan === null) || repetition !== start.repetition || !isSame(draft, untouched)

  // A title that nobody has typed follows the day.
  const given = useRef(start.draft.title)
  const left = useRef(false)
  useEffect(() => {
    if (left.current) return
    const kept: KeptDraft = {
      draft,
      base: base.plan,
      version: base.version,
      repetition,
      command: start.command,
      seriesCommand: start.seriesCommand,
      documents,
    }
    if (isChanged) keepDraft(sessionStorage, account.userName, place, kept)
  }, [draft, base, repetition, documents, isChanged, start, account.userName, place])

  /** The session as it is after saving. @throws ApiError */
  async function put(body: SessionBody, version: number | null): Promise<SessionDetail> {
    const { current: sessionId } = made
    const saved =
      sessionId === null
        ? await rest('sessions.create', { body: { command: start.command, session: body } })
        : await rest('sessions.update', {
            params: { sessionId },
            body,
            ...(version === null ? {} : { ifMatch: version }),
          })
    made.current = saved.sessionId
    setBase({ plan: planOf(saved), version: saved.version })
    queries.setQueryData(sessionKey(saved.sessionId), saved)
    return saved
  }

  async function finish(saved: SessionDetail, wanted: 'save' | 'schedule'): Promise<SessionDetail> {
    let done = saved
    if (wanted === 'schedule' && saved.state === 'draft') {
      done = await rest('sessions.schedule', {
        params: { sessionId: saved.sessionId },
        ifMatch: saved.version,
      })
      setBase({ plan: planOf(done), version: done.version })
    }
    if (repetition !== null && done.seriesId === null) {
      await rest('series.create', {
        body: {
          command: start.seriesCommand,
          sessionId: done.sessionId,
          recurrence: recurrenceOf(repetition),
        },
      })
    }
    left.current = true
    forgetDraft(sessionStorage, account.userName, place)
    void queries.invalidateQueries({ queryKey: [SCHEDULE] })
    return done
  }

  async function meet(mine: SessionBody, wanted: Clash['wanted']): Promise<void> {
    if (made.current === null) return
    const theirs = await rest('sessions.get', { params: { sessionId: made.current } })
    setClash({ base: base.plan ?? planOf(theirs), mine, theirs, wanted })
  }

  async function run(body: SessionBody, version: number | null, wanted: Clash['wanted']) {
    setBusy(wanted)
    setProblem(null)
    try {
      return await finish(await put(body, version), wanted)
    } catch (error) {
      if (error instanceof ApiError && error.problem.code === 'changed_meanwhile') {
        try {
          await meet(body, wanted)
        } catch (second) {
          setProblem(problemOf(second))
        }
      } else {
        setProblem(problemOf(error))
      }
      return null
    } finally {
      setBusy(null)
    }
  }

  return {
    draft,
    today,
    documents,
    repetition,
    setRepetition,
    faults,
    /** Faults are shown once somebody has tried to save. */
    shownFaults: tried ? faults : NO_FAULTS,
    repeatFault,
    isChanged,
    busy,
    problem,
    clash,
    isNew: session === null,
    givenTitle: () => given.current,
    giveTitle: (title: string) => {
      given.current = title
    },
    dismissClash: () => setClash(null),
    change: (patch: Partial<SessionDraft>) => setDraft((current) => ({ ...current, ...patch })),
    replace: (body: SessionBody) => setDraft(draftOf(body)),
    addDocument: (document: DocumentView) => {
      setDocuments((current) => [...current, document])
      setDraft((current) => ({ ...current, documentIds: [...current.documentIds, document.documentId] }))
    },
    forget: () => {
      left.current = true
    },
    /** The plan when it may be saved; otherwise says what is missing. */
    ready(): SessionBody | null {
      setTried(true)
      return repeatFault === null ? bodyOf(draft, today, base.plan) : null
    },
    save: (body: SessionBody, wanted: Clash['wanted']) => run(body, base.version, wanted),
    /** Saves what came of both changes, onto the other’s version. */
    async settle(body: SessionBody) {
      if (clash === null) return null
      const { theirs, wanted } = clash
      setDraft(draftOf(body))
      setBase({ plan: planOf(theirs), version: theirs.version })
      setDocuments((current) => [
        ...current,
        ...theirs.documents.filter(
          ({ documentId }) => !current.some((known) => known.documentId === documentId),
        ),
      ])
      setClash(null)
      return run(body, theirs.version, wanted)
    },
  }
}

const NO_FAULTS: readonly DraftFault[] = []

export type SessionFormState = ReturnType<typeof useSessionForm>
