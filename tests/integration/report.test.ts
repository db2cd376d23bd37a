import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import type { Report, ReportFormat, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import { cellText, reportTables } from '@diem-cau/protocol/report'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCsv, readXlsx } from '../../server/src/adapters/spreadsheet/index.ts'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RoomPc, type RawPage } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const PROVINCE = 'u-02' as UnitId
const HUB = 's-02' as SiteId
const TOWN = 's-024' as SiteId
const DISTRICT = 's-026' as SiteId
const COMMUNE = 's-00715' as SiteId

interface Row {
  stream: string
  at: number
  type: string
  data: Record<string, string | number | null>
}

/** A meeting with real rooms, a branch and a killed server; then its report, to those who may see it. */
describe('The report of a session on a real bridge', { timeout: 90_000 }, () => {
  let bridge: RunningBridge
  let admin: RawPage
  let office: RestClient
  let sessionId: SessionId
  let child: SessionId
  const pages: RawPage[] = []
  const rooms = new Map<SiteId, { pc: RoomPc; instance: string; page: RawPage }>()

  async function comeIn(siteId: SiteId): Promise<void> {
    const pc = rooms.get(siteId)?.pc ?? (await RoomPc.pair(bridge, admin, siteId))
    const instance = rooms.get(siteId)?.instance ?? newPage()
    const page = await pc.openPage(instance)
    pages.push(page)
    rooms.set(siteId, { pc, instance, page })
  }
  const page = (siteId: SiteId): RawPage => {
    const room = rooms.get(siteId)
    if (room === undefined) throw new Error(`${siteId} has not come in`)
    return room.page
  }
  const tell = (name: string, data: object, of = sessionId) =>
    admin.ask(name as 'floor.give', { command: newCommand(), sessionId: of, ...data } as never)
  const report = (client = office, of = sessionId): Promise<Report> =>
    client.ask('report.get', { params: { sessionId: of } })
  const file = async (format: ReportFormat, client = office): Promise<Uint8Array> => {
    const response = await client.fetch(`/sessions/${sessionId}/report/file?format=${format}&language=vi`)
    expect(response.status).toBe(200)
    return new Uint8Array(await response.arrayBuffer())
  }
  /** Somebody who plans for a unit, logged in. */
  async function schedulerOf(unitId: string): Promise<RestClient> {
    const userName = `lap-lich.${unitId}`
    const { firstPassword } = await office.ask('account.create', {
      body: {
        userName,
        displayName: 'Người lập lịch',
        email: '',
        phone: '',
        grants: [{ role: 'scheduler', unitId: unitId as UnitId }],
        withPassword: true,
      },
    })
    const first = await RestClient.logIn(bridge, { userName, password: firstPassword ?? '' })
    const password = 'mật khẩu của người lập lịch'
    await first.ask('me.changePassword', { body: { current: firstPassword ?? '', next: password } })
    return RestClient.logIn(bridge, { userName, password })
  }
  const presenceOf = async (siteId: SiteId) =>
    (await report()).attendance.rows.find((row) => row.siteId === siteId)

  /** The log as it is on disk, read by nothing of the bridge. */
  function rawLog(): Row[] {
    const database = new DatabaseSync(join(bridge.dataDirectory, 'bridge.sqlite'), { readOnly: true })
    try {
      const rows = database
        .prepare(
          'select events.stream, at, type, data from events join streams using (stream) where session_id in (?, ?) order by at, seq',
        )
        .all(sessionId, child)
      return rows.map(({ stream, at, type, data }) => ({
        stream: String(stream),
        at: Number(at),
        type: String(type),
        data: JSON.parse(String(data)) as Row['data'],
      }))
    } finally {
      database.close()
    }
  }

  beforeAll(async () => {
    bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' }, workers: 1 })
    admin = await openAdmin(bridge)
    if (bridge.login === null) throw new Error('no first login')
    office = await RestClient.logIn(bridge, bridge.login)
    const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
    const trial = Object.keys(entities)
      .find((key) => key.startsWith('session:'))
      ?.slice('session:'.length)
    await tell('session.close', {}, trial as SessionId)
    const opened = await admin.ask('session.open', {
      command: newCommand() as never,
      title: 'Giao ban có báo cáo',
      hostUnitId: PROVINCE,
      chairSiteId: HUB,
      invitedUnitIds: [PROVINCE],
      videoCodec: 'vp8',
    })
    sessionId = opened.sessionId
    for (const siteId of [HUB, TOWN, DISTRICT, COMMUNE]) await comeIn(siteId)

    await page(TOWN).ask('floor.request', { command: newCommand() as never })
    await tell('floor.give', { siteId: TOWN })
    await page(TOWN).ask('floor.end', { command: newCommand() as never })
    await tell('floor.give', { siteId: COMMUNE })
    page(TOWN).cut()
    await eventually(async () => expect((await presenceOf(TOWN))?.outages.length).toBe(1))
    await comeIn(TOWN)

    await bridge.kill9()
    await bridge.restart()
    admin = await openAdmin(bridge)
    for (const siteId of [HUB, TOWN, DISTRICT, COMMUNE]) await comeIn(siteId)
    const detached = await admin.ask('session.detachBranch', {
      command: newCommand() as never,
      sessionId,
      unitId: 'u-026' as UnitId,
      chairSiteId: DISTRICT,
    })
    child = detached.sessionId
    await eventually(async () =>
      expect((await report(office, child)).attendance.totals.came).toBeGreaterThan(0),
    )
    await tell('floor.give', { siteId: COMMUNE }, child)
  }, 90_000)
  afterAll(async () => {
    for (const one of pages) one.close()
    await bridge.stop()
  })

  it('is a running one while the session meets, and so is that of its branch', async () => {
    const running = await report()
    expect(running).toMatchObject({ live: true, scope: 'whole', head: { endedAt: null } })
    expect(running.branches).toMatchObject([{ sessionId: child, until: null, speechCount: 1 }])
    expect(await report(office, child)).toMatchObject({
      live: true,
      head: { parent: { sessionId, title: 'Giao ban có báo cáo' } },
      register: [{ siteId: COMMUNE, outcome: 'live' }],
    })
  })

  it('is the account of the raw log once it is over, however it is asked for', async () => {
    await admin.ask('session.attachBranch', { command: newCommand() as never, sessionId: child })
    await eventually(async () => expect((await presenceOf(COMMUNE))?.state).toBe('came'))
    await tell('session.close', {})
    const ended = await report()
    expect(ended).toMatchObject({ live: false, version: expect.any(Number) })
    const rows = rawLog()
    const root = rows.find(({ type }) => type === 'BranchOpened')?.stream
    const own = rows.filter(({ stream }) => stream === root)
    const count = (type: string, among: readonly Row[] = rows): number =>
      among.filter((row) => row.type === type).length
    // Session and branch are two streams that count once: no site is in both at a time.
    expect(ended.attendance.totals.sites).toBe(218)
    expect(ended.attendance.totals.came).toBe(
      new Set(rows.filter(({ type }) => type === 'SiteJoined').map(({ data }) => data['siteId'])).size,
    )
    expect(ended.attendance.totals.outages).toBe(count('SiteDropped'))
    expect(ended.register.length).toBe(count('FloorRequested', own))
    expect(ended.speaking.speeches).toBe(
      new Set(own.filter(({ type }) => type === 'FloorGranted').map(({ data }) => data['requestId'])).size,
    )
    expect(ended.head.durationMs).toBe(own.at(-1)!.at - own[0]!.at)
    for (const siteId of [HUB, TOWN, DISTRICT, COMMUNE]) {
      const found = ended.attendance.rows.find((row) => row.siteId === siteId)
      expect([siteId, found?.connectedMs]).toEqual([siteId, connectedIn(rows, siteId)])
    }
  })

  it('names the outage of the server that was killed', async () => {
    const { incidents } = await report()
    const outages = incidents.filter(({ kind }) => kind === 'serverOutage')
    expect(outages).toMatchObject([{ from: expect.any(Number), until: expect.any(Number) }])
  })

  it('has one version for good, which a browser need not fetch twice', async () => {
    const { version } = await report()
    const path = `/sessions/${sessionId}/report`
    const first = await office.fetch(path)
    expect(first.headers.get('etag')).toBe(`"${version}"`)
    await first.arrayBuffer()
    const again = await office.fetch(path, { headers: { 'if-none-match': `"${version}"` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('has the same figures as CSV, workbook and minutes', async () => {
    const tables = reportTables(await report(), 'vi').filter(({ rows }) => rows.length > 0)
    const attendance = tables.find(({ id }) => id === 'attendance')
    const shown = (attendance?.rows ?? []).map((row) =>
      row.map((cell, index) => cellText(cell, attendance?.columns[index]?.kind ?? 'text', 'vi')),
    )
    expect(shown.length).toBe(218)
    const line = (cells: readonly string[]): string => cells.join('|').replace(/\|+$/, '')
    const csv = new Set(
      readCsv(await file('csv')).rows.map(({ cells }) => line(cells.map(({ text }) => text))),
    )
    for (const row of shown) expect(csv).toContain(line(row))
    const sheets = readXlsx(await file('xlsx'))
    expect(sheets.map(({ rows }) => rows.length - 1)).toEqual(tables.map(({ rows }) => rows.length))
    const minutes = strFromU8(unzipSync(await file('docx'))['word/document.xml'] ?? new Uint8Array())
    expect(minutes).toContain('BIÊN BẢN')
    for (const row of shown) expect(minutes).toContain(`>${row[1]}<`)
  })

  it('shows a district its own rows alone, and strangers nothing', async () => {
    const district = await schedulerOf('u-026')
    const cut = await report(district)
    const whole = await report()
    expect(cut.scope).toBe('own')
    expect(cut.attendance.rows.map(({ siteId }) => siteId).toSorted()).toEqual(
      whole.attendance.rows
        .filter(({ groupUnitId, siteId }) => groupUnitId === 'u-026' || siteId === DISTRICT)
        .map(({ siteId }) => siteId)
        .toSorted(),
    )
    expect(JSON.stringify(cut)).not.toContain(TOWN)
    expect(strFromU8(await file('csv', district))).not.toContain('Thành phố')
    expect((await report(district, child)).scope).toBe('whole')
    expect(await office.codeOf('report.get', { params: { sessionId: 'nothing' as SessionId } })).toBe(
      'not_found',
    )
    const other = await schedulerOf('u-027')
    expect(await other.codeOf('report.get', { params: { sessionId: child } })).toBe('forbidden')
  })
})

/** When a site was connected, second by second of the log: from every coming to the next going. */
function connectedIn(rows: readonly Row[], siteId: SiteId): number {
  let [sum, since] = [0, -1]
  let stream = ''
  for (const row of rows) {
    const isOwn = row.data['siteId'] === siteId
    if (isOwn && /^Site(Joined|Resumed|Returned)$/.test(row.type)) {
      if (since < 0) [since, stream] = [row.at, row.stream]
      continue
    }
    if (since < 0 || row.stream !== stream) continue
    const sites: unknown = row.data['siteIds']
    const goes =
      (isOwn && (row.type === 'SiteDropped' || row.type === 'SiteLeft')) ||
      row.type === 'BranchClosed' ||
      (row.type === 'BranchDetached' && Array.isArray(sites) && sites.includes(siteId))
    if (!goes) continue
    sum += (row.type === 'SiteDropped' ? Number(row.data['since']) : row.at) - since
    since = -1
  }
  return sum
}
