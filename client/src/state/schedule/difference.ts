import type { SessionBody } from '@diem-cau/protocol'

export type SessionField = keyof SessionBody
type Choices = Readonly<Partial<Record<SessionField, 'mine' | 'theirs'>>>

/** The fields of a plan, in the order in which they are shown. */
const FIELDS = [
  'type',
  'title',
  'hostUnitId',
  'startsAt',
  'durationMinutes',
  'rehearsalAt',
  'chair',
  'invitation',
  'agenda',
  'technicians',
  'people',
  'documentIds',
  'settings',
  'notes',
] as const satisfies readonly SessionField[]

/** One field that differs after two people changed the same session. */
export interface FieldDifference {
  readonly field: SessionField
  /** `both` changed it, each differently: somebody has to choose. Otherwise one did, and that is taken unless told. */
  readonly changedBy: 'mine' | 'theirs' | 'both'
}

/** Equal in what they say, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => isSame(entry, b[index]))
  }
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) || Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isSame(a[key], b[key]))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** The fields that a plan was changed in. */
export function changedFields(before: SessionBody, after: SessionBody): SessionField[] {
  return FIELDS.filter((field) => !isSame(before[field], after[field]))
}

/** Field by field what two people made of the same plan. What both made the same is no difference. */
export function differences(base: SessionBody, mine: SessionBody, theirs: SessionBody): FieldDifference[] {
  const ours = new Set(changedFields(base, mine))
  const others = new Set(changedFields(base, theirs))
  return changedFields(mine, theirs).map((field) => ({
    field,
    changedBy: ours.has(field) && others.has(field) ? 'both' : ours.has(field) ? 'mine' : 'theirs',
  }))
}

/** What is taken where nobody has chosen: the change of the one who made it; one’s own where both did. */
export function takenFrom({ field, changedBy }: FieldDifference, choices: Choices): 'mine' | 'theirs' {
  return choices[field] ?? (changedBy === 'theirs' ? 'theirs' : 'mine')
}

/** The plan that comes of both, by what was chosen for each field. */
export function merged(
  base: SessionBody,
  mine: SessionBody,
  theirs: SessionBody,
  choices: Choices,
): SessionBody {
  const taken = differences(base, mine, theirs).filter((entry) => takenFrom(entry, choices) === 'theirs')
  return Object.assign({ ...mine }, ...taken.map(({ field }) => ({ [field]: theirs[field] })))
}

/** The body alone of something that has more beside it. */
export function planOf(session: SessionBody): SessionBody {
  const { type, title, hostUnitId, startsAt, durationMinutes, rehearsalAt, chair, invitation } = session
  const { agenda, technicians, people, documentIds, notes, settings } = session
  return {
    type,
    title,
    hostUnitId,
    startsAt,
    durationMinutes,
    rehearsalAt,
    chair,
    invitation,
    agenda,
    technicians,
    people,
    documentIds,
    notes,
    settings,
  }
}
