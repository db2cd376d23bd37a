/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { CommandId, DocumentId, SessionBody, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* A paper of a planned session at its rooms, over the wire: who may open it, who may read it, and what survives. */

const PROVINCE = 'u-02' as UnitId
const HUB = 's-02' as SiteId
const PDF = Buffer.concat([
  Buffer.from('%PDF-1.7\n'),
  Buffer.alloc(200_000, '% Báo cáo tình hình\n'),
  Buffer.from('%%EOF\n'),
])

let bridge: RunningBridge
let admin: RawPage
let office: RestClient
let rooms: { hub: Room; first: Room; outside: Room }
let sessionId: SessionId
let documents: { report: DocumentId; budget: DocumentId; table: DocumentId; foreign: DocumentId }

interface Room {
  pc: RoomPc
  page: RawPage
  siteId: SiteId
}

const command = () => newCommand() as CommandId

async function upload(fileName: string, content: Buffer, type: string): Promise<DocumentId> {
  const query = new URLSearchParams({ hostUnitId: PROVINCE, fileName })
  const response = await office.fetch(`/documents?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(content),
  })
  const answer = (await response.json()) as { documentId?: DocumentId }
  if (answer.documentId === undefined) throw new Error(JSON.stringify(answer))
  return answer.documentId
}

async function aRoom(siteId: string): Promise<Room> {
  const pc = await RoomPc.pair(bridge, admin, siteId)
  return { pc, page: await pc.openPage(newPage()), siteId: siteId as SiteId }
}

/** A spreadsheet as far as anybody looks into it here. */
const SPREADSHEET = Buffer.from(
  zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': strToU8('<workbook/>') }),
)

const PLAN: SessionBody = {
  type: 'provincialMeeting',
  title: 'Giao ban tháng 11/2026',
  hostUnitId: PROVINCE,
  startsAt: Date.now(),
  durationMinutes: 120,
  rehearsalAt: null,
  chair: { siteId: HUB, person: '' },
  invitation: { tiers: [], unitIds: [], groupIds: [], siteIds: ['s-024' as SiteId], exceptSiteIds: [] },
  agenda: [],
  technicians: [],
  people: [],
  documentIds: [],
  notes: '',
  settings: { speakerPlaces: 2, maxOpenMicrophones: 3, videoCodec: 'vp8' },
}

async function startSession(): Promise<SessionId> {
  for (const open of (await office.ask('sessions.list', { query: { state: 'live' } })).items) {
    await admin.ask('session.close', { command: command(), sessionId: open.sessionId })
  }
  const { report, table, budget } = documents
  const session: SessionBody = {
    ...PLAN,
    documentIds: [report, table],
    agenda: [
      { itemId: '1', kind: 'paper', title: 'Dự toán', minutes: 10, speaker: null, documentIds: [budget] },
    ],
  }
  const draft = await office.ask('sessions.create', { body: { command: command(), session } })
  const params = { sessionId: draft.sessionId }
  const planned = await office.ask('sessions.schedule', { params, ifMatch: draft.version })
  await office.ask('sessions.start', { params, ifMatch: planned.version })
  return draft.sessionId
}

/** What a room's page is shown of the paper. */
async function paperAt({ page }: Room) {
  const { entities, subscription } = await page.ask('view.subscribe', { selector: { view: 'site' } })
  await page.ask('view.unsubscribe', { subscription })
  const { stage } = entities as unknown as {
    stage: {
      paper: { documentId: string; page: number; pages: number | null; presenterSiteId: string | null } | null
    }
  }
  return stage.paper
}

const open = (documentId: DocumentId, page = 1) =>
  admin.ask('paper.open', { command: command(), sessionId, documentId, page })
const link = async ({ page }: Room, documentId: DocumentId) =>
  (await page.ask('paper.link', { documentId })).url
const read = (url: string, headers: Record<string, string> = {}) =>
  fetch(new URL(url, bridge.url), { headers })
/** As it is written: `fetch` would walk the dots of a path itself. */
async function readRaw(path: string): Promise<{ status: number; body: string }> {
  const asked = request({ host: '127.0.0.1', port: bridge.httpPort, path }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: response.statusCode ?? 0, body: await text(response) }
}
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' }, workers: 1 })
  if (bridge.login === null) throw new Error('no login')
  admin = await openAdmin(bridge)
  office = await RestClient.logIn(bridge, bridge.login)
  documents = {
    report: await upload('Báo cáo.pdf', PDF, 'application/pdf'),
    budget: await upload('Dự toán.pdf', Buffer.concat([PDF, PDF]), 'application/pdf'),
    table: await upload(
      'Số liệu.xlsx',
      SPREADSHEET,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ),
    foreign: await upload('Việc khác.pdf', Buffer.concat([PDF, PDF, PDF]), 'application/pdf'),
  }
  sessionId = await startSession()
  rooms = { hub: await aRoom(HUB), first: await aRoom('s-024'), outside: await aRoom('s-026') }
}, 60_000)
afterAll(async () => {
  admin.close()
  await bridge.stop()
})

describe('A paper at all sites', () => {
  it('is one of the session, of the plan or of an item of its agenda, that every page can draw', async () => {
    await open(documents.report)
    expect(await paperAt(rooms.first)).toMatchObject({ documentId: documents.report, page: 1, pages: null })
    const wrong = (documentId: string) =>
      admin.codeOf('paper.open', { command: command(), sessionId, documentId })
    expect(await wrong(documents.foreign)).toBe('paper_not_of_session')
    expect(await wrong('document-none')).toBe('paper_not_of_session')
    expect(await wrong(documents.table)).toBe('paper_not_showable')
    await open(documents.budget, 3)
    expect(await paperAt(rooms.first)).toMatchObject({ documentId: documents.budget, page: 3 })
    expect(await paperAt(rooms.outside)).toBeNull()
  })

  it('the same command opens it once, and a page of another paper turns nothing', async () => {
    await open(documents.report)
    const again = { command: command(), sessionId, documentId: documents.report, page: 4 }
    await admin.ask('paper.open', again)
    await admin.ask('paper.turn', {
      command: command(),
      sessionId,
      documentId: documents.report,
      page: 6,
      pages: 9,
    })
    await admin.ask('paper.open', again)
    expect(await paperAt(rooms.first)).toMatchObject({ page: 6, pages: 9 })
    const late = { command: command(), sessionId, documentId: documents.budget, page: 2 }
    expect(await admin.codeOf('paper.turn', late)).toBe('paper_other')
  })

  it('is turned by the site that was given it, while it speaks', async () => {
    await open(documents.report)
    const turn = (room: Room, page: number) =>
      room.page.codeOf('paper.turnOwn', { command: command(), documentId: documents.report, page })
    expect(await turn(rooms.first, 2)).toBe('not_presenter')
    const given = { sessionId, siteId: rooms.first.siteId }
    expect(await admin.codeOf('paper.setPresenter', { command: command(), ...given })).toBe(
      'presenter_off_stage',
    )
    await admin.ask('floor.give', { command: command(), ...given })
    await admin.ask('paper.setPresenter', { command: command(), ...given })
    expect(await turn(rooms.first, 2)).toBe('done')
    expect(await paperAt(rooms.hub)).toMatchObject({ page: 2, presenterSiteId: rooms.first.siteId })
    expect(await turn(rooms.hub, 5)).toBe('not_presenter')
    await rooms.first.page.ask('floor.end', { command: command() })
    expect(await turn(rooms.first, 3)).toBe('not_presenter')
  })

  it('gives way to a shared screen and takes its place again', async () => {
    await open(documents.report)
    await rooms.hub.page.ask('content.start', { command: command() })
    expect(await paperAt(rooms.first)).toBeNull()
    await open(documents.report)
    const { entities } = await rooms.first.page.ask('view.subscribe', { selector: { view: 'site' } })
    const { stage } = entities as unknown as { stage: { slots: { slot: string }[]; paper: object | null } }
    expect(stage.slots.map(({ slot }) => slot)).not.toContain('content')
    expect(stage.paper).not.toBeNull()
  })
})

describe('Reading a paper', () => {
  it('by the address that a site was given: the whole file, or parts of it', async () => {
    await open(documents.report)
    const url = await link(rooms.first, documents.report)
    const whole = await read(url)
    expect(whole.status).toBe(200)
    expect(Buffer.from(await whole.arrayBuffer()).equals(PDF)).toBe(true)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, max-age=600',
      'accept-ranges': 'bytes',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-length': String(PDF.length),
    })
    expect(whole.headers.get('content-security-policy')).toContain("default-src 'none'")
    const part = await read(url, { range: 'bytes=9-108' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 9-108/${PDF.length}`)
    expect(Buffer.from(await part.arrayBuffer()).equals(PDF.subarray(9, 109))).toBe(true)
    const tail = await read(url, { range: 'bytes=-6' })
    expect(await tail.text()).toBe('%%EOF\n')
    const beyond = await read(url, { range: `bytes=${PDF.length}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${PDF.length}`])
    const changed = await read(url, { range: 'bytes=0-9', 'if-range': '"another"' })
    expect([changed.status, changed.headers.get('content-length')]).toEqual([200, String(PDF.length)])
    await changed.body?.cancel()
  })

  it('is for sites that sit in the session, and of the paper that is open there', async () => {
    await open(documents.report)
    expect(await rooms.outside.page.codeOf('paper.link', { documentId: documents.report })).toBe('no_meeting')
    expect(await rooms.first.page.codeOf('paper.link', { documentId: documents.budget })).toBe('paper_other')
    expect(await admin.codeOf('paper.link', { documentId: documents.report })).toBe('forbidden')
    const url = await link(rooms.first, documents.report)
    await open(documents.budget)
    expect(await codeOf(await read(url))).toBe('paper_address_over')
    await open(documents.report)
    expect((await read(url)).status).toBe(200)
    await admin.ask('paper.close', { command: command(), sessionId })
    expect((await read(url)).status).toBe(403)
    expect(await rooms.first.page.codeOf('paper.link', { documentId: documents.report })).toBe('no_paper')
  })

  it('no address that was changed, guessed or put together reads anything', async () => {
    await open(documents.report)
    const url = await link(rooms.first, documents.report)
    const [payload = '', digest = ''] = url.split('/').at(-1)?.split('.') ?? []
    const other = await link(rooms.hub, documents.report)
    const [hubPayload = ''] = other.split('/').at(-1)?.split('.') ?? []
    const forged = Buffer.from(JSON.stringify(['s-024', sessionId, documents.foreign, Date.now() + 60_000]))
    const wrong = [
      `${payload}.`,
      `${hubPayload}.${digest}`,
      `${forged.toString('base64url')}.${digest}`,
      `${payload}x.${digest}`,
      '',
      '..%2f..%2fetc%2fpasswd',
      `%2e%2e/${payload}.${digest}`,
      `${payload}.${digest}/../${payload}.${digest}`,
      'x'.repeat(5_000),
    ]
    for (const ticket of wrong) {
      const { status, body } = await readRaw(`/api/papers/${ticket}`)
      expect([ticket, status, JSON.parse(body)]).toMatchObject([ticket, 403, { code: 'paper_address_over' }])
    }
    expect((await readRaw(`${url}%00`)).status).toBe(400)
    expect((await read(url)).status).toBe(200)
  })

  it('leaves no address in the log, and one site asks for so much at most', async () => {
    await open(documents.report)
    const url = await link(rooms.first, documents.report)
    const ticket = url.split('/').at(-1) ?? ''
    const answers = new Set<number>()
    await eventually(async () => {
      const responses = await Promise.all(Array.from({ length: 50 }, () => read(url, { range: 'bytes=0-9' })))
      for (const { status } of responses) answers.add(status)
      await Promise.all(responses.map((response) => response.arrayBuffer()))
      expect([...answers].toSorted((a, b) => a - b)).toEqual([206, 429])
    })
    expect((await read(await link(rooms.hub, documents.report))).status).toBe(200)
    expect(bridge.logs()).not.toContain(ticket)
    expect(bridge.logs()).not.toContain('/api/papers/')
  })
})

describe('A server that is killed', () => {
  it('has the paper open at its page when it is back; old addresses are over, new ones are given', async () => {
    await open(documents.budget, 7)
    const url = await link(rooms.hub, documents.budget)
    await bridge.kill9()
    await bridge.restart()
    admin = await openAdmin(bridge)
    rooms.hub.page = await rooms.hub.pc.openPage(newPage())
    expect(await paperAt(rooms.hub)).toMatchObject({ documentId: documents.budget, page: 7 })
    expect(await codeOf(await read(url))).toBe('paper_address_over')
    expect((await read(await link(rooms.hub, documents.budget))).status).toBe(200)
    await admin.ask('session.close', { command: command(), sessionId })
    expect(await rooms.hub.page.codeOf('paper.link', { documentId: documents.budget })).toBe('no_meeting')
  }, 30_000)
})
