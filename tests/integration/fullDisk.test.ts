import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { SessionId, SessionView } from '@diem-cau/protocol'
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest'
import { readControl, trust } from '../../tools/simulator/bridge/control.ts'
import { eventually } from '../support/eventually.ts'
import { newCommand, newPage, openAdmin, RoomPc, type RawPage, type Reached } from '../support/RawPage.ts'
import { runServer, serverSettings, temporaryDirectory } from '../support/runServer.ts'
import { SmallDisk } from '../support/smallDisk.ts'

const SERVER = join(import.meta.dirname, '../../server/src/main.ts')
let folder: ReturnType<typeof temporaryDirectory>
let data: string
let disk: SmallDisk | null = null
let child: ChildProcess | null = null
let said = ''
let pages: RawPage[] = []

beforeEach(() => {
  folder = temporaryDirectory()
  data = join(folder.path, 'data')
  pages = []
  said = ''
})
afterEach(async () => {
  for (const page of pages) page.close()
  if (child !== null && child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  child = null
  disk?.remove()
  disk = null
  folder.remove()
})

/** A disk of its own, or a reason why this can't be tried here. */
function aDisk(context: TestContext, megabytes: number): SmallDisk {
  disk = SmallDisk.mount(data, megabytes)
  if (disk === null) return context.skip('a small disk needs root and the right to mount')
  return disk
}

async function aBridge(): Promise<Reached> {
  const started = spawn(process.execPath, [SERVER], {
    env: await serverSettings(data),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = started
  started.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  started.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await eventually(() => expect(said).toContain('Bridge ready'), 40_000)
  const control = readControl(data)
  trust(control)
  return { url: control.url, control }
}

describe('A disk that is full', { timeout: 90_000 }, () => {
  it('before the start is named in plain words, and nothing starts', async (context) => {
    aDisk(context, 1).fill()
    const { exitCode, stdout, stderr } = await runServer(await serverSettings(data))
    expect(exitCode, stderr).toBe(3)
    expect(stdout).not.toContain('Bridge ready')
    expect(stderr).toMatch(/Đĩa đầy|Không ghi được/)
    expect(stderr).toMatch(/disk is full|can ?not be written/i)
    expect(stderr).not.toMatch(/^\s+at .+:\d+|Error:/m)
  })

  it('in mid-meeting refuses what can’t be written, applies nothing of it, and goes on when there is room', async (context) => {
    const small = aDisk(context, 8)
    const bridge = await aBridge()
    const admin = await openAdmin(bridge)
    pages.push(admin)
    const { sites } = await admin.ask('directory.get', {})
    const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
    const sessionId = (Object.keys(entities).find((key) => key.startsWith('session:')) ?? '').slice(
      8,
    ) as SessionId
    const view = async (): Promise<SessionView> => {
      const snapshot = await admin.ask('view.subscribe', { selector: { view: 'session', sessionId } })
      await admin.ask('view.unsubscribe', { subscription: snapshot.subscription })
      return snapshot.entities as unknown as SessionView
    }
    const rooms = await Promise.all(
      sites.slice(1, 4).map(async ({ siteId }) => {
        const pc = await RoomPc.pair(bridge, admin, siteId)
        const page = await pc.openPage()
        pages.push(page)
        return { siteId, pc, page }
      }),
    )
    const [first, second, third] = rooms
    if (!first || !second || !third) throw new Error('no rooms')
    await first.page.ask('floor.request', { command: newCommand() as never })
    const before = await view()

    small.fill()
    const command = newCommand()
    const refused = await second.page.say('floor.request', { command })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'storage_failed', message: { vi: expect.stringContaining('chưa có hiệu lực') } },
    })
    const more = await Promise.all([
      third.page.codeOf('floor.request', { command: newCommand() }),
      admin.codeOf('floor.give', { command: newCommand(), sessionId, siteId: first.siteId }),
      admin.codeOf('stage.setLayout', { command: newCommand(), sessionId, layout: 'sideBySide' }),
      admin.codeOf('pairing.revoke', { command: newCommand(), siteId: third.siteId }),
    ])
    expect(more).toEqual(['storage_failed', 'storage_failed', 'storage_failed', 'storage_failed'])
    const during = await view()
    expect(during.stage.slots).toEqual(before.stage.slots)
    expect(during.stage.layout).toBe('single')
    expect(Object.keys(during).filter((key) => key.startsWith('request:'))).toHaveLength(1)
    // What needs no disk goes on; who goes away meanwhile is noticed later.
    expect((await fetch(new URL('/healthz', bridge.url))).status).toBe(200)
    expect(await first.page.codeOf('site.report', { camera: 'ok', microphone: 'ok' })).toBe('done')
    await expect(third.pc.openPage(newPage())).rejects.toThrow('storage_failed')
    second.page.cut()
    await second.page.closed

    small.empty()
    await eventually(async () => {
      const now = await view()
      expect(now[`site:${second.siteId}`]?.presence).toBe('away')
    })
    const again = await second.pc.openPage()
    pages.push(again)
    // The very command that was refused has not been done, and is done now.
    expect(await again.codeOf('floor.request', { command })).toBe('done')
    expect(await admin.codeOf('floor.give', { command: newCommand(), sessionId, siteId: first.siteId })).toBe(
      'done',
    )
    const after = await view()
    expect(after[`site:${first.siteId}`]).toMatchObject({ floor: 'live', microphoneOpen: true })
    expect(after[`site:${second.siteId}`]).toMatchObject({ floor: 'queued', presence: 'connected' })
    expect(child?.exitCode).toBeNull()
  })
})
