import type { SessionBody, SessionState } from '@diem-cau/protocol'

export type PlanAction =
  | 'update'
  | 'remove'
  | 'schedule'
  | 'rehearse'
  | 'start'
  | 'end'
  | 'archive'
  | 'cancel'

/** What is done to a session, and what it then is. What is not here is refused. A draft that is removed is gone. */
const NEXT: Readonly<Record<PlanAction, Partial<Readonly<Record<SessionState, SessionState | 'gone'>>>>> = {
  update: {
    draft: 'draft',
    scheduled: 'scheduled',
    rehearsing: 'rehearsing',
    live: 'live',
    ended: 'ended',
  },
  remove: { draft: 'gone' },
  schedule: { draft: 'scheduled' },
  rehearse: { scheduled: 'rehearsing' },
  start: { scheduled: 'live', rehearsing: 'live' },
  // A rehearsal that is over leaves the session as it was planned.
  end: { rehearsing: 'scheduled', live: 'ended' },
  archive: { ended: 'archived' },
  cancel: { scheduled: 'cancelled', rehearsing: 'cancelled' },
}

/** The state after an action; null where the action is not possible. */
export function nextState(state: SessionState, action: PlanAction): SessionState | 'gone' | null {
  return NEXT[action][state] ?? null
}

/** How states are called in sentences. */
export const STATE_WORDS: Readonly<Record<SessionState, { vi: string; en: string }>> = {
  draft: { vi: 'bản nháp', en: 'draft' },
  scheduled: { vi: 'đã lên lịch', en: 'scheduled' },
  rehearsing: { vi: 'đang kết nối thử', en: 'rehearsing' },
  live: { vi: 'đang diễn ra', en: 'live' },
  ended: { vi: 'đã kết thúc', en: 'ended' },
  archived: { vi: 'đã lưu trữ', en: 'archived' },
  cancelled: { vi: 'đã hủy', en: 'cancelled' },
}

type Field = keyof SessionBody

/** While the rooms are connected the plan of who, where and how is fixed: the branch that is open was made from it. */
const FIXED_WHILE_OPEN: readonly Field[] = ['type', 'hostUnitId', 'chair', 'invitation', 'settings']
const FIXED_WHILE_LIVE: readonly Field[] = [...FIXED_WHILE_OPEN, 'title', 'startsAt', 'rehearsalAt']
/** What is left to be added to a session that is over: its papers and remarks. */
const OPEN_AFTERWARDS: ReadonlySet<Field> = new Set(['documentIds', 'notes'])

/** The field by which a change goes too far in a state; null when it may be made. */
export function fixedField(state: SessionState, before: SessionBody, after: SessionBody): Field | null {
  const changed = (field: Field): boolean => JSON.stringify(before[field]) !== JSON.stringify(after[field])
  switch (state) {
    case 'rehearsing':
      return FIXED_WHILE_OPEN.find(changed) ?? null
    case 'live':
      return FIXED_WHILE_LIVE.find(changed) ?? null
    case 'ended':
      return fieldsOf(after).find((field) => !OPEN_AFTERWARDS.has(field) && changed(field)) ?? null
    case 'draft':
    case 'scheduled':
    case 'archived':
    case 'cancelled':
      return null
    default:
      return state satisfies never
  }
}

function fieldsOf(body: SessionBody): Field[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a body are its fields
  return Object.keys(body) as Field[]
}
