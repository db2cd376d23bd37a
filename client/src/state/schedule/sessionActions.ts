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

/** What may be done with a session now: first the step that usually comes next, then the rest. */
export function actionsOf(
  session: Pick<SessionDetail, 'state' | 'mayPlan' | 'mayConduct' | 'seriesId'>,
): SessionAction[] {
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
      return [...conduct('start', 'rehearse'), ...plan('edit'), ...planned, ...plan('cancel')]
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
