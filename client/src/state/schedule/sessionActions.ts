import { assertUnreachable, type SessionDetail } from '@diem-cau/protocol'

export type SessionAction =
  | 'edit'
  | 'schedule'
  | 'rehearse'
  | 'endRehearsal'
  | 'start'
  | 'conduct'
  | 'end'
  | 'archive'
  | 'cancel'
  | 'remove'
  | 'duplicate'
  | 'saveAsTemplate'
  | 'repeat'

type Planned = Pick<
  SessionDetail,
  'state' | 'mayPlan' | 'mayConduct' | 'seriesId' | 'startsAt' | 'rehearsalAt'
>

/** Nothing of a session that lies further ahead is begun by mistake: its first button is to change it. */
const FAR_MS = 12 * 3_600_000
/** So long before a session one rather begins the session than its rehearsal. */
const SOON_MS = 15 * 60_000

function isFar({ startsAt, rehearsalAt }: Planned, now: number): boolean {
  return Math.min(startsAt, rehearsalAt ?? startsAt) - now > FAR_MS
}

function nextToBegin({ startsAt, mayPlan, mayConduct }: Planned, now: number): SessionAction[] {
  const begin: SessionAction[] = startsAt - now > SOON_MS ? ['rehearse', 'start'] : ['start', 'rehearse']
  return [...(mayConduct ? begin : []), ...(mayPlan ? (['edit'] as const) : [])]
}

/** What may be done with a session now: first the step that usually comes next, then the rest. */
export function actionsOf(session: Planned, now: number): SessionAction[] {
  const { mayPlan, mayConduct } = session
  const planned: SessionAction[] = mayPlan
    ? ['duplicate', 'saveAsTemplate', ...(session.seriesId === null ? (['repeat'] as const) : [])]
    : []
  const plan = (...actions: SessionAction[]): SessionAction[] => (mayPlan ? actions : [])
  const conduct = (...actions: SessionAction[]): SessionAction[] => (mayConduct ? actions : [])
  switch (session.state) {
    case 'draft':
      return [...plan('schedule', 'edit'), ...planned, ...plan('remove')]
    case 'scheduled':
      return [
        ...(isFar(session, now)
          ? [...plan('edit'), ...conduct('rehearse', 'start')]
          : nextToBegin(session, now)),
        ...planned,
        ...plan('cancel'),
      ]
    case 'rehearsing':
      return [...conduct('conduct', 'start', 'endRehearsal'), ...plan('edit'), ...planned, ...plan('cancel')]
    case 'live':
      return [...conduct('conduct', 'end'), ...plan('edit'), ...planned]
    case 'ended':
      return [...plan('archive', 'edit'), ...planned.filter((action) => action !== 'repeat')]
    case 'archived':
    case 'cancelled':
      return planned.filter((action) => action !== 'repeat')
    default:
      return assertUnreachable(session.state)
  }
}
