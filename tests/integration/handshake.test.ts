import { PROTOCOL_VERSION, type SessionId, type SessionView } from '@diem-cau/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const SITE = 'site-02-district-026'
let bridge: RunningBridge
let admin: RawPage
let sites: string[]
let sessionId: SessionId
/** Opened first and never greeted: the other specifications run while its time does. */
let mute: RawPage
const opened: RawPage[] = []

async function open(...args: Parameters<typeof RawPage.open>): Promise<RawPage> {
  const page = await RawPage.open(...args)
  opened.push(page)
  return page
}
const aPc = (site = sites[1] ?? SITE) => RoomPc.pair(bridge, admin, site)
async function sessionView(): Promise<SessionView> {
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'session', sessionId } })
  return entities as unknown as SessionView
}
const rowOf = async (site: string) => (await sessionView())[`site:${site}`]

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  mute = await RawPage.open(bridge.url)
  admin = await openAdmin(bridge)
  sites = (await admin.ask('directory.get', {})).sites.map(({ siteId }) => siteId)
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
  const [key = ''] = Object.keys(entities).filter((name) => name.startsWith('session:'))
  sessionId = key.slice('session:'.length) as SessionId
})
afterEach(() => {
  for (const page of opened.splice(0)) page.close()
})
afterAll(async () => {
  admin.close()
  await bridge.stop()
})

describe('A page that has not introduced itself', () => {
  it('is refused everything, and may still introduce itself', async () => {
    const page = await open(bridge.url)
    for (const name of ['view.subscribe', 'floor.request', 'directory.get', 'media.open']) {
      expect(await page.codeOf(name, {})).toBe('hello_required')
    }
    const client = { kind: 'local', instance: newPage(), token: bridge.control.token }
    expect((await page.hello(client)).ok).toBe(true)
  })

  it('introduces itself once', async () => {
    const page = await open(bridge.url)
    const client = { kind: 'local', instance: newPage(), token: bridge.control.token }
    expect(
      await Promise.all([1, 2].map(() => page.codeOf('hello', { protocol: PROTOCOL_VERSION, client }))),
    ).toEqual(['done', 'hello_repeated'])
    expect(await page.codeOf('hello', { protocol: PROTOCOL_VERSION, client })).toBe('hello_repeated')
    expect(await page.codeOf('directory.get', {})).toBe('done')
  })

  it.each([
    [PROTOCOL_VERSION - 1, 'protocol_too_old'],
    [PROTOCOL_VERSION + 1, 'protocol_too_new'],
  ])('with version %i is told %s, in words, and put out', async (protocol, code) => {
    const page = await open(bridge.url)
    // Whatever else a page of another version may say.
    const reply = await page.say('hello', { protocol, client: { kind: 'of another time' }, more: 1 })
    expect(reply).toMatchObject({ ok: false, error: { code, message: { vi: expect.any(String) } } })
    expect((await page.goodbye).code).toBe(code)
    await page.closed
  })

  it.each([
    [{ kind: 'console', instance: 'page-1' }, 'not_logged_in'],
    [{ kind: 'local', instance: 'page-1', token: 'guess' }, 'forbidden'],
    [{ kind: 'site', deviceId: 'nobody', instance: 'page-1', signature: 'x' }, 'device_unknown'],
    [{ kind: 'administrator' }, 'invalid_message'],
    [null, 'invalid_message'],
    [{ kind: 'console', instance: 'page-1', role: 'administrator' }, 'invalid_message'],
  ])('as %j is refused: %s', async (client, code) => {
    const page = await open(bridge.url)
    expect(await page.hello(client)).toMatchObject({ ok: false, error: { code } })
    expect(await page.codeOf('directory.get', {})).toBe('hello_required')
  })
})

describe('A paired device', () => {
  it('is told its place, and joins the session that is open', async () => {
    const pc = await aPc()
    const page = await open(bridge.url)
    const reply = await page.hello(pc.identity(page.challenge.nonce, newPage()))
    expect(reply).toMatchObject({ ok: true, data: { site: { siteId: pc.siteId } } })
    expect(await rowOf(pc.siteId)).toMatchObject({ presence: 'connected', microphoneOpen: false })
  })

  it('proves itself anew at every socket: a signature that was overheard is worth nothing', async () => {
    const pc = await aPc()
    const first = await open(bridge.url)
    const instance = newPage()
    const overheard = pc.identity(first.challenge.nonce, instance)
    expect((await first.hello(overheard)).ok).toBe(true)
    const second = await open(bridge.url)
    expect(await second.hello(overheard)).toMatchObject({ error: { code: 'device_proof_wrong' } })
    expect(second.challenge.nonce).not.toBe(first.challenge.nonce)
    const otherPage = { ...pc.identity(second.challenge.nonce, instance), instance: newPage() }
    expect(await second.hello(otherPage)).toMatchObject({ error: { code: 'device_proof_wrong' } })
    const otherKey = {
      ...(await aPc(sites[2])).identity(second.challenge.nonce, instance),
      deviceId: pc.deviceId,
    }
    expect(await second.hello(otherKey)).toMatchObject({ error: { code: 'device_proof_wrong' } })
    expect(first.isOpen).toBe(true)
  })

  it('that is revoked is put out at once, and does not come in again', async () => {
    const pc = await aPc()
    const page = await pc.openPage()
    opened.push(page)
    await admin.ask('pairing.revoke', { command: newCommand() as never, siteId: pc.siteId as never })
    expect((await page.goodbye).code).toBe('device_unknown')
    await page.closed
    expect(await rowOf(pc.siteId)).toMatchObject({ presence: 'left' })
    await expect(pc.openPage()).rejects.toThrow('device_unknown')
  })

  it('that is replaced by another is put out at once; the new one has the place', async () => {
    const former = await aPc()
    const page = await former.openPage()
    opened.push(page)
    const next = await aPc()
    expect((await page.goodbye).code).toBe('device_unknown')
    await page.closed
    await expect(former.openPage()).rejects.toThrow('device_unknown')
    opened.push(await next.openPage())
    expect(await rowOf(next.siteId)).toMatchObject({ presence: 'connected' })
  })
})

describe('A second window of a site', () => {
  it('takes over, visibly; the first says nothing more', async () => {
    const pc = await aPc()
    const first = await pc.openPage()
    const second = await pc.openPage()
    opened.push(first, second)
    expect((await first.goodbye).code).toBe('replaced')
    await first.closed
    expect(await second.codeOf('floor.request', { command: newCommand() })).toBe('done')
  })

  it('that is the same page on a new socket keeps what it has', async () => {
    const pc = await aPc(sites[3])
    const instance = newPage()
    const first = await pc.openPage(instance)
    opened.push(first)
    await first.ask('floor.request', { command: newCommand() as never })
    const siteId = pc.siteId as never
    await admin.ask('floor.give', { command: newCommand() as never, sessionId, siteId })
    first.cut()
    opened.push(await pc.openPage(instance))
    expect(await rowOf(pc.siteId)).toMatchObject({
      presence: 'connected',
      floor: 'live',
      microphoneOpen: true,
    })
    opened.push(await pc.openPage())
    expect(await rowOf(pc.siteId)).toMatchObject({
      presence: 'connected',
      floor: 'standby',
      microphoneOpen: false,
    })
  })

  it('is refused where that is the policy', async () => {
    const strict = await startBridge({
      env: { BRIDGE_MEDIA_SPAWN_NODE: 'false', BRIDGE_DEVICES_SECOND_TAB: 'refuse' },
    })
    try {
      const owner = await openAdmin(strict)
      const pc = await RoomPc.pair(strict, owner, sites[1] ?? SITE)
      const first = await pc.openPage()
      await expect(pc.openPage()).rejects.toThrow('device_in_use')
      expect(first.isOpen).toBe(true)
      first.close()
      await eventually(async () => (await pc.openPage()).close())
      owner.close()
    } finally {
      await strict.stop()
    }
  })
})

describe('A page that never introduces itself', () => {
  it('is put out after ten seconds, with the reason', async () => {
    expect((await mute.goodbye).code).toBe('hello_required')
    await mute.closed
  })
})
