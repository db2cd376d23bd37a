import type { OutdatedInvitation } from '@diem-cau/protocol'
import { dayOf, outdatedIn, type FieldChange, type Invited } from '../../core/planning/index.ts'
import type { CalendarDate } from '../../core/directory/index.ts'
import type { PlanningDirectory } from './ports.ts'

/** What of an invitation is out of date on a day, by its names. */
export function outdatedOn(body: Invited, book: PlanningDirectory, day: CalendarDate): OutdatedInvitation {
  const directory = book.on(day)
  const unitName = (id: Parameters<typeof directory.unitName>[0]) => directory.unitName(id) ?? id
  const { carriedOn, lost } = outdatedIn(body, directory, (id) => book.groupName(id) !== undefined)
  return {
    carriedOn: carriedOn.map(({ unitId, carrierIds }) => ({
      name: unitName(unitId),
      successors: carrierIds.map(unitName),
    })),
    lost: lost.map((one) => {
      const tier = one.kind === 'tier' ? one.tier : null
      if (one.kind === 'site') return { kind: one.kind, name: directory.siteName(one.id) ?? one.id, tier }
      if (one.kind === 'group') return { kind: one.kind, name: book.groupName(one.id) ?? one.id, tier }
      return { kind: one.kind, name: unitName(one.id), tier }
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
      after: successors.join(', '),
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
