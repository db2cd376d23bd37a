import type { AccountId, Contact, SiteId, UnitId } from '@diem-cau/protocol'
import { normalPhone } from './phone.ts'
import { oneLine } from './template.ts'
import type { AnnouncedSession, NoticeChannel, NoticeKind } from './types.ts'

/** Whom to write to, as it was looked up for one session. Null or empty fields where nobody is named. */
export interface Contacts {
  ofSite: (siteId: SiteId) => Contact | null
  ofUnit: (unitId: UnitId) => Contact | null
  unitOfSite: (siteId: SiteId) => UnitId | null
  /** Of the accounts that have a role in the session. */
  people: ReadonlyMap<AccountId, Contact>
}

/** An address that is told, with the sites for which it stands; none for a person with a role. */
export interface Addressee {
  channel: NoticeChannel
  recipient: string
  recipientName: string
  siteIds: SiteId[]
}

export interface Channels {
  email: boolean
  sms: boolean
  /** Names of the webhooks. */
  webhooks: readonly string[]
}

const ADDRESS = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+$/

/**
 * Everybody who is told of a session, each address once: the technicians of its sites, the contacts of their units,
 * the people with a role in it, and the webhooks. A unit's own telephone is rung for an urgent call alone.
 */
export function addressees(
  session: AnnouncedSession,
  contacts: Contacts,
  channels: Channels,
  kind: NoticeKind,
): Addressee[] {
  const found = new Map<string, Addressee>()
  const add = (channel: NoticeChannel, recipient: string, name: string, siteId: SiteId | null): void => {
    const key = `${channel}|${recipient.toLowerCase()}`
    const known = found.get(key) ?? { channel, recipient, recipientName: oneLine(name), siteIds: [] }
    if (siteId !== null && !known.siteIds.includes(siteId)) known.siteIds.push(siteId)
    found.set(key, known)
  }
  const write = (contact: Contact | null | undefined, siteId: SiteId | null, withSms: boolean): void => {
    if (contact === null || contact === undefined) return
    const email = contact.email.trim()
    const phone = normalPhone(contact.phone, '+84')
    const name = contact.name.trim()
    if (channels.email && ADDRESS.test(email)) add('email', email, name || email, siteId)
    if (channels.sms && withSms && phone !== null) add('sms', phone, name || phone, siteId)
  }
  const onDuty = new Map(session.technicians.map(({ siteId, contact }) => [siteId, contact]))
  for (const siteId of session.siteIds) {
    write(onDuty.get(siteId) ?? contacts.ofSite(siteId), siteId, true)
    const unitId = contacts.unitOfSite(siteId)
    if (unitId !== null) write(contacts.ofUnit(unitId), siteId, kind === 'urgent')
  }
  for (const contact of contacts.people.values()) write(contact, null, true)
  for (const name of channels.webhooks) {
    for (const siteId of session.siteIds) add('webhook', name, name, siteId)
  }
  return [...found.values()]
}
