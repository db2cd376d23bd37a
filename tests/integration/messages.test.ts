import { CLIENT_MESSAGES, type SessionId, type SessionView } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let bridge: RunningBridge
let admin: RawPage
let pc: RoomPc
let room: RawPage
let sessionId: SessionId

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  admin = await openAdmin(bridge)
  const { sites } = await admin.ask('directory.get', {})
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
  const [key = ''] = Object.keys(entities).filter((name) => name.startsWith('session:'))
  sessionId = key.slice('session:'.length) as SessionId
  pc = await RoomPc.pair(bridge, admin, sites[1]?.siteId ?? '')
})
beforeEach(async () => {
  room = await pc.openPage()
})
afterEach(() => room.close())
afterAll(async () => {
  admin.close()
  await bridge.stop()
})

async function requests(): Promise<string[]> {
  const { entities, subscription } = await admin.ask('view.subscribe', {
    selector: { view: 'session', sessionId },
  })
  await admin.ask('view.unsubscribe', { subscription })
  const view = entities as unknown as SessionView
  return Object.keys(view).filter((name) => name.startsWith('request:'))
}
const isAlive = async (): Promise<boolean> => (await fetch(new URL('/healthz', bridge.url))).ok

describe('A message', () => {
  it('that nobody knows is answered with its code', async () => {
    for (const name of ['', 'floor.seize', 'toString', '__proto__', 'constructor', 'x'.repeat(5_000)]) {
      expect(await room.codeOf(name, {})).toBe('unknown_message')
    }
    expect(room.isOpen).toBe(true)
  })

  it('of another form is answered with where and why, and does nothing', async () => {
    const faulty: unknown[] = [
      undefined,
      null,
      'now',
      [],
      {},
      { command: '' },
      { command: 'a b' },
      { command: 'x'.repeat(81) },
      { command: 'k', siteId: 'hub' },
      { command: { $ne: null } },
      Buffer.from('bytes'),
    ]
    for (const data of faulty)
      expect(await room.codeOf('floor.request', data), String(data)).toBe('invalid_message')
    expect(await room.say('floor.request', { command: 'k', more: 1 })).toMatchObject({
      error: { code: 'invalid_message', data: { path: expect.any(String), reason: expect.any(String) } },
    })
    expect(await requests()).toEqual([])
  })

  it('without data, or with too much of it, is taken for what it is', async () => {
    expect(await room.codeOf('floor.request')).toBe('invalid_message')
    expect(await admin.codeOf('directory.get', {}, 'and more')).toBe('done')
  })

  it('that asks for no answer does nothing', async () => {
    room.emit('floor.request', { command: newCommand() })
    // One that is answered comes after it.
    await room.ask('site.report', { camera: 'ok', microphone: 'ok' })
    expect(await requests()).toEqual([])
  })

  it('that is too large is answered, and one that is far too large closes the socket unread', async () => {
    expect(await room.codeOf('floor.request', { command: 'x'.repeat(200_000) })).toBe('message_too_large')
    expect(room.isOpen).toBe(true)
    room.emit('floor.request', { command: 'x'.repeat(2_000_000) })
    await room.closed
    expect(await isAlive()).toBe(true)
  })

  it('nested without end is refused', async () => {
    let deep = '1'
    for (let depth = 0; depth < 50_000; depth++) deep = `[${deep}]`
    // As it would come from a program that is no page: written by hand.
    room.engine.write(`2["site.report",${deep}]`)
    await room.ask('site.report', { camera: 'ok', microphone: 'ok' })
    expect(await isAlive()).toBe(true)
  })

  it.each([
    '2',
    '2[',
    '2["site.report"',
    '2{}',
    '2[{}]',
    '2[null,{}]',
    '29999999999999999999["site.report",{}]',
    '51-["x",{"_placeholder":true,"num":0}]',
    '5999999999-["x"]',
    '31["nobody asked"]',
    '0/admin,',
    '4',
    '9',
    'hello',
  ])('that is no message at all ends at most its own socket: %s', async (packet) => {
    room.engine.write(packet)
    const stays = admin.ask('site.report' as never, {} as never).catch(() => 'answered')
    expect(await stays).toBe('answered')
    expect(await isAlive()).toBe(true)
  })

  it('after twenty faults is the last one: the socket is closed, with a word', async () => {
    const codes: string[] = []
    for (let fault = 0; fault < 19; fault++) codes.push(await room.codeOf('floor.request', {}))
    expect(new Set(codes)).toEqual(new Set(['invalid_message']))
    expect(room.isOpen).toBe(true)
    room.emit('floor.request', {}, () => {})
    expect((await room.goodbye).code).toBe('too_many_messages')
    await room.closed
  })

  it('among very many is refused, and the flood is ended', async () => {
    const flood = Array.from({ length: 400 }, () =>
      room.codeOf('site.report', { camera: 'ok', microphone: 'ok' }).catch(() => 'closed'),
    )
    expect((await room.goodbye).code).toBe('too_many_messages')
    const codes = await Promise.all(flood)
    const count = (code: string) => codes.filter((one) => one === code).length
    // The greeting and the subscription before it have taken a few of the burst.
    expect(count('done')).toBeGreaterThanOrEqual(190)
    expect(count('done')).toBeLessThan(300)
    expect(count('too_many_messages')).toBeGreaterThan(0)
    expect(await isAlive()).toBe(true)
  })
})

describe('Commands of one room', () => {
  it('are as many as a room can want, however many sockets it opens one after the other', async () => {
    const { sites } = await admin.ask('directory.get', {})
    const other = await RoomPc.pair(bridge, admin, sites[2]?.siteId ?? '')
    const codes: string[] = []
    for (let socket = 0; socket < 3; socket++) {
      const page = await other.openPage()
      const flood = Array.from({ length: 80 }, () =>
        page.codeOf('microphone.set', { command: newCommand(), open: false }).catch(() => 'closed'),
      )
      codes.push(...(await Promise.all(flood)))
      page.close()
    }
    const done = codes.filter((code) => code === 'done').length
    expect(done).toBeGreaterThanOrEqual(120)
    expect(codes).toContain('too_many_messages')
    expect(await room.codeOf('microphone.set', { command: newCommand(), open: false })).toBe('done')
  })
})

describe('A command that comes again', () => {
  it('is done once and answered alike, also over another socket and after its effect is gone', async () => {
    const command = newCommand() as never
    const first = await room.ask('floor.request', { command })
    expect(await room.ask('floor.request', { command })).toEqual(first)
    const again = await pc.openPage()
    expect(await again.ask('floor.request', { command })).toEqual(first)
    expect(await requests()).toEqual([`request:${first.requestId}`])
    await again.ask('floor.withdraw', { command: newCommand() as never })
    expect(await again.ask('floor.request', { command })).toEqual(first)
    expect(await requests()).toEqual([])
    again.close()
  })

  it('under the same key from somebody else is that one’s own', async () => {
    const command = newCommand() as never
    await room.ask('microphone.set', { command, open: false })
    expect(await admin.codeOf('session.close', { command, sessionId: 'session-of-nobody' })).toBe(
      'session_not_found',
    )
  })
})

describe('Messages out of order', () => {
  it('are refused by what is the case', async () => {
    const say = (name: string, more = {}) => room.codeOf(name, { command: newCommand(), ...more })
    expect(await say('floor.end')).toBe('request_not_found')
    expect(await say('floor.accept')).toBe('request_not_found')
    expect(await say('floor.withdraw')).toBe('request_not_found')
    expect(await say('microphone.set', { open: true })).toBe('microphone_not_allowed')
    expect(await say('content.start')).toBe('content_not_allowed')
    expect(await say('content.stop')).toBe('done')
    const endpointId = 'endpoint-of-somebody'
    expect(await room.codeOf('media.restartIce', { endpointId, direction: 'send' })).toBe('not_found')
    expect(await room.codeOf('media.open', {})).toBe('media_unavailable')
    expect(await room.codeOf('view.unsubscribe', { subscription: 'of-somebody' })).toBe('done')
    const on = { command: newCommand(), sessionId }
    expect(await admin.codeOf('floor.finish', { ...on, requestId: 'request-9' })).toBe('request_not_found')
    expect(await admin.codeOf('floor.give', { ...on, siteId: 'nowhere' })).toBe('site_not_invited')
    expect(await requests()).toEqual([])
  }, 20_000)
})

describe('Whatever a page says', () => {
  it('is answered with a code of the catalogue; nothing is applied, nothing falls over', async () => {
    const names = fc.oneof(fc.constantFrom(...Object.keys(CLIENT_MESSAGES)), fc.string())
    const reserved = new Set([
      'connect',
      'connect_error',
      'disconnect',
      'disconnecting',
      'newListener',
      'removeListener',
    ])
    let page = await pc.openPage()
    await fc.assert(
      fc.asyncProperty(names, fc.jsonValue({ maxDepth: 3 }), async (name, data) => {
        if (reserved.has(name)) return
        if (!page.isOpen) page = await pc.openPage()
        const reply = await page.say(name, data).catch(() => null)
        if (reply !== null && !reply.ok) expect(reply.error.message.vi).not.toBe('')
        if (reply !== null && !reply.ok) expect(reply.error.code).not.toBe('internal')
      }),
      { numRuns: 150, ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }) },
    )
    page.close()
    expect(await requests()).toEqual([])
    await eventually(async () => expect(await isAlive()).toBe(true))
    expect(bridge.logs()).not.toMatch(/A message failed|crashed|TypeError/)
  })
})
