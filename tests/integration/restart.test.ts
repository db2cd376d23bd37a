import { existsSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import type { SessionId, SessionView, SpeechClock, SiteView } from '@diem-cau/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const QUICK = { BRIDGE_MEDIA_SPAWN_NODE: 'false' }
let bridge: RunningBridge
let admin: RawPage
let sites: string[]
let hub: string
let sessionId: SessionId
let pages: RawPage[] = []

async function start(env: Record<string, string> = QUICK, workers = 1): Promise<void> {
  bridge = await startBridge({ env, workers })
  await lookAround()
}
async function lookAround(): Promise<void> {
  admin = await openAdmin(bridge)
  pages.push(admin)
  const directory = await admin.ask('directory.get', {})
  hub = directory.sites.find(({ kind }) => kind === 'hub')?.siteId ?? ''
  sites = directory.sites.map(({ siteId }) => siteId).filter((siteId) => siteId !== hub)
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
  const [key = ''] = Object.keys(entities).filter((name) => name.startsWith('session:'))
  sessionId = key.slice('session:'.length) as SessionId
}
async function view(): Promise<SessionView> {
  const { entities, subscription } = await admin.ask('view.subscribe', {
    selector: { view: 'session', sessionId },
  })
  await admin.ask('view.unsubscribe', { subscription })
  return entities as unknown as SessionView
}
const tell = (name: string, data: object) =>
  admin.ask(name as 'floor.give', { command: newCommand(), sessionId, ...data } as never)

/** A room with a page, and the page load that it may come back with. */
async function aRoom(siteId: string) {
  const pc = await RoomPc.pair(bridge, admin, siteId)
  const instance = newPage()
  const page = await pc.openPage(instance)
  pages.push(page)
  const ask = async () => (await page.ask('floor.request', { command: newCommand() as never })).requestId
  return { pc, instance, page, siteId, ask }
}
/** What does not change by a restart: everything but when who was heard, and what is connected. */
/** Until the rooms are back the chair counts as lost, and the time of who speaks stands still. */
const lasting = ({ session, stage, ...rest }: SessionView) => ({
  session: { ...session, connectedCount: 0 },
  stage: {
    ...stage,
    holding: null,
    slots: stage.slots.map((slot) => ({ ...slot, connected: null, clock: startOf(slot.clock) })),
  },
  requests: Object.entries(rest)
    .filter(([key]) => key.startsWith('request:'))
    .map(([key, row]) => [key, { ...row, clock: 'clock' in row ? startOf(row.clock) : null }]),
  rooms: Object.entries(rest)
    .filter(([key]) => key.startsWith('site:'))
    .map(([key, row]) => [key, 'floor' in row && [row.floor, row.microphoneOpen, row.slot, row.isChair]]),
})

function startOf(clock: SpeechClock | null) {
  return clock === null ? null : { startedAt: clock.startedAt, limitMs: clock.limitMs }
}

beforeEach(() => {
  pages = []
})
afterEach(async () => {
  for (const page of pages) page.close()
  await bridge.stop()
})

describe('A new installation', { timeout: 60_000 }, () => {
  it('has a session to try at once: every site, the hub as its chair; one start after another', async () => {
    await start()
    const first = await view()
    expect(first.session).toMatchObject({ title: 'Phiên kết nối thử', chairSiteId: hub, siteCount: 218 })
    expect(bridge.login?.firstPassword).toMatch(/^(?:[a-z]{3}[2-9]-?){4}$/)
    await bridge.kill9()
    await bridge.restart()
    await lookAround()
    expect((await view()).session).toEqual(first.session)
    const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
    expect(Object.keys(entities).filter((key) => key.startsWith('session:'))).toHaveLength(1)
  })
})

describe('A server that is killed in mid-meeting', { timeout: 60_000 }, () => {
  it('has its queue, its stage and its microphones as before when it is back', async () => {
    await start()
    const [first = '', second = '', third = '', fourth = ''] = sites
    const rooms = await Promise.all([hub, first, second, third, fourth].map(aRoom))
    const [chair, a, b, c, d] = rooms
    if (!chair || !a || !b || !c || !d) throw new Error('no rooms')
    await chair.page.ask('microphone.set', { command: newCommand() as never, open: true })
    for (const room of [a, b, c, d]) await room.ask()
    const last = (await view())[`site:${d.siteId}`]
    expect(last?.floor).toBe('queued')
    await tell('floor.give', { siteId: a.siteId })
    await tell('floor.give', { siteId: b.siteId, alongside: true })
    await tell('microphone.close', { siteId: b.siteId })
    const requestOfD = Object.values(await view()).find(
      (row) => 'siteId' in row && row.siteId === d.siteId && 'requestId' in row,
    )
    if (requestOfD === undefined || !('requestId' in requestOfD)) throw new Error('no request')
    await tell('floor.reorder', { requestId: requestOfD.requestId, position: 1 })
    await tell('stage.setLayout', { layout: 'sideBySide' })
    await a.page.ask('content.start', { command: newCommand() as never })
    const before = await view()

    await bridge.kill9()
    await bridge.restart()
    await lookAround()
    expect(lasting(await view())).toEqual(lasting(before))

    // The same page comes back and keeps everything; a new one has its place, silent.
    pages.push(await a.pc.openPage(a.instance), await chair.pc.openPage(newPage()))
    const after = await view()
    expect(after[`site:${a.siteId}`]).toMatchObject({
      presence: 'connected',
      floor: 'live',
      microphoneOpen: true,
    })
    expect(after[`site:${hub}`]).toMatchObject({
      presence: 'connected',
      isChair: true,
      microphoneOpen: false,
    })
    expect(after[`site:${b.siteId}`]).toMatchObject({
      presence: 'away',
      floor: 'live',
      microphoneOpen: false,
    })
  })

  it('for longer than the grace lets nobody come back heard', async () => {
    await start({ ...QUICK, BRIDGE_FLOOR_RESUME_GRACE_SECONDS: '0' })
    const chair = await aRoom(hub)
    const speaker = await aRoom(sites[0] ?? '')
    await chair.page.ask('microphone.set', { command: newCommand() as never, open: true })
    await tell('floor.give', { siteId: speaker.siteId })
    await bridge.kill9()
    await bridge.restart()
    await lookAround()
    pages.push(await speaker.pc.openPage(speaker.instance), await chair.pc.openPage(chair.instance))
    const after = await view()
    expect(after[`site:${speaker.siteId}`]).toMatchObject({
      floor: 'standby',
      microphoneOpen: false,
      slot: null,
    })
    expect(after[`site:${hub}`]).toMatchObject({ isChair: true, microphoneOpen: false })
  })

  it('has done what it has acknowledged, and answers a retry as it did', async () => {
    await start()
    const rooms = await Promise.all(sites.slice(0, 12).map(aRoom))
    const acknowledged = new Map<string, string>()
    const keys = new Map(rooms.map(({ siteId }) => [siteId, newCommand()]))
    const asked = rooms.map(async ({ page, siteId }) => {
      const reply = await page.ask('floor.request', { command: keys.get(siteId) as never })
      acknowledged.set(siteId, reply.requestId)
      // In the midst of the others' answers.
      if (acknowledged.size === 4) process.kill(bridge.serverPid, 'SIGKILL')
    })
    await Promise.allSettled(asked)
    expect(acknowledged.size).toBeGreaterThanOrEqual(4)
    await bridge.kill9()
    await bridge.restart()
    await lookAround()
    const after = await view()
    for (const requestId of acknowledged.values()) expect(after[`request:${requestId}`]?.state).toBe('queued')
    for (const { pc, instance, siteId } of rooms) {
      const page = await pc.openPage(instance)
      pages.push(page)
      const { requestId } = await page.ask('floor.request', { command: keys.get(siteId) as never })
      if (acknowledged.has(siteId)) expect(requestId).toBe(acknowledged.get(siteId))
    }
    const requests = Object.keys(await view()).filter((key) => key.startsWith('request:'))
    expect(requests).toHaveLength(rooms.length)
  })

  it('knows its logins, its devices and whom it has put out', async () => {
    await start()
    const kept = await aRoom(sites[0] ?? '')
    const revoked = await aRoom(sites[1] ?? '')
    await admin.ask('pairing.revoke', { command: newCommand() as never, siteId: revoked.siteId as never })
    const { cookie } = await logIn()
    await bridge.kill9()
    await bridge.restart()
    await lookAround()
    pages.push(await kept.pc.openPage())
    await expect(revoked.pc.openPage()).rejects.toThrow('device_unknown')
    expect((await fetch(new URL('/api/me', bridge.url), { headers: { cookie } })).status).toBe(200)
  })
})

async function logIn(): Promise<{ cookie: string }> {
  const response = await fetch(new URL('/api/login', bridge.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'admin', password: bridge.login?.password }),
  })
  return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

describe('A session that ends', { timeout: 60_000 }, () => {
  it('leaves its sites idle and its console with an empty view, also after a restart', async () => {
    await start()
    const room = await aRoom(sites[0] ?? '')
    await room.page.ask('view.subscribe', { selector: { view: 'site' } })
    const { entities } = await admin.ask('view.subscribe', { selector: { view: 'session', sessionId } })
    await tell('session.close', {})
    await eventually(() => {
      expect((room.page.deltas.at(-1)?.set as Partial<SiteView> | undefined)?.meeting).toBeNull()
      expect(new Set(admin.deltas.flatMap(({ remove }) => remove))).toEqual(
        new Set([...Object.keys(entities), `session:${sessionId}`]),
      )
    })
    expect(await room.page.codeOf('floor.request', { command: newCommand() })).toBe('no_meeting')
    await bridge.kill9()
    await bridge.restart()
    const closed = sessionId
    await lookAround()
    expect(sessionId).toBe('')
    expect(await admin.codeOf('view.subscribe', { selector: { view: 'session', sessionId: closed } })).toBe(
      'session_not_found',
    )
  })
})

describe('Stopping', { timeout: 60_000 }, () => {
  const runFile = (name: string) => join(bridge.dataDirectory, 'run', name)
  const portIsOpen = (port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
  async function untilGone(pid: number): Promise<void> {
    // Five seconds are the promise; this machine may be busy with other things as well.
    await eventually(() => expect(existsSync(`/proc/${pid}`)).toBe(false), 8_000)
  }

  it('frees ports, processes and files, though a peer does not answer the end of its socket', async () => {
    await start({})
    const room = await aRoom(sites[0] ?? '')
    const { port } = new URL(bridge.url)
    // One that has begun to speak and says no more.
    const mute = createConnection(bridge.httpPort, '127.0.0.1')
    mute.on('error', () => {})
    mute.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n')
    expect(existsSync(runFile('control.json'))).toBe(true)
    process.kill(bridge.serverPid, 'SIGTERM')
    await room.page.closed
    await untilGone(bridge.serverPid)
    await eventually(() => expect(bridge.processes()).toEqual([]))
    expect(existsSync(runFile('control.json'))).toBe(false)
    expect([await portIsOpen(Number(port)), await portIsOpen(bridge.httpPort)]).toEqual([false, false])
    mute.destroy()
  })

  it('the server alone leaves the media node at work, which the next one finds', async () => {
    await start({})
    const nodePid = (): number =>
      (JSON.parse(readFileSync(runFile('media-node.json'), 'utf8')) as { pid: number }).pid
    const before = nodePid()
    const server = bridge.serverPid
    process.kill(server, 'SIGUSR2')
    await untilGone(server)
    expect(bridge.processes()).toContain(before)
    await bridge.kill9()
    await bridge.restart()
    expect(nodePid()).toBe(before)
    expect(bridge.logs()).toContain('Bridge ready')
  })
})
