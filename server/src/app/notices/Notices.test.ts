import type { Contact } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { accountId, aSession, MONDAY_EIGHT, noticeId, siteId } from '../../core/notices/testing.ts'
import type { AnnouncedSession, NoticeBatch } from '../../core/notices/types.ts'
import { Notices } from './Notices.ts'

const NOW = MONDAY_EIGHT - 2 * 86_400_000
const [HUB, A, B] = ['site-hub', 'site-a', 'site-b'].map(siteId)
if (HUB === undefined || A === undefined || B === undefined) throw new Error('no sites')

const CONTACTS: Record<string, Contact> = {
  'site-a': { name: 'Tú', phone: '0912345678', email: 'tu@example.invalid' },
  'site-b': { name: 'Hà', phone: '', email: 'ha@example.invalid' },
}

function theNotices(contacts: Record<string, Contact> = CONTACTS) {
  let count = 0
  return new Notices({
    contacts: {
      ofSite: (site) => contacts[site] ?? null,
      ofUnit: () => null,
      unitOfSite: () => null,
      ofAccount: (account) =>
        Promise.resolve(
          account === accountId('account-1')
            ? { name: 'Thư ký', phone: '', email: 'tk@example.invalid' }
            : null,
        ),
    },
    channels: { email: true, sms: false, webhooks: [] },
    clock: () => NOW,
    newNoticeId: () => noticeId(`notice-${(count += 1)}`),
    settleMs: 20_000,
    reminderMinutes: [1_440, 60],
    wake: () => {},
  })
}

const told = ({ notices }: NoticeBatch) =>
  notices
    .filter(({ kind }) => kind !== 'reminder')
    .map(({ kind, recipient }) => `${kind} ${recipient}`)
    .toSorted()
const after = (changes: Partial<AnnouncedSession>) => aSession({ version: 4, ...changes })
const nobody = { invited: [], changed: [], removed: [] }

describe('Who is told', () => {
  it('of an invitation: whom it comes to, after a moment for second thoughts, with reminders', async () => {
    const batch = await theNotices().invited(aSession(), [A])
    expect(told(batch)).toEqual(['invitation tu@example.invalid'])
    expect(batch.notices.map(({ kind, notBefore }) => [kind, notBefore])).toEqual([
      ['invitation', NOW + 20_000],
      ['reminder', MONDAY_EIGHT - 86_400_000],
      ['reminder', MONDAY_EIGHT - 3_600_000],
    ])
  })

  it('of a change: only whom it concerns', async () => {
    const batch = await theNotices().changed(aSession(), after({}), { ...nobody, changed: [B] })
    expect(told(batch)).toEqual(['change ha@example.invalid'])
    expect(batch.replacesReminders).toBe(true)
  })

  it('of a site that comes and one that goes: an invitation and a cancellation, and nothing to the others', async () => {
    const before = aSession({ siteIds: [HUB, A] })
    const batch = await theNotices().changed(before, after({ siteIds: [HUB, B] }), {
      ...nobody,
      invited: [B],
      removed: [A],
    })
    expect(told(batch)).toEqual(['cancellation tu@example.invalid', 'invitation ha@example.invalid'])
  })

  it('once, where one address stands for the site that goes and for one that stays', async () => {
    const both = { name: 'Tú', phone: '', email: 'tu@example.invalid' }
    const notices = theNotices({ 'site-a': both, 'site-b': both })
    const batch = await notices.changed(aSession(), after({ siteIds: [HUB, B] }), { ...nobody, removed: [A] })
    expect(told(batch)).toEqual(['change tu@example.invalid'])
    expect(batch.notices[0]).toMatchObject({ siteIds: [B], formerSiteIds: [A, B] })
  })

  it('in place of a technician who is not on duty any more: the one who is, and the former one that he is not', async () => {
    const onDuty = { siteId: A, contact: { name: 'Nam', phone: '', email: 'nam@example.invalid' } }
    const batch = await theNotices().changed(aSession(), after({ technicians: [onDuty] }), {
      ...nobody,
      changed: [A],
    })
    expect(told(batch)).toEqual(['cancellation tu@example.invalid', 'invitation nam@example.invalid'])
  })

  it('of every change: who has a role in the session', async () => {
    const people = [{ accountId: accountId('account-1'), role: 'secretary' as const }]
    const batch = await theNotices().changed(aSession({ people }), after({ people }), {
      ...nobody,
      changed: [B],
    })
    expect(told(batch)).toEqual(['change ha@example.invalid', 'change tk@example.invalid'])
  })

  it('of a cancellation and of an urgent call: at once', async () => {
    const cancelled = await theNotices().cancelled(aSession(), 'Bão')
    expect(cancelled.facts.reason).toBe('Bão')
    const urgent = await theNotices().urgent(aSession(), 'Vỡ đập')
    for (const { notices } of [cancelled, urgent]) {
      expect(notices).toHaveLength(2)
      for (const { notBefore } of notices) expect(notBefore).toBe(NOW)
    }
  })

  it('by no reminder whose time is over', async () => {
    const soon = aSession({ startsAt: NOW + 30 * 60_000 })
    const batch = await theNotices().invited(soon, [A])
    expect(batch.notices.map(({ kind }) => kind)).toEqual(['invitation'])
  })
})
