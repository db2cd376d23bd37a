import { describe, expect, it } from 'vitest'
import { superseding, type EarlierNotice } from './superseding.ts'
import { aSession, noticeId, sessionId, siteId } from './testing.ts'
import type { NewNotice, NoticeBatch, NoticeKind } from './types.ts'

const TO = { channel: 'email', recipient: 'a@example.invalid' } as const

function aNotice(kind: NoticeKind): NewNotice {
  return {
    ...TO,
    noticeId: noticeId(`new-${kind}`),
    kind,
    recipientName: 'A',
    siteIds: [siteId('site-a')],
    formerSiteIds: kind === 'change' ? [siteId('site-a')] : null,
    notBefore: 0,
  }
}

function aBatch(kind: NoticeKind, version: number, replacesReminders = false): NoticeBatch {
  const session = aSession({ version })
  return {
    sessionId: sessionId('session-1'),
    version,
    facts: { session, before: kind === 'change' ? aSession({ version: version - 1 }) : null, reason: '' },
    notices: [aNotice(kind)],
    replacesReminders,
    at: 0,
  }
}

function earlier(
  kind: NoticeKind,
  state: EarlierNotice['state'],
  change: Partial<EarlierNotice> = {},
): EarlierNotice {
  return {
    ...TO,
    noticeId: noticeId(`old-${kind}`),
    kind,
    state,
    attempts: state === 'waiting' ? 0 : 1,
    beforeId: kind === 'change' ? 'facts-1' : null,
    version: 1,
    ...change,
  }
}

const kinds = ({ add }: ReturnType<typeof superseding>) => add.map(({ notice }) => notice.kind)
const dropped = ({ drop }: ReturnType<typeof superseding>) => drop.map(({ noticeId: id }) => id)

describe('A change', () => {
  it('after the invitation went out is a change', () => {
    const result = superseding(aBatch('change', 2), [earlier('invitation', 'sent')])
    expect(kinds(result)).toEqual(['change'])
    expect(dropped(result)).toEqual([])
  })

  it('before the invitation went out makes one invitation of both', () => {
    const result = superseding(aBatch('change', 2), [earlier('invitation', 'waiting')])
    expect(kinds(result)).toEqual(['invitation'])
    expect(dropped(result)).toEqual(['old-invitation'])
  })

  it('while the invitation is just being sent follows it', () => {
    const result = superseding(aBatch('change', 2), [earlier('invitation', 'sending')])
    expect(kinds(result)).toEqual(['change'])
  })

  it('follows an invitation that was tried in vain, for that may have got through', () => {
    const result = superseding(aBatch('change', 2), [earlier('invitation', 'waiting', { attempts: 2 })])
    expect(kinds(result)).toEqual(['change'])
    expect(dropped(result)).toEqual(['old-invitation'])
  })

  it('takes an earlier one along that has not gone out, compared with what the recipient knows', () => {
    const result = superseding(aBatch('change', 3), [
      earlier('invitation', 'sent'),
      earlier('change', 'waiting', { version: 2 }),
    ])
    expect(kinds(result)).toEqual(['change'])
    expect(result.add[0]?.carriedBeforeId).toBe('facts-1')
    expect(dropped(result)).toEqual(['old-change'])
  })

  it('puts new reminders in the place of the old ones that wait, and of those alone', () => {
    const result = superseding(aBatch('change', 2, true), [
      earlier('invitation', 'sent'),
      earlier('reminder', 'waiting'),
      earlier('reminder', 'sent', { noticeId: noticeId('sent-reminder') }),
    ])
    expect(dropped(result)).toEqual(['old-reminder'])
  })

  it('does nothing to other recipients', () => {
    const other = earlier('invitation', 'waiting', { recipient: 'b@example.invalid' })
    const result = superseding(aBatch('change', 2), [other])
    expect(dropped(result)).toEqual([])
  })
})

describe('A cancellation', () => {
  it('goes to who was told', () => {
    for (const state of ['sent', 'sending', 'uncertain', 'failed'] as const) {
      expect(kinds(superseding(aBatch('cancellation', 2), [earlier('invitation', state)]))).toEqual([
        'cancellation',
      ])
    }
  })

  it('drops what waits, and says nothing to who never heard of the session', () => {
    const result = superseding(aBatch('cancellation', 3, true), [
      earlier('invitation', 'waiting'),
      earlier('reminder', 'waiting'),
    ])
    expect(kinds(result)).toEqual([])
    expect(dropped(result).toSorted()).toEqual(['old-invitation', 'old-reminder'])
    expect(kinds(superseding(aBatch('cancellation', 3), []))).toEqual([])
  })

  it('drops a change that waits and goes out itself, for the invitation was known', () => {
    const result = superseding(aBatch('cancellation', 3), [
      earlier('invitation', 'sent'),
      earlier('change', 'waiting', { version: 2 }),
    ])
    expect(kinds(result)).toEqual(['cancellation'])
    expect(dropped(result)).toEqual(['old-change'])
  })
})

describe('An invitation', () => {
  it('of somebody who was taken out, and not told yet, drops the cancellation', () => {
    const result = superseding(aBatch('invitation', 3), [
      earlier('invitation', 'sent'),
      earlier('cancellation', 'waiting', { version: 2 }),
    ])
    expect(kinds(result)).toEqual(['invitation'])
    expect(dropped(result)).toEqual(['old-cancellation'])
  })

  it('that comes a second time in the same version is left to its key: nothing is dropped', () => {
    const result = superseding(aBatch('invitation', 1), [earlier('invitation', 'waiting')])
    expect(dropped(result)).toEqual([])
  })
})
