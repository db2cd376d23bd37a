import { randomBytes } from 'node:crypto'
import type { CommandId, SessionBody, SessionDetail, SiteId, UnitId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newCommand } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

let bridge: RunningBridge
let office: RestClient

const PROVINCE = 'u-02' as UnitId
const HUB = 's-02' as SiteId
const DAY_MS = 86_400_000
/** 08:00 in Vietnam in some days. */
const inDays = (days: number): number => Math.floor(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS + 3_600_000

function aBody(changes: Partial<SessionBody> = {}): SessionBody {
  return {
    type: 'provincialMeeting',
    title: 'Giao ban tháng 11/2026',
    hostUnitId: PROVINCE,
    startsAt: inDays(2),
    durationMinutes: 180,
    rehearsalAt: null,
    chair: { siteId: HUB, person: 'Chủ tịch UBND tỉnh' },
    invitation: {
      tiers: [{ unitId: PROVINCE, tier: 2 }],
      unitIds: [],
      groupIds: [],
      siteIds: [],
      exceptSiteIds: [],
    },
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
    ...changes,
  }
}

function created(client: RestClient, changes: Partial<SessionBody> = {}): Promise<SessionDetail> {
  return client.ask('sessions.create', {
    body: { command: newCommand() as CommandId, session: aBody(changes) },
  })
}

/** What a scheduler writes, of what a session answers with. */
function bodyOf(detail: SessionDetail): SessionBody {
  const { type, title, hostUnitId, startsAt, durationMinutes, rehearsalAt, chair, invitation } = detail
  const { agenda, technicians, people, documentIds, notes, settings } = detail
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

async function endAllSessions(): Promise<void> {
  for (const { sessionId } of (await office.ask('sessions.list', { query: { state: 'live' } })).items) {
    const { version } = await office.ask('sessions.get', { params: { sessionId } })
    await office.ask('sessions.end', { params: { sessionId }, ifMatch: version })
  }
}

beforeAll(async () => {
  bridge = await startBridge({ workers: 1 })
  if (bridge.login === null) throw new Error('no first login')
  office = await RestClient.logIn(bridge, bridge.login)
})
afterAll(() => bridge.stop())

describe('A session from its draft to its end', () => {
  test('the trial of a new installation has a plan, and gives way to the first session that is held', async () => {
    const { items } = await office.ask('sessions.list', { query: { state: 'live' } })
    expect(items).toMatchObject([{ title: 'Phiên kết nối thử', type: 'rehearsal', siteCount: 218 }])
    const draft = await created(office, { title: 'Phiên họp đầu tiên' })
    const params = { sessionId: draft.sessionId }
    const scheduled = await office.ask('sessions.schedule', { params, ifMatch: draft.version })
    await office.ask('sessions.start', { params, ifMatch: scheduled.version })
    const live = (await office.ask('sessions.list', { query: { state: 'live' } })).items
    expect(live).toMatchObject([{ title: 'Phiên họp đầu tiên' }])
    await endAllSessions()
    expect((await office.ask('sessions.list', { query: { state: 'live' } })).total).toBe(0)
  })

  test('draft, scheduled, live, ended: each step by the version that was seen', async () => {
    const draft = await created(office)
    expect(draft).toMatchObject({ state: 'draft', version: 1, mayPlan: true, mayConduct: true })
    expect(draft.siteIds.length).toBe(12)
    const params = { sessionId: draft.sessionId }
    expect(await office.codeOf('sessions.start', { params, ifMatch: 1 })).toBe('session_state')
    const scheduled = await office.ask('sessions.schedule', { params, ifMatch: 1 })
    expect(scheduled.state).toBe('scheduled')
    expect(await office.codeOf('sessions.schedule', { params, ifMatch: 1 })).toBe('changed_meanwhile')
    const rehearsing = await office.ask('sessions.rehearse', { params, ifMatch: scheduled.version })
    expect(rehearsing.state).toBe('rehearsing')
    const live = await office.ask('sessions.start', { params, ifMatch: rehearsing.version })
    expect(live).toMatchObject({ state: 'live', startedAt: expect.any(Number) })
    const ended = await office.ask('sessions.end', { params, ifMatch: live.version })
    expect(ended).toMatchObject({ state: 'ended', endedAt: expect.any(Number) })
    const { items } = await office.ask('sessions.history', { params })
    expect(items.map(({ action }) => action)).toEqual(['end', 'start', 'rehearse', 'schedule', 'create'])
  })

  test('the same command makes one draft, however often it comes', async () => {
    const body = { command: newCommand() as CommandId, session: aBody({ title: 'Một lần' }) }
    const made = await Promise.all([1, 2, 3].map(() => office.ask('sessions.create', { body })))
    expect(new Set(made.map(({ sessionId }) => sessionId)).size).toBe(1)
    expect((await office.ask('sessions.list', { query: { q: 'mot lan' } })).total).toBe(1)
  })
})

describe('Two schedulers of one session', () => {
  test('the second is told, and loses nothing', async () => {
    const draft = await created(office, { title: 'Hai người cùng sửa' })
    const params = { sessionId: draft.sessionId }
    const change = (title: string) =>
      office.call('sessions.update', { params, ifMatch: 1, body: { ...bodyOf(draft), title } })
    const answers = await Promise.all([change('Người thứ nhất'), change('Người thứ hai')])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]))
    const kept = await office.ask('sessions.get', { params })
    expect(kept.version).toBe(2)
    expect(answers.find(({ ok }) => ok)).toMatchObject({ data: { title: kept.title } })
  })
})

describe('What is typed', () => {
  test('HTML in a title is text like any other', async () => {
    const title = '<img src=x onerror=alert(1)> & "Giao ban"'
    const draft = await created(office, { title })
    expect((await office.ask('sessions.get', { params: { sessionId: draft.sessionId } })).title).toBe(title)
  })

  test.each([
    ['no title', { title: '   ' }, 'session_invalid'],
    ['a title that turns the writing around', { title: 'Giao\u202Eban' }, 'session_invalid'],
    ['a rehearsal after the session', { rehearsalAt: inDays(3) }, 'session_invalid'],
    ['the year 1970', { startsAt: 0 }, 'session_invalid'],
    ['a paper that is not there', { documentIds: ['document-none' as never] }, 'document_not_found'],
    ['a unit that is not there', { hostUnitId: 'u-99' as UnitId }, 'forbidden'],
  ])('%s is refused', async (_, changes, code) => {
    const body = { command: newCommand() as CommandId, session: aBody(changes) }
    expect(await office.codeOf('sessions.create', { body })).toBe(code)
  })
})

describe('A start while sites are busy', () => {
  test('is refused, and says who sits where', async () => {
    const first = await created(office, { title: 'Phiên đang họp' })
    const second = await created(office, { title: 'Phiên muốn họp' })
    const live: SessionDetail[] = []
    for (const { sessionId } of [first, second]) {
      live.push(await office.ask('sessions.schedule', { params: { sessionId }, ifMatch: 1 }))
    }
    const params = { sessionId: first.sessionId }
    const started = await office.ask('sessions.start', { params, ifMatch: live[0]?.version ?? 0 })
    const refused = await office.call('sessions.start', {
      params: { sessionId: second.sessionId },
      ifMatch: live[1]?.version ?? 0,
    })
    expect(refused).toMatchObject({
      ok: false,
      status: 409,
      error: { code: 'sites_busy', data: { count: 12 } },
    })
    expect(refused.ok ? '' : refused.error.message.vi).toContain('«Phiên đang họp»')
    await office.ask('sessions.end', { params, ifMatch: started.version })
  })
})

describe('What a new session begins with', () => {
  test('the last of its kind, its month and its weekday moved on', async () => {
    const { body, takenFrom } = await office.ask('sessions.defaults', {
      query: { type: 'voterMeeting', hostUnitId: PROVINCE },
    })
    expect(takenFrom).toBeNull()
    expect(body.agenda.length).toBeGreaterThan(3)
    const startsAt = Date.parse('2026-10-13T08:00:00+07:00')
    const last = await created(office, {
      type: 'voterMeeting',
      title: 'Tiếp xúc cử tri tháng 10/2026',
      startsAt,
    })
    const next = await office.ask('sessions.defaults', {
      query: { type: 'voterMeeting', hostUnitId: PROVINCE },
    })
    expect(next.takenFrom?.sessionId).toBe(last.sessionId)
    const day = new Date(next.body.startsAt + 7 * 3_600_000)
    expect(day.getUTCDay()).toBe(2)
    expect(day.getUTCHours()).toBe(8)
    expect(next.body.startsAt).toBeGreaterThan(Date.now())
    expect(next.body.title).toBe(`Tiếp xúc cử tri tháng ${day.getUTCMonth() + 1}/${day.getUTCFullYear()}`)
  })

  test('what is near, not the end of a series that is planned far ahead', async () => {
    const title = 'Kỳ họp thường kỳ'
    const near = await created(office, { type: 'councilSession', title, startsAt: inDays(10) })
    await created(office, { type: 'councilSession', title, startsAt: inDays(300) })
    const { takenFrom } = await office.ask('sessions.defaults', {
      query: { type: 'councilSession', hostUnitId: PROVINCE },
    })
    expect(takenFrom?.sessionId).toBe(near.sessionId)
  })
})

describe('Conflicts', () => {
  test('a site cannot sit in two sessions at once', async () => {
    const startsAt = inDays(20)
    const other = await created(office, { title: 'Trùng giờ', startsAt })
    const { items, total } = await office.ask('sessions.conflicts', {
      body: { session: aBody({ startsAt: startsAt + 3_600_000 }) },
    })
    expect(total).toBe(13)
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: 'site',
        id: HUB,
        withSessionId: other.sessionId,
        withTitle: 'Trùng giờ',
      }),
    )
    const later = { body: { session: aBody({ startsAt: startsAt + 3 * 3_600_000 }) } }
    expect((await office.ask('sessions.conflicts', later)).total).toBe(0)
  })
})

describe('A series', () => {
  test('is made from its first session, changed from one on, and ended', async () => {
    const first = await created(office, {
      title: 'Giao ban tuần',
      startsAt: inDays(3),
      type: 'districtBriefing',
    })
    const series = await office.ask('series.create', {
      body: {
        command: newCommand() as CommandId,
        sessionId: first.sessionId,
        recurrence: { rule: 'FREQ=WEEKLY;COUNT=10', exceptDays: [], onHoliday: 'keep' },
      },
    })
    expect(series.sessionCount).toBe(10)
    const { seriesId } = series
    const query = { seriesId, limit: 100 }
    const before = (await office.ask('sessions.list', { query })).items
    expect(before.length).toBe(10)
    const third = before[2]
    if (third === undefined) throw new Error('no third session')
    const params = { sessionId: third.sessionId }
    const detail = await office.ask('sessions.get', { params })
    await office.ask('sessions.update', {
      params,
      ifMatch: detail.version,
      body: { ...bodyOf(detail), durationMinutes: 60 },
    })
    const current = await office.call('series.get', { params: { seriesId } })
    const version = current.ok ? current.data.version : 0
    expect(current).toMatchObject({ etag: `"${version}"` })
    const changed = await office.ask('series.update', {
      params: { seriesId },
      ifMatch: version,
      body: { fromSessionId: third.sessionId },
    })
    const minutes = (line: { startsAt: number; endsAt: number }) => (line.endsAt - line.startsAt) / 60_000
    const after = (await office.ask('sessions.list', { query })).items
    expect(after.map(minutes)).toEqual([180, 180, 60, 60, 60, 60, 60, 60, 60, 60])
    const last = new Date((after[4]?.startsAt ?? 0) + 7 * 3_600_000).toISOString().slice(0, 10)
    await office.ask('series.end', {
      params: { seriesId },
      ifMatch: changed.version,
      body: { after: last, reason: 'Thay đổi lịch' },
    })
    expect((await office.ask('sessions.list', { query })).total).toBe(5)
  })

  test.each(['FREQ=SECONDLY', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'mỗi tuần', 'FREQ=DAILY;BYMONTH=13'])(
    'a rule that can not be kept is refused in plain words: %s',
    async (rule) => {
      const refused = await office.call('series.preview', {
        body: { startsAt: inDays(1), recurrence: { rule, exceptDays: [], onHoliday: 'skip' } },
      })
      expect(refused).toMatchObject({ status: 400, error: { code: 'recurrence_invalid' } })
    },
  )
})

describe('Papers', () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(5_000)])
  const upload = (content: Buffer, type = 'application/pdf') =>
    office.fetch(`/documents?hostUnitId=${PROVINCE}&fileName=${encodeURIComponent('Báo cáo.pdf')}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(content),
    })

  test('are taken in once, and read again by their session', async () => {
    const first = await upload(pdf)
    expect(first.status).toBe(200)
    const document = (await first.json()) as { documentId: string; bytes: number; title: string }
    expect(document).toMatchObject({ bytes: pdf.length, title: 'Báo cáo' })
    expect(await (await upload(pdf)).json()).toMatchObject({ documentId: document.documentId })
    const session = await created(office, { documentIds: [document.documentId as never] })
    expect(session.documents).toMatchObject([{ fileName: 'Báo cáo.pdf' }])
    const content = await office.fetch(`/documents/${document.documentId}/content`)
    expect(Buffer.from(await content.arrayBuffer()).equals(pdf)).toBe(true)
    expect(content.headers.get('x-content-type-options')).toBe('nosniff')
    expect(content.headers.get('content-disposition')).toContain('inline')
    expect(content.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test.each([
    [
      'a program that calls itself a PDF',
      Buffer.from('#!/bin/sh\n'),
      'application/pdf',
      'document_wrong_type',
    ],
    ['a PDF that calls itself a picture', Buffer.from('%PDF-1.7\n'), 'image/png', 'document_wrong_type'],
    ['an empty file', Buffer.alloc(0), 'application/pdf', 'document_empty'],
    ['a web page', Buffer.from('<html>'), 'text/html', 'unsupported_file'],
    // Unread: reading fifty megabytes of it would hold up every meeting.
    ['what would be parsed', Buffer.from('{ no JSON'), 'application/json', 'unsupported_file'],
  ])('%s is refused', async (_, content, type, code) => {
    expect(await (await upload(content, type)).json()).toMatchObject({ code })
  })
})

describe('A day', () => {
  test('shows what is announced, with rooms and conflicts', async () => {
    const startsAt = Date.parse('2027-03-02T08:00:00+07:00')
    const made = await created(office, { title: 'Trong ngày', startsAt })
    const params = { day: '2027-03-02' }
    expect((await office.ask('sessions.day', { params })).sessions).toEqual([])
    await office.ask('sessions.schedule', { params: { sessionId: made.sessionId }, ifMatch: 1 })
    expect(await office.ask('sessions.day', { params })).toMatchObject({
      day: '2027-03-02',
      holiday: null,
      sessions: [{ line: { title: 'Trong ngày' }, paired: 0, connected: 0, conflicts: 0, noticesFailed: 0 }],
    })
    expect(await office.codeOf('sessions.day', { params: { day: '2027-02-30' } })).toBe('invalid_message')
  })

  test('holidays come from the configured files', async () => {
    const { items, unknownYears } = await office.ask('holidays.list', {
      query: { from: '2026-04-20', to: '2026-05-05' },
    })
    expect(items.map(({ day }) => day)).toEqual(['2026-04-26', '2026-04-27', '2026-04-30', '2026-05-01'])
    expect(unknownYears).toEqual([])
  })
})

describe('A server that is killed', () => {
  test('agrees with its log again: what was live is live, what was closed is over', async () => {
    await endAllSessions()
    const draft = await created(office, { title: 'Qua sự cố' })
    const params = { sessionId: draft.sessionId }
    const scheduled = await office.ask('sessions.schedule', { params, ifMatch: 1 })
    const live = await office.ask('sessions.start', { params, ifMatch: scheduled.version })
    await bridge.kill9()
    await bridge.restart()
    const again = await office.ask('sessions.get', { params })
    expect(again).toMatchObject({ state: 'live', version: live.version })
    await office.ask('sessions.end', { params, ifMatch: again.version })
  })
})
