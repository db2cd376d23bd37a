import type { OutdatedInvitation } from '@diem-cau/protocol'
import { dayOf, outdatedIn, type FieldChange, type Invited, type Lost } from '../../core/planning/index.ts'
import type { CalendarDate } from '../../core/directory/index.ts'
import type { PlanningDirectory } from './ports.ts'

/** What of an invitation is out of date on a day, by its names. */
export function outdatedOn(body: Invited, book: PlanningDirectory, day: CalendarDate): OutdatedInvitation {
  const directory = book.on(day)
  const unitName = (id: Parameters<typeof directory.unitName>[0]) => directory.unitName(id) ?? id
  const { carriedOn, lost } = outdatedIn(body, directory, (id) => book.groupName(id) !== undefined)
  const nameOf = (one: Lost): string | undefined => {
    if (one.kind === 'site') return directory.siteName(one.id)
    return one.kind === 'group' ? book.groupName(one.id) : directory.unitName(one.id)
  }
  return {
    carriedOn: carriedOn.map(({ unitId, carrierIds }) => ({
      unitId,
      name: unitName(unitId),
      successors: carrierIds.map((id) => ({ unitId: id, name: unitName(id) })),
    })),
    lost: lost.map((one) => {
      const tier = one.kind === 'tier' ? one.tier : null
      return { kind: one.kind, id: one.id, name: nameOf(one) ?? one.id, tier }
    }),
  }
}

/** The same for a session's history, as it is on the day of the session. */
export function outdatedWords(
  body: Invited & { readonly startsAt: number },
  book: PlanningDirectory,
): FieldChange[] {
  const { carriedOn, lost } = outdatedOn(body, book, dayOf(body.startsAt))
  return [
    ...carriedOn.map(({ name, successors }) => ({
      field: 'invitation.unitIds',
      before: name,
      after: successors.map((one) => one.name).join(', '),
    })),
    ...lost.map(({ kind, name, tier }) => ({
      field: LOST_FIELDS[kind],
      before: tier === null ? name : `${name} (${tier})`,
      after: null,
    })),
  ]
}

const LOST_FIELDS = {
  unit: 'invitation.unitIds',
  tier: 'invitation.tiers',
  group: 'invitation.groupIds',
  site: 'invitation.siteIds',
} as const
