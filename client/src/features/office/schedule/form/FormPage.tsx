import type {
  RestReplyOf,
  SessionBody,
  SessionId,
  SessionLine,
  SessionType,
  UnitId,
} from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newCommandId } from '../../../../connection/identity.ts'
import { navigate } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import { dayOf, minutesOf, momentOf } from '../../../../state/schedule/days.ts'
import { planOf } from '../../../../state/schedule/difference.ts'
import { draftOf } from '../../../../state/schedule/draft.ts'
import { following } from '../../../../state/schedule/following.ts'
import { forgetDraft, keptDraft, type KeptDraft } from '../../../../state/schedule/keptDraft.ts'
import { titleOnDay } from '../../../../state/schedule/moved.ts'
import { broughtUpToDate } from '../../../../state/schedule/outdated.ts'
import { EmptyState, Spinner } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { Failed } from '../Failed.tsx'
import { calendarPath, editPath, newPath, sessionPath, type NewFrom } from '../places.ts'
import { SCHEDULE, useSession } from '../queries.ts'
import { usePlanningUnit, useUsualType } from '../rights.ts'
import styles from './Form.module.css'
import { SessionForm } from './SessionForm.tsx'

/** What a form begins with. */
interface Start {
  body: SessionBody
  takenFrom: SessionLine | null
}

/** The form of a new session: as the last one, from a template, or with what its type has. */
export function NewSessionPage({ from }: { from: NewFrom }) {
  const { t } = useTranslation('schedule')
  const unitId = usePlanningUnit()
  const { now, directory } = useConsole()
  const type = useUsualType()
  // What it begins with is asked for once: a change elsewhere must not take what was typed.
  const start = useQuery({
    queryKey: [SCHEDULE, 'start', from],
    queryFn: () => startOf(from, unitId, type, now),
    enabled: unitId !== null && directory !== null,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnMount: false,
  })
  if (unitId === null) {
    return <EmptyState title={t('form.forbidden')}>{t('form.forbiddenBody')}</EmptyState>
  }
  if (start.error !== null) return <Failed error={start.error} onRetry={() => void start.refetch()} />
  if (start.data === undefined) return <Loading />
  const fresh: KeptDraft = {
    draft: draftOf(start.data.body),
    base: null,
    version: null,
    repetition: null,
    ...newCommands(),
    documents: [],
  }
  return (
    <KeptForm
      key={newPath(from)}
      place={newPath(from)}
      fresh={fresh}
      takenFrom={start.data.takenFrom}
      from={from}
    />
  )
}

const newCommands = () => ({ command: newCommandId(), seriesCommand: newCommandId() })

async function startOf(
  from: NewFrom,
  unitId: UnitId | null,
  usualType: SessionType,
  now: number,
): Promise<Start> {
  if (unitId === null) throw new Error('Nobody without a unit plans')
  switch (from.kind) {
    case 'like': {
      const { type, hostUnitId } = await rest('sessions.get', { params: { sessionId: from.sessionId } })
      return withoutPapers(
        await rest('sessions.defaults', { query: { type, hostUnitId, like: from.sessionId } }),
      )
    }
    case 'template': {
      const { items } = await rest('templates.list')
      const template = items.find(({ templateId }) => templateId === from.templateId)
      if (template === undefined) return startOf({ kind: 'nothing' }, unitId, usualType, now)
      return withoutPapers({ body: following(template.body, now), takenFrom: null })
    }
    case 'day': {
      const { body, takenFrom } = await startOf({ kind: 'nothing' }, unitId, usualType, now)
      const startsAt = stillAhead(momentOf(from.day, minutesOf(body.startsAt)), now)
      const rehearsalAt = body.rehearsalAt === null ? null : body.rehearsalAt + (startsAt - body.startsAt)
      const title = titleOnDay(body.title, dayOf(body.startsAt), from.day)
      return { body: { ...body, title, startsAt, rehearsalAt }, takenFrom }
    }
    case 'nothing': {
      const query = { type: usualType, hostUnitId: unitId }
      return withoutPapers(await rest('sessions.defaults', { query }))
    }
    default:
      return from satisfies never
  }
}

const HOUR_MS = 3_600_000

/** Today at an hour that is over means the next full hour, while there is one. */
function stillAhead(startsAt: number, now: number): number {
  const next = Math.ceil(now / HOUR_MS) * HOUR_MS
  return startsAt < now && dayOf(startsAt) === dayOf(next) ? next : startsAt
}

/** The bridge has moved the day and the title on; the papers of the last one are not this one’s. */
function withoutPapers({ body, takenFrom }: RestReplyOf<'sessions.defaults'>): Start {
  const agenda = body.agenda.map((item) => ({ ...item, documentIds: [] }))
  return { body: { ...body, agenda, documentIds: [] }, takenFrom }
}

/** The form of a session that there is already. */
export function EditSessionPage({ sessionId }: { sessionId: SessionId }) {
  const { t } = useTranslation('schedule')
  const { data, error, refetch } = useSession(sessionId)
  const [opened, setOpened] = useState<typeof data>(undefined)
  // The form stands on the version that it was opened with; who saved meanwhile is met when saving.
  if (opened === undefined && data !== undefined) setOpened(data)
  if (opened === undefined) {
    return error === null ? <Loading /> : <Failed error={error} onRetry={() => void refetch()} />
  }
  if (!opened.mayPlan) return <EmptyState title={t('form.forbidden')}>{t('form.forbiddenBody')}</EmptyState>
  const base = planOf(opened)
  const fresh: KeptDraft = {
    // What its units have become is there to be looked at, and is saved with the rest.
    draft: draftOf({ ...base, invitation: broughtUpToDate(base.invitation, opened.outdated) }),
    base,
    version: opened.version,
    repetition: null,
    ...newCommands(),
    documents: opened.documents,
  }
  return <KeptForm place={editPath(sessionId)} fresh={fresh} takenFrom={null} session={opened} />
}

interface KeptFormProps {
  place: string
  fresh: KeptDraft
  takenFrom: SessionLine | null
  session?: RestReplyOf<'sessions.get'>
  from?: NewFrom
}

/** Begins with what was typed before a reload or a lost login, if there is any. */
function KeptForm({ place, fresh, takenFrom, session, from }: KeptFormProps) {
  const { account } = useConsole()
  const [begin, setBegin] = useState(() => {
    const kept = keptDraft(sessionStorage, account.userName, place)
    return { start: kept ?? fresh, wasKept: kept !== null, round: 0 }
  })
  return (
    <SessionForm
      key={begin.round}
      place={place}
      start={begin.start}
      wasKept={begin.wasKept}
      takenFrom={takenFrom}
      session={session ?? null}
      from={from ?? null}
      onDiscardKept={() => {
        forgetDraft(sessionStorage, account.userName, place)
        setBegin(({ round }) => ({ start: fresh, wasKept: false, round: round + 1 }))
      }}
      onLeave={() => {
        forgetDraft(sessionStorage, account.userName, place)
        navigate(session === undefined ? calendarPath : sessionPath(session.sessionId))
      }}
    />
  )
}

function Loading() {
  const { t } = useTranslation('schedule')
  return (
    <div className={styles.centred}>
      <Spinner size="lg">{t('loadingSession')}</Spinner>
    </div>
  )
}
