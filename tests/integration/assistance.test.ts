/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
import type {
  CommandId,
  NoticeTarget,
  SessionId,
  SessionView,
  SiteId,
  SiteView,
  UnitId,
} from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* Sites and crew beside the meeting, over the wire: questions, messages on screens, and notes for the report. */

const PASSWORD = 'một mật khẩu của người thử'

let bridge: RunningBridge
let admin: RawPage
let office: RestClient
let sessionId: SessionId
let district: UnitId
let rooms: { inside: Room; outside: Room }

interface Room {
  pc: RoomPc
  instance: string
  page: RawPage
  siteId: SiteId
}

const command = () => newCommand() as CommandId

async function aRoom(siteId: SiteId): Promise<Room> {
  const pc = await RoomPc.pair(bridge, admin, siteId)
  const instance = newPage()
  return { pc, instance, page: await pc.openPage(instance), siteId }
}

async function siteView({ page }: Room): Promise<SiteView> {
  const { entities, subscription } = await page.ask('view.subscribe', { selector: { view: 'site' } })
  await page.ask('view.unsubscribe', { subscription })
  return entities as unknown as SiteView
}

async function sessionView(page = admin): Promise<SessionView> {
  const selector = { view: 'session', sessionId } as const
  const { entities, subscription } = await page.ask('view.subscribe', { selector })
  await page.ask('view.unsubscribe', { subscription })
  return entities as unknown as SessionView
}

/** A console comes by https: a login of plain http is another cookie. */
async function loginCookie(userName: string): Promise<string> {
  const response = await fetch(new URL('/api/login', bridge.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password: PASSWORD }),
  })
  if (!response.ok) throw new Error(`login: ${response.status}`)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Somebody with a role in a unit, at a console. */
async function aConsole(userName: string, unitId: UnitId, role: 'operator' | 'observer') {
  const { firstPassword } = await office.ask('account.create', {
    body: {
      userName,
      displayName: `Nguyễn ${userName}`,
      email: '',
      phone: '',
      withPassword: true,
      grants: [{ role, unitId }],
    },
  })
  if (firstPassword === null) throw new Error('no first password')
  const first = await RestClient.logIn(bridge, { userName, password: firstPassword })
  await first.ask('me.changePassword', { body: { current: firstPassword, next: PASSWORD } })
  const cookie = await loginCookie(userName)
  const page = await RawPage.open(bridge.url, { extraHeaders: { cookie } })
  const reply = await page.hello({ kind: 'console', instance: newPage() })
  if (!reply.ok) throw new Error(reply.error.code)
  return page
}

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' }, workers: 1 })
  if (bridge.login === null) throw new Error('no login')
  admin = await openAdmin(bridge)
  office = await RestClient.logIn(bridge, bridge.login)
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
  const key = Object.keys(entities).find((name) => name.startsWith('session:')) ?? ''
  sessionId = key.slice('session:'.length) as SessionId
  const { units, sites } = await admin.ask('directory.get', {})
  const [first, second] = units.filter(({ tier, kind }) => tier === 2 && kind !== 'body')
  if (first === undefined || second === undefined) throw new Error('no districts')
  district = first.unitId
  const siteIn = (unitId: string): SiteId => {
    const commune = units.find(({ parentId }) => parentId === unitId)
    const site = sites.find((one) => one.unitId === commune?.unitId)
    if (site === undefined) throw new Error('no site')
    return site.siteId
  }
  rooms = { inside: await aRoom(siteIn(first.unitId)), outside: await aRoom(siteIn(second.unitId)) }
}, 60_000)
afterAll(async () => {
  admin.close()
  await bridge.stop()
})

describe('A site asks the crew for help', () => {
  it('the question reaches the crew once, the answer the site alone, each with its reading', async () => {
    const asked = { command: command(), text: 'Không nghe thấy tiếng' }
    await rooms.inside.page.ask('chat.say', asked)
    await rooms.inside.page.ask('chat.say', asked)
    const chat = (await sessionView())[`chat:${rooms.inside.siteId}`]
    expect(chat).toMatchObject({
      unread: 1,
      lines: [{ from: 'site', by: '', text: 'Không nghe thấy tiếng' }],
    })
    await admin.ask('chat.reply', {
      command: command(),
      sessionId,
      siteId: rooms.inside.siteId,
      text: 'Đã rõ',
    })
    const seen = await siteView(rooms.inside)
    expect(seen.chat).toMatchObject({ unread: 1, crewReadAt: expect.any(Number) })
    expect(seen.chat.lines.at(-1)).toMatchObject({ from: 'crew', text: 'Đã rõ' })
    expect((await siteView(rooms.outside)).chat.lines).toEqual([])
    const lineId = seen.chat.lines.at(-1)?.lineId ?? ''
    await rooms.inside.page.ask('chat.markOwnRead', { command: command(), lineId })
    expect((await siteView(rooms.inside)).chat.unread).toBe(0)
    expect((await sessionView())[`chat:${rooms.inside.siteId}`]).toMatchObject({ unread: 0, unreadBySite: 0 })
  })

  it('is read and answered by the crew of the host, and by nobody else', async () => {
    await rooms.outside.page.ask('chat.say', { command: command(), text: 'Không thấy hình' })
    const operator = await aConsole('kip.huyen', district, 'operator')
    const observer = await aConsole('theo.doi', 'u-02' as UnitId, 'observer')
    for (const page of [operator, observer]) {
      const view = await sessionView(page)
      expect(Object.keys(view).filter((key) => /^(chat|message|incident|talkback):/.test(key))).toEqual([])
      const reply = { command: command(), sessionId, siteId: rooms.outside.siteId, text: 'Chào' }
      expect(await page.codeOf('chat.reply', reply)).toBe('forbidden')
      expect(
        await page.codeOf('message.show', {
          command: command(),
          sessionId,
          text: 'a',
          target: { to: 'all' },
        }),
      ).toBe('forbidden')
      page.close()
    }
    const crew = await aConsole('kip.tinh', 'u-02' as UnitId, 'operator')
    await crew.ask('chat.reply', {
      command: command(),
      sessionId,
      siteId: rooms.outside.siteId,
      text: 'Đang xem',
    })
    expect((await siteView(rooms.outside)).chat.lines.at(-1)?.by).toBe('Nguyễn kip.tinh')
    crew.close()
  })

  it('nothing but text that somebody can read is taken', async () => {
    const say = (text: unknown) => rooms.inside.page.codeOf('chat.say', { command: command(), text })
    expect(await say('')).toBe('invalid_message')
    expect(await say('   ')).toBe('invalid_message')
    expect(await say('\u202E\u200B')).toBe('invalid_message')
    expect(await say('a'.repeat(1_001))).toBe('invalid_message')
    expect(await say({ html: '<b>' })).toBe('invalid_message')
    expect(await say('<img src=x onerror=alert(1)>')).toBe('done')
  })
})

describe('A message on the screens', () => {
  const show = (target: NoticeTarget, key = command()) =>
    admin.ask('message.show', { command: key, sessionId, text: 'Nghỉ giải lao đến 9:30', target })

  it('goes to all, to a unit with what lies below it, or to one site, and comes again once', async () => {
    const key = command()
    const { messageId } = await show({ to: 'all' }, key)
    expect(await show({ to: 'all' }, key)).toEqual({ messageId })
    const ofUnit = await show({ to: 'unit', unitId: district })
    const ofSite = await show({ to: 'site', siteId: rooms.outside.siteId })
    const idsAt = async (room: Room) => (await siteView(room)).messages.map((message) => message.messageId)
    expect(await idsAt(rooms.inside)).toEqual([messageId, ofUnit.messageId])
    expect(await idsAt(rooms.outside)).toEqual([messageId, ofSite.messageId])
    const read = { command: command(), messageId: ofUnit.messageId }
    expect(await rooms.outside.page.codeOf('message.read', read)).toBe('forbidden')
    const wrong = { command: command(), sessionId, text: 'a', target: { to: 'unit', unitId: 'none' } }
    expect(await admin.codeOf('message.show', wrong)).toBe('not_found')
  })

  it('says who has read it, survives the end of the server, and is taken down', async () => {
    const { messageId } = await show({ to: 'all' })
    await rooms.inside.page.ask('message.read', { command: command(), messageId })
    await admin.ask('incident.note', {
      command: command(),
      sessionId,
      siteId: rooms.outside.siteId,
      text: 'Mất điện',
    })
    await rooms.outside.page.ask('chat.say', { command: command(), text: 'Xin gọi lại' })
    const before = helpIn(await sessionView())
    expect(before[`message:${messageId}`]).toMatchObject({
      siteCount: 218,
      readSiteIds: [rooms.inside.siteId],
    })
    await bridge.kill9()
    await bridge.restart()
    admin = await openAdmin(bridge)
    expect(helpIn(await sessionView())).toEqual(before)
    rooms.inside.page = await rooms.inside.pc.openPage(rooms.inside.instance)
    const seen = (await siteView(rooms.inside)).messages.find((message) => message.messageId === messageId)
    expect(seen).toMatchObject({ read: true, text: 'Nghỉ giải lao đến 9:30' })
    await admin.ask('message.clear', { command: command(), sessionId, messageId })
    await eventually(async () =>
      expect((await siteView(rooms.inside)).messages.map((message) => message.messageId)).not.toContain(
        messageId,
      ),
    )
    expect(await admin.codeOf('message.clear', { command: command(), sessionId, messageId })).toBe('done')
  }, 40_000)
})

describe('An incident', () => {
  it('is noted of a site or in general, once, with who noted it', async () => {
    const note = { command: command(), sessionId, siteId: null, text: 'Đường truyền cáp quang huyện đứt' }
    const { incidentId } = await admin.ask('incident.note', note)
    expect(await admin.ask('incident.note', note)).toEqual({ incidentId })
    expect((await sessionView())[`incident:${incidentId}`]).toMatchObject({ siteId: null, text: note.text })
    expect(await admin.codeOf('incident.note', { ...note, command: command(), siteId: 'none' })).toBe(
      'site_not_invited',
    )
  })
})

/** What the crew is shown of help: it is all in the log. */
const helpIn = (view: SessionView): Record<string, unknown> =>
  Object.fromEntries(Object.entries(view).filter(([key]) => /^(chat|message|incident):/.test(key)))
