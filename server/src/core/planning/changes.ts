import type { AgendaItem, SessionBody, SiteId } from '@diem-cau/protocol'
import { momentText } from './calendar.ts'
import type { PlannedSession } from './session.ts'

/** One field of a plan that is different, in words. Null: there was, or is, nothing. */
export interface FieldChange {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

/** Names of units, sites, groups, accounts and documents, for sentences about them. */
export type NameOf = (id: string) => string

type Describe = (body: SessionBody, nameOf: NameOf) => string | null

const listed = (ids: readonly string[], nameOf: NameOf): string | null =>
  ids.length === 0 ? null : ids.map(nameOf).join(', ')

const filled = (text: string): string | null => (text === '' ? null : text)

/** How each field is written in the history. Order is the order in which changes are told. */
const FIELDS: Readonly<Record<string, Describe>> = {
  type: ({ type }) => type,
  title: ({ title }) => title,
  hostUnitId: ({ hostUnitId }, nameOf) => nameOf(hostUnitId),
  startsAt: ({ startsAt }) => momentText(startsAt),
  durationMinutes: ({ durationMinutes }) => String(durationMinutes),
  rehearsalAt: ({ rehearsalAt }) => (rehearsalAt === null ? null : momentText(rehearsalAt)),
  'chair.siteId': ({ chair }, nameOf) => nameOf(chair.siteId),
  'chair.person': ({ chair }) => filled(chair.person),
  'invitation.tiers': ({ invitation }, nameOf) =>
    listed(
      invitation.tiers.map(({ unitId, tier }) => `${tier}:${unitId}`),
      (text) => `${nameOf(text.slice(2))} (${text.slice(0, 1)})`,
    ),
  'invitation.unitIds': ({ invitation }, nameOf) => listed(invitation.unitIds, nameOf),
  'invitation.groupIds': ({ invitation }, nameOf) => listed(invitation.groupIds, nameOf),
  'invitation.siteIds': ({ invitation }, nameOf) => listed(invitation.siteIds, nameOf),
  'invitation.exceptSiteIds': ({ invitation }, nameOf) => listed(invitation.exceptSiteIds, nameOf),
  technicians: ({ technicians }, nameOf) =>
    listed(
      technicians.map(({ siteId, contact }) => `${nameOf(siteId)}: ${contact.name} ${contact.phone}`.trim()),
      (text) => text,
    ),
  people: ({ people }, nameOf) =>
    listed(
      people.map(({ accountId, role }) => `${nameOf(accountId)} (${role})`),
      (text) => text,
    ),
  documentIds: ({ documentIds }, nameOf) => listed(documentIds, nameOf),
  notes: ({ notes }) => filled(notes),
  'settings.speakerPlaces': ({ settings }) => String(settings.speakerPlaces),
  'settings.maxOpenMicrophones': ({ settings }) => String(settings.maxOpenMicrophones),
  'settings.videoCodec': ({ settings }) => settings.videoCodec,
}

/** Everything that differs between two versions of a plan, field by field; agenda items one by one. */
export function differences(before: SessionBody, after: SessionBody, nameOf: NameOf): FieldChange[] {
  const changes = Object.entries(FIELDS).flatMap(([field, describe]): FieldChange[] => {
    const change = { field, before: describe(before, nameOf), after: describe(after, nameOf) }
    return change.before === change.after ? [] : [change]
  })
  return [...changes, ...agendaChanges(before.agenda, after.agenda, nameOf)]
}

/** Fields that are the office's alone: whom else it invites, who has which role and telephone, its remarks. */
const OFFICE_FIELDS = /^(?:invitation\.|settings\.|technicians$|people$|notes$)/

/**
 * What of a session's history those may know who only have rooms in it: from the invitation on, and nothing that is the
 * office's alone.
 */
export function knownToGuests<T extends { at: number; changes: readonly FieldChange[] }>(
  entries: readonly T[],
  invitedAt: number | null,
): T[] {
  return entries.flatMap((entry) => {
    if (invitedAt === null || entry.at < invitedAt) return []
    const changes = entry.changes.filter(({ field }) => !OFFICE_FIELDS.test(field))
    // One that was about nothing else is not theirs to know.
    return changes.length === 0 && entry.changes.length > 0 ? [] : [{ ...entry, changes }]
  })
}

function agendaChanges(
  before: readonly AgendaItem[],
  after: readonly AgendaItem[],
  nameOf: NameOf,
): FieldChange[] {
  const words = (items: readonly AgendaItem[]) =>
    new Map(items.map((item, index) => [item.itemId, itemText(item, index, nameOf)]))
  const [was, is] = [words(before), words(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((itemId): FieldChange[] => {
    const change = { field: 'agenda', before: was.get(itemId) ?? null, after: is.get(itemId) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

function itemText(
  { title, minutes, speaker, documentIds }: AgendaItem,
  index: number,
  nameOf: NameOf,
): string {
  const parts = [
    `${index + 1}. ${title}`,
    `${minutes}′`,
    ...(speaker === null
      ? []
      : [[speaker.person, speaker.siteId === null ? '' : nameOf(speaker.siteId)].filter(Boolean).join(', ')]),
    ...documentIds.map(nameOf),
  ]
  return parts.join(' · ')
}

/** Whom a change concerns: who is invited by it, who is to know what is different, who is no longer in. */
export interface Concerned {
  readonly invited: readonly SiteId[]
  readonly changed: readonly SiteId[]
  readonly removed: readonly SiteId[]
}

type Plan = Pick<PlannedSession, 'body' | 'siteIds'>

/** Where and when everybody has to be, and under whom. */
const CONCERNS_ALL = [
  'type',
  'title',
  'hostUnitId',
  'startsAt',
  'durationMinutes',
  'rehearsalAt',
  'chair',
] as const

/**
 * Whom a change of an announced session concerns. Title, time and chair are everybody's; an item of the agenda is its
 * speaker's; a technician on duty is told by his site; common papers are everybody's. Remarks, roles and settings are
 * nobody's outside the office.
 */
export function concernedBy(before: Plan, after: Plan): Concerned {
  const [were, are] = [new Set(before.siteIds), new Set(after.siteIds)]
  const stayed = after.siteIds.filter((siteId) => were.has(siteId))
  const told = toldOf(before.body, after.body)
  return {
    invited: after.siteIds.filter((siteId) => !were.has(siteId)),
    changed: told === 'all' ? stayed : stayed.filter((siteId) => told.has(siteId)),
    removed: before.siteIds.filter((siteId) => !are.has(siteId)),
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function toldOf(before: SessionBody, after: SessionBody): 'all' | ReadonlySet<SiteId> {
  if (CONCERNS_ALL.some((field) => !same(before[field], after[field]))) return 'all'
  if (!same(before.documentIds, after.documentIds)) return 'all'
  const told = new Set<SiteId>()
  for (const [a, b] of [
    [before.agenda, after.agenda],
    [after.agenda, before.agenda],
  ] as const) {
    const others = new Map(b.map((item) => [item.itemId, item]))
    for (const item of a) {
      const siteId = item.speaker?.siteId
      if (siteId !== null && siteId !== undefined && !same(item, others.get(item.itemId))) told.add(siteId)
    }
  }
  const contacts = new Map(before.technicians.map(({ siteId, contact }) => [siteId, contact]))
  const now = new Map(after.technicians.map(({ siteId, contact }) => [siteId, contact]))
  for (const siteId of new Set([...contacts.keys(), ...now.keys()])) {
    if (!same(contacts.get(siteId), now.get(siteId))) told.add(siteId)
  }
  return told
}
