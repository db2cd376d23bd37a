import type { DocumentId, SessionId, SiteId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { PaperTickets, TICKET_LIFETIME_MS } from './PaperTickets.ts'

const WISH = {
  siteId: 'site-a' as SiteId,
  sessionId: 'session-1' as SessionId,
  documentId: 'document-1' as DocumentId,
}

function setUp(key = 'key of this server') {
  const time = { now: 1_700_000_000_000 }
  return { time, tickets: new PaperTickets(Buffer.from(key), () => time.now) }
}

describe('A ticket for a paper', () => {
  it('says what it was issued for, until its time is over', () => {
    const { time, tickets } = setUp()
    const { ticket, expiresAt } = tickets.issue(WISH)
    expect(ticket).toMatch(/^[\w.-]{60,400}$/)
    expect(tickets.read(ticket)).toEqual({ ...WISH, expiresAt })
    time.now += TICKET_LIFETIME_MS - 1
    expect(tickets.read(ticket)).not.toBeNull()
    time.now += 1
    expect(tickets.read(ticket)).toBeNull()
  })

  it('of another server, or changed in any character, is none', () => {
    const { tickets } = setUp()
    const { ticket } = tickets.issue(WISH)
    expect(setUp('another key').tickets.read(ticket)).toBeNull()
    for (let at = 0; at < ticket.length; at += 1) {
      const other = ticket[at] === 'A' ? 'B' : 'A'
      const changed = `${ticket.slice(0, at)}${other}${ticket.slice(at + 1)}`
      // The last character of a digest has two bits that mean nothing.
      if (at === ticket.length - 1) continue
      expect(tickets.read(changed)).toBeNull()
    }
  })

  it('nothing that is no ticket is read, whatever it holds', () => {
    const { tickets } = setUp()
    const { ticket } = tickets.issue(WISH)
    const [payload = '', digest = ''] = ticket.split('.')
    for (const text of [
      '',
      '.',
      payload,
      `${payload}.`,
      `.${digest}`,
      `${ticket}.${digest}`,
      `../${ticket}`,
      `${ticket}/..`,
      `${ticket}\u0000`,
      'x'.repeat(10_000),
      `${Buffer.from('["site-a","session-1","document-1",9999999999999]').toString('base64url')}.${digest}`,
    ]) {
      expect(tickets.read(text)).toBeNull()
    }
  })
})
