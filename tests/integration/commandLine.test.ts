import { join } from 'node:path'
import type { SessionId } from '@diem-cau/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../support/postgres/databases.ts'
import { sharedCluster } from '../support/postgres/shared.ts'
import { newCommand, newPage, openAdmin, RoomPc, type RawPage } from '../support/RawPage.ts'
import { RunningProgram } from '../support/runProgram.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let bridge: RunningBridge | null = null
let pages: RawPage[] = []
const afterwards: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const page of pages.splice(0)) page.close()
  await bridge?.stop()
  bridge = null
  for (const tidy of afterwards.splice(0)) await tidy()
})

interface Place {
  directory: string
  url: string
}
async function aDatabase(kind: 'SQLite' | 'PostgreSQL'): Promise<string> {
  if (kind === 'SQLite') return ''
  const database = await createDatabase(await sharedCluster())
  afterwards.push(database.remove)
  return database.url
}
/** A line of the program, as a process of its own beside the bridge. */
async function run({ directory, url }: Place, ...args: string[]) {
  const { PATH } = process.env
  const env = { PATH, BRIDGE_DATA: directory, BRIDGE_DATABASE: url }
  const program = new RunningProgram('server/src/cli/main.ts', args, env)
  const exitCode = await program.ended()
  return { exitCode, out: program.stdout, err: program.stderr }
}
async function start(url: string): Promise<{ running: RunningBridge; place: Place; admin: RawPage }> {
  const env = { BRIDGE_MEDIA_SPAWN_NODE: 'false', BRIDGE_DATABASE: url }
  const running = await startBridge({ env, workers: 1 })
  bridge = running
  return { running, place: { directory: running.dataDirectory, url }, admin: await openedBy(running) }
}
async function openedBy(running: RunningBridge): Promise<RawPage> {
  const admin = await openAdmin(running)
  pages.push(admin)
  return admin
}
/** The one session and its requests to speak, as the console sees them. */
async function sessionOf(admin: RawPage) {
  const bridgeView = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
  const [key = ''] = Object.keys(bridgeView.entities).filter((name) => name.startsWith('session:'))
  const sessionId = key.slice('session:'.length) as SessionId
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'session', sessionId } })
  return { sessionId, requests: Object.keys(entities).filter((name) => name.startsWith('request:')) }
}
const logIn = (url: string, userName: string, password: string) =>
  fetch(new URL('/api/login', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password }),
  })

describe.each(['SQLite', 'PostgreSQL'] as const)(
  'The command line beside a bridge on %s',
  { timeout: 120_000 },
  (kind) => {
    it('makes an account that can log in at once, and ends its logins with a new password', async () => {
      const { running, place } = await start(await aDatabase(kind))
      const made = await run(place, 'account', 'create', 'lan.ha', '--json')
      expect(made.exitCode, made.err).toBe(0)
      const { firstPassword } = JSON.parse(made.out) as { firstPassword: string }
      const login = await logIn(running.url, 'lan.ha', firstPassword)
      expect(login.status).toBe(200)
      const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
      const me = () => fetch(new URL('/api/me', running.url), { headers: { cookie } })
      expect((await me()).status).toBe(200)
      expect((await run(place, 'account', 'reset-password', 'lan.ha')).exitCode).toBe(0)
      expect((await me()).status).toBe(401)
      expect((await logIn(running.url, 'lan.ha', firstPassword)).status).toBe(401)
      const listed = JSON.parse((await run(place, 'list', 'sites', '--json')).out) as { id: string }[]
      expect(listed).toHaveLength(218)

      const paired = await run(place, 'pair', listed[3]?.id ?? '')
      expect(paired, paired.err).toMatchObject({
        exitCode: 0,
        out: expect.stringMatching(/: \d{4} \d{4} \(đến /),
      })
      expect((await run(place, 'pair', 'nowhere', '--json')).exitCode).toBe(1)
      await running.kill9()
      const alone = await run(place, 'pair', listed[3]?.id ?? '')
      expect(alone).toMatchObject({ exitCode: 1, err: expect.stringContaining('Hãy khởi động cầu') })
    })

    it('saves a meeting that goes on, and brings it back on the other database', async () => {
      const { running, place, admin } = await start(await aDatabase(kind))
      const { sites } = await admin.ask('directory.get', {})
      const rooms = sites.filter(({ kind: of }) => of !== 'hub').slice(0, 6)
      const opened = await Promise.all(
        rooms.map(async ({ siteId }) => {
          const page = await (await RoomPc.pair(running, admin, siteId)).openPage(newPage())
          pages.push(page)
          return page
        }),
      )
      const request = (page: RawPage) => page.codeOf('floor.request', { command: newCommand() })
      for (const page of opened.slice(0, 3)) expect(await request(page)).toBe('done')
      const file = join(place.directory, 'meeting.backup')
      // Nobody in the meeting notices.
      const [saved, ...answers] = await Promise.all([
        run(place, 'backup', file),
        ...opened.slice(3).map(request),
      ])
      expect(saved.exitCode, saved.err).toBe(0)
      expect(answers).toEqual(['done', 'done', 'done'])
      const refused = await run(place, 'restore', file, '--force')
      expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining('Hãy dừng nó') })

      // Another server, on the other database, with a beginning of its own that is replaced.
      const url = await aDatabase(kind === 'SQLite' ? 'PostgreSQL' : 'SQLite')
      const again = await startBridge({
        env: { BRIDGE_MEDIA_SPAWN_NODE: 'false', BRIDGE_DATABASE: url },
        workers: 1,
      })
      afterwards.unshift(() => again.stop())
      await again.kill9()
      const restored = await run({ directory: again.dataDirectory, url }, 'restore', file, '--force')
      expect(restored.exitCode, restored.err).toBe(0)
      await again.restart()
      const before = await sessionOf(admin)
      const after = await sessionOf(await openedBy(again))
      expect(after.sessionId).toBe(before.sessionId)
      // Those that were acknowledged before the backup began are in it; the others as far as it has them.
      expect(after.requests.length).toBeGreaterThanOrEqual(3)
      expect(before.requests).toEqual(expect.arrayContaining(after.requests))
    })
  },
)
