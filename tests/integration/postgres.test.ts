import type { SessionId, SessionView } from '@diem-cau/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { createDatabase } from '../support/postgres/databases.ts'
import { DatabaseProxy } from '../support/postgres/DatabaseProxy.ts'
import { sharedCluster } from '../support/postgres/shared.ts'
import { newCommand, newPage, openAdmin, RoomPc, type RawPage } from '../support/RawPage.ts'
import { runServer, serverSettings, temporaryDirectory } from '../support/runServer.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let proxy: DatabaseProxy
let bridge: RunningBridge
let admin: RawPage
let sessionId: SessionId
let sites: string[]
let pages: RawPage[] = []

beforeEach(async () => {
  pages = []
  database = await createDatabase(await sharedCluster())
  proxy = await DatabaseProxy.open(database.url)
  bridge = await startBridge({
    env: { BRIDGE_MEDIA_SPAWN_NODE: 'false', BRIDGE_DATABASE: proxy.url },
    workers: 1,
  })
  await lookAround()
})
afterEach(async () => {
  for (const page of pages) page.close()
  await bridge.stop()
  await proxy.close()
  await database.remove()
})

async function lookAround(): Promise<void> {
  admin = await openAdmin(bridge)
  pages.push(admin)
  sites = (await admin.ask('directory.get', {})).sites
    .filter(({ kind }) => kind !== 'hub')
    .map(({ siteId }) => siteId)
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
  const [key = ''] = Object.keys(entities).filter((name) => name.startsWith('session:'))
  sessionId = key.slice('session:'.length) as SessionId
}
async function aRoom(siteId: string) {
  const pc = await RoomPc.pair(bridge, admin, siteId)
  const page = await pc.openPage(newPage())
  pages.push(page)
  return { pc, page, siteId }
}
async function view(): Promise<SessionView> {
  const { entities, subscription } = await admin.ask('view.subscribe', {
    selector: { view: 'session', sessionId },
  })
  await admin.ask('view.unsubscribe', { subscription })
  return entities as unknown as SessionView
}
const request = (page: RawPage, command = newCommand()) => page.codeOf('floor.request', { command })

describe('A bridge on PostgreSQL', { timeout: 60_000 }, () => {
  it('that is killed has its session, its queue, its devices and its logins when it is back', async () => {
    const [first, second] = [await aRoom(sites[0] ?? ''), await aRoom(sites[1] ?? '')]
    expect(await request(first.page)).toBe('done')
    expect(await request(second.page)).toBe('done')
    const give = { command: newCommand() as never, sessionId, siteId: first.siteId as never }
    await admin.ask('floor.give', give)
    const before = await view()

    await bridge.kill9()
    await bridge.restart()
    await lookAround()
    const after = await view()
    const floors = (one: SessionView) =>
      Object.entries(one).flatMap(([key, row]) => ('floor' in row ? [[key, row.floor]] : []))
    expect(floors(after)).toEqual(floors(before))
    expect(after.session).toMatchObject({ title: before.session.title, siteCount: 218 })
    pages.push(await first.pc.openPage())
  })

  it('that loses it in mid-meeting refuses by code, goes on by itself when it is back, and forgets nothing', async () => {
    const [first, second] = [await aRoom(sites[0] ?? ''), await aRoom(sites[1] ?? '')]
    expect(await request(first.page)).toBe('done')
    proxy.goDown()
    const refused = newCommand()
    expect(await request(second.page, refused)).toBe('storage_failed')
    expect((await fetch(new URL('/healthz', bridge.url))).status).toBe(200)
    const during = await view()
    expect(Object.keys(during).filter((key) => key.startsWith('request:'))).toHaveLength(1)

    proxy.comeBack()
    await eventually(async () => expect(await request(second.page, refused)).toBe('done'))
    const after = await view()
    expect(after[`site:${second.siteId}`]).toMatchObject({ floor: 'queued', presence: 'connected' })
    expect(Object.keys(after).filter((key) => key.startsWith('request:'))).toHaveLength(2)
  })

  it('whose commit was cut off has done the command once', async () => {
    const room = await aRoom(sites[0] ?? '')
    const command = newCommand()
    proxy.cutNextCommit('after')
    const replies = [await request(room.page, command), await request(room.page, command)]
    expect(replies).toEqual(['done', 'done'])
    await bridge.kill9()
    await bridge.restart()
    await lookAround()
    expect(Object.keys(await view()).filter((key) => key.startsWith('request:'))).toHaveLength(1)
  })

  it('is alone on it: a second one with a data directory of its own ends, and shows no password', async () => {
    const folder = temporaryDirectory()
    try {
      const env = { ...(await serverSettings(folder.path)), BRIDGE_DATABASE: database.url }
      const { exitCode, stderr, stdout } = await runServer(env)
      expect(exitCode, stderr).toBe(3)
      expect(stderr).toContain('đang dùng cơ sở dữ liệu này')
      const wrong = new URL(database.url)
      wrong.password = 'bi-mat-sai'
      const second = await runServer({ ...env, BRIDGE_DATABASE: wrong.href })
      expect(second.exitCode).toBe(3)
      expect(second.stderr).toContain('từ chối tài khoản diem_cau')
      const said = stdout + stderr + second.stdout + second.stderr + bridge.logs()
      expect(said).not.toMatch(/only(%20| )for(%20| )tests|bi-mat-sai/)
    } finally {
      folder.remove()
    }
  })
})
