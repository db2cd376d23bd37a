import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NoticeView, SessionBody, SessionDetail, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { HttpReceiver } from '../support/notices/HttpReceiver.ts'
import { MailServer } from '../support/notices/MailServer.ts'
import { closeSessions } from '../support/openSession.ts'
import { newCommand, openAdmin, RoomPc, type RawPage } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'
import { AdminLink } from '../../tools/simulator/bridge/AdminLink.ts'

/* A real bridge, a real mail server and a real gateway: what is planned and called gets out, once. */

const HOUR_MS = 3_600_000
const TECHNICIAN = { name: 'Nguyễn Văn <b>Tú</b>', phone: '0912 345 678', email: 'tu@example.invalid' }

let folder: string
let mail: MailServer
let gateway: HttpReceiver
let hook: HttpReceiver
let bridge: RunningBridge
let office: RestClient

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bridge-notices-'))
  writeFileSync(join(folder, 'sms-secret'), 'bí-mật-của-cổng\n')
  writeFileSync(join(folder, 'hook-secret'), 'khóa-ký\n')
  mail = await MailServer.start()
  gateway = await HttpReceiver.start()
  hook = await HttpReceiver.start()
  bridge = await startBridge({
    env: {
      BRIDGE_MEDIA_SPAWN_NODE: 'false',
      BRIDGE_LOG_LEVEL: 'debug',
      BRIDGE_NOTICES_SETTLE_SECONDS: '0',
      BRIDGE_NOTICES_REMINDER_MINUTES: '30',
      BRIDGE_MAIL_HOST: '127.0.0.1',
      BRIDGE_MAIL_PORT: String(mail.port),
      BRIDGE_MAIL_SECURITY: 'none',
      BRIDGE_MAIL_FROM: 'hop@example.invalid',
      BRIDGE_MAIL_PER_MINUTE: '6000',
      BRIDGE_SMS_URL: `${gateway.url}/send`,
      BRIDGE_SMS_PER_MINUTE: '6000',
      BRIDGE_SMS_SECRET_FILE: join(folder, 'sms-secret'),
      BRIDGE_SMS_BODY: '{{"phone":"{to}","content":"{text}","key":"{secret}"}}',
      BRIDGE_WEBHOOKS_ENDPOINTS: JSON.stringify([
        { name: 'zalo', url: `${hook.url}/notices`, secretFile: join(folder, 'hook-secret') },
      ]),
    },
  })
  await logIn()
  const admin = await AdminLink.open(bridge.control)
  await closeSessions(admin)
  admin.close()
})
afterAll(async () => {
  await bridge?.stop()
  await Promise.all([mail?.close(), gateway?.close(), hook?.close()])
  rmSync(folder, { recursive: true, force: true })
})

async function logIn(): Promise<void> {
  if (bridge.login === null) throw new Error('no login was printed')
  const { userName, password } = bridge.login
  office = await RestClient.logIn(bridge, { userName, password })
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- a test's ids are ids */
const SITE = 's-026' as SiteId
const HUB = 's-02' as SiteId
const ROOT = 'u-02' as UnitId
const command = () => newCommand() as never
/* oxlint-enable typescript/no-unsafe-type-assertion */

function aPlan(changes: Partial<SessionBody> = {}): SessionBody {
  return {
    type: 'districtBriefing',
    title: 'Giao ban tháng 11',
    hostUnitId: ROOT,
    startsAt: Date.now() + 2 * HOUR_MS,
    durationMinutes: 60,
    rehearsalAt: null,
    chair: { siteId: HUB, person: '' },
    invitation: { tiers: [], unitIds: [], groupIds: [], siteIds: [SITE], exceptSiteIds: [] },
    agenda: [],
    technicians: [{ siteId: SITE, contact: TECHNICIAN }],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
    ...changes,
  }
}

async function scheduled(changes: Partial<SessionBody> = {}): Promise<SessionDetail> {
  const draft = await office.ask('sessions.create', { body: { command: command(), session: aPlan(changes) } })
  const { sessionId, version } = draft
  return office.ask('sessions.schedule', { params: { sessionId }, ifMatch: version })
}

async function noticesOf(sessionId: SessionId, kind?: NoticeView['kind']): Promise<NoticeView[]> {
  const asked = { params: { sessionId }, query: { limit: 200 } }
  const { items, channels } = await office.ask('sessions.notices', asked)
  expect(await office.ask('notices.channels')).toEqual({ channels })
  expect(channels).toEqual(['email', 'sms', 'webhook'])
  return items.filter((notice) => kind === undefined || notice.kind === kind)
}

async function untilSettled(sessionId: SessionId, kind: NoticeView['kind']): Promise<NoticeView[]> {
  return eventually(async () => {
    const notices = await noticesOf(sessionId, kind)
    expect(notices.length).toBeGreaterThan(0)
    for (const { state } of notices) expect(['waiting', 'sending']).not.toContain(state)
    return notices
  })
}

const mailsTo = (title: string) => mail.received.filter(({ raw }) => raw.includes(title))

describe('A session that is made binding', () => {
  it('is told by mail, SMS and webhook, and each can be seen to have got out', async () => {
    const { sessionId } = await scheduled()
    const notices = await untilSettled(sessionId, 'invitation')
    expect(notices.map(({ channel, recipient, state }) => ({ channel, recipient, state }))).toEqual(
      expect.arrayContaining([
        { channel: 'email', recipient: 'tu@example.invalid', state: 'sent' },
        { channel: 'sms', recipient: '+84912345678', state: 'sent' },
        { channel: 'webhook', recipient: 'zalo', state: 'sent' },
      ]),
    )
    expect(mail.received[0]?.to).toEqual(['tu@example.invalid'])
    const sms: unknown = JSON.parse(gateway.calls[0]?.body ?? '')
    expect(sms).toMatchObject({
      phone: '84912345678',
      content: expect.stringContaining('Giao ban thang 11'),
      key: 'bí-mật-của-cổng',
    })
    expect(hook.calls[0]?.headers['webhook-signature']).toMatch(/^v1,/)
    expect((await noticesOf(sessionId, 'reminder')).map(({ state }) => state)).toEqual(['waiting', 'waiting'])
  })

  it('is told of again when it is moved, and when it is called off', async () => {
    const { sessionId, version } = await scheduled({ title: 'Họp chuyên đề' })
    await untilSettled(sessionId, 'invitation')
    const later = aPlan({ title: 'Họp chuyên đề', startsAt: Date.now() + 3 * HOUR_MS })
    const moved = await office.ask('sessions.update', {
      params: { sessionId },
      ifMatch: version,
      body: later,
    })
    await untilSettled(sessionId, 'change')
    await office.ask('sessions.cancel', {
      params: { sessionId },
      ifMatch: moved.version,
      body: { reason: 'Trùng lịch' },
    })
    await untilSettled(sessionId, 'cancellation')
    const methods = mailsTo(sessionId).map(({ raw }) => /method=(\w+)/.exec(raw)?.[1])
    expect(methods).toEqual(['REQUEST', 'REQUEST', 'CANCEL'])
    const sequences = mailsTo(sessionId).map(({ raw }) => Number(/SEQUENCE:(\d+)/.exec(raw)?.[1]))
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    expect(new Set(sequences).size).toBe(3)
    expect((await noticesOf(sessionId, 'reminder')).every(({ state }) => state === 'dropped')).toBe(true)
  })
})

describe('A bridge that is killed', () => {
  it('while a message is being handed over sends it no second time, and says that it is not certain', async () => {
    const before = mail.received.length
    let asked = 0
    let release = (): void => undefined
    mail.onMessage = async () => {
      asked += 1
      await new Promise<void>((resolve) => (release = resolve))
      return 'take'
    }
    const { sessionId } = await scheduled({ title: 'Phiên bị cắt ngang' })
    await eventually(() => expect(asked).toBe(1))
    const [sending] = (await noticesOf(sessionId, 'invitation')).filter(({ channel }) => channel === 'email')
    expect(sending?.state).toBe('sending')
    await bridge.kill9()
    release()
    mail.onMessage = () => Promise.resolve('take')
    await bridge.restart()
    await logIn()
    const after = await untilSettled(sessionId, 'invitation')
    expect(after.find(({ channel }) => channel === 'email')).toMatchObject({
      state: 'uncertain',
      error: 'interrupted',
    })
    // Whatever else was to go out goes out; this one does not.
    const { sessionId: next } = await scheduled({ title: 'Phiên sau đó' })
    await untilSettled(next, 'invitation')
    expect(mailsTo(sessionId)).toHaveLength(1)
    expect(mail.received.length).toBe(before + 2)
  })

  it('lets somebody who knows better send it again, and nobody send again what has got there', async () => {
    const sessions = await office.ask('sessions.list', { query: { q: 'cat ngang' } })
    const sessionId = sessions.items[0]?.sessionId
    if (sessionId === undefined) throw new Error('no such session')
    const notices = await noticesOf(sessionId, 'invitation')
    const uncertain = notices.find(({ state }) => state === 'uncertain')
    const sent = notices.find(({ state }) => state === 'sent')
    if (uncertain === undefined || sent === undefined) throw new Error('nothing to send again')
    const again = (noticeId: NoticeView['noticeId']) =>
      office.codeOf('notices.resend', { params: { sessionId, noticeId } })
    expect(await again(sent.noticeId)).toBe('notice_not_resendable')
    expect(await again(uncertain.noticeId)).toBe('done')
    await untilSettled(sessionId, 'invitation')
    expect(mailsTo(sessionId)).toHaveLength(2)
  })
})

describe('An urgent call', () => {
  it('goes out by mail and SMS at once, is a session in the plan, and the same command is the same call', async () => {
    const { revision } = await office.ask('directory.summary')
    const { items } = await office.ask('directory.sites', { query: { q: 'dong van', limit: 50 } })
    const site = items.find(({ siteId }) => siteId === SITE)
    if (site === undefined) throw new Error('no such site')
    await office.ask('directory.change', {
      body: { revision, edits: [{ edit: 'putSite', site: { ...site, technician: TECHNICIAN } }] },
    })
    const calls = gateway.calls.length
    const body = {
      command: command(),
      hostUnitId: ROOT,
      invitation: { tiers: [], unitIds: [], groupIds: [], siteIds: [SITE], exceptSiteIds: [] },
      reason: 'Vỡ đập',
    }
    const { sessionId, siteCount } = await office.ask('urgent.call', { body })
    expect(await office.ask('urgent.call', { body })).toEqual({ sessionId, siteCount })
    expect(siteCount).toBe(2)
    const notices = await untilSettled(sessionId, 'urgent')
    expect(notices.map(({ channel }) => channel).toSorted()).toEqual(['email', 'sms', 'webhook'])
    expect(gateway.calls.length).toBe(calls + 1)
    expect(gateway.calls.at(-1)?.body).toContain('HOP KHAN')
    const session = await office.ask('sessions.get', { params: { sessionId } })
    expect(session).toMatchObject({ type: 'urgentCall', state: 'live', title: 'Họp khẩn: Vỡ đập' })
  })
})

describe('An urgent call that a server’s death falls into', () => {
  it('rings on at the page that comes back, and nobody is written to a second time', async () => {
    const admin = await openAdmin(bridge)
    const pc = await RoomPc.pair(bridge, admin, SITE)
    admin.close()
    const ringOf = async (page: RawPage) =>
      (await page.ask('view.subscribe', { selector: { view: 'site' } })).entities['ring']
    const before = await pc.openPage()
    expect(await ringOf(before)).toMatchObject({ reason: 'Vỡ đập', busyWith: null })
    const sent = { mails: mail.received.length, calls: gateway.calls.length }
    await bridge.kill9()
    await bridge.restart()
    await logIn()
    const after = await pc.openPage()
    const ring = await ringOf(after)
    expect(ring).toMatchObject({ reason: 'Vỡ đập' })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the view's schema says
    const { sessionId } = ring as { sessionId: SessionId }
    await after.ask('ring.answer', { command: command(), sessionId })
    expect(await ringOf(after)).toBeNull()
    const notices = await noticesOf(sessionId, 'urgent')
    expect(notices.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
    expect({ mails: mail.received.length, calls: gateway.calls.length }).toEqual(sent)
    for (const page of [before, after]) page.close()
  })
})

it('writes neither a secret nor a number nor an address into the log', () => {
  const logged = bridge.logs()
  for (const secret of ['bí-mật-của-cổng', 'khóa-ký', '912345678', '0912 345 678', 'tu@example.invalid']) {
    expect(logged).not.toContain(secret)
  }
  expect(readFileSync(join(folder, 'sms-secret'), 'utf8')).toContain('bí-mật')
})
