import type { AccountId, Contact, SiteId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { accountId, aSession, siteId, unitId } from './testing.ts'
import { addressees, type Contacts } from './whom.ts'

const contact = (name: string, email: string, phone = ''): Contact => ({ name, email, phone })
const ALL = { email: true, sms: true, webhooks: ['zalo'] }

function contacts(
  sites: Record<string, Contact>,
  people: [AccountId, Contact][] = [],
  unit: Contact | null = null,
): Contacts {
  return {
    ofSite: (id: SiteId) => sites[id] ?? null,
    ofUnit: () => unit,
    unitOfSite: () => unitId('unit-host'),
    people: new Map(people),
  }
}

const listed = (found: ReturnType<typeof addressees>) =>
  found.map(({ channel, recipient, siteIds }) => [channel, recipient, siteIds.length])

describe('Who is told', () => {
  it('is each site’s technician, by mail and SMS', () => {
    const book = contacts({ 'site-a': contact('Tú', 'tu@example.invalid', '0912345678') })
    expect(listed(addressees(aSession(), book, { ...ALL, webhooks: [] }, 'invitation'))).toEqual([
      ['email', 'tu@example.invalid', 1],
      ['sms', '+84912345678', 1],
    ])
  })

  it('is told once at an address that stands for several sites, however that is written', () => {
    const book = contacts({
      'site-a': contact('Tú', 'Tu@example.invalid', '0912 345 678'),
      'site-b': contact('Tú', 'tu@EXAMPLE.invalid', '+84912345678'),
    })
    expect(listed(addressees(aSession(), book, { ...ALL, webhooks: [] }, 'invitation'))).toEqual([
      ['email', 'Tu@example.invalid', 2],
      ['sms', '+84912345678', 2],
    ])
  })

  it('is who is on duty that day, where the plan names somebody else', () => {
    const book = contacts({ 'site-a': contact('Tú', 'tu@example.invalid') })
    const session = aSession({
      technicians: [{ siteId: siteId('site-a'), contact: contact('Hà', 'ha@example.invalid') }],
    })
    expect(addressees(session, book, ALL, 'invitation').map(({ recipient }) => recipient)).not.toContain(
      'tu@example.invalid',
    )
  })

  it('is the unit by mail, and by SMS when it is urgent', () => {
    const book = contacts({}, [], contact('Văn phòng', 'vp@example.invalid', '02193866123'))
    const of = (kind: 'invitation' | 'urgent') =>
      addressees(aSession(), book, { ...ALL, webhooks: [] }, kind).map(({ channel }) => channel)
    expect(of('invitation')).toEqual(['email'])
    expect(of('urgent')).toEqual(['email', 'sms'])
  })

  it('is who has a role in the session, and each webhook with all sites', () => {
    const book = contacts({}, [[accountId('account-1'), contact('Thư ký', 'tk@example.invalid')]])
    expect(listed(addressees(aSession(), book, ALL, 'invitation'))).toEqual([
      ['email', 'tk@example.invalid', 0],
      ['webhook', 'zalo', 3],
    ])
  })

  it('is nobody by a channel that there is not, at an address that is none', () => {
    const book = contacts({
      'site-a': contact('Tú', 'không có', '113'),
      'site-b': contact('Hà', 'a@b\r\nBcc: c@d', ''),
    })
    expect(addressees(aSession(), book, { ...ALL, webhooks: [] }, 'urgent')).toEqual([])
    const good = contacts({ 'site-a': contact('Tú', 'tu@example.invalid', '0912345678') })
    expect(addressees(aSession(), good, { email: false, sms: false, webhooks: [] }, 'urgent')).toEqual([])
  })
})
