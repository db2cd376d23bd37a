import { resolve } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadDirectory } from '../adapters/directoryFile/index.ts'
import { passwordHasher } from '../adapters/passwords.ts'
import type { Store, StorePlace } from '../adapters/store/openStore.ts'
import { SqlAuditStore } from '../adapters/store/SqlAuditStore.ts'
import { SqlDeviceStore } from '../adapters/store/SqlDeviceStore.ts'
import { SqlDirectoryStore } from '../adapters/store/SqlDirectoryStore.ts'
import { aDataDirectory, anOpenStore, databases, embeddedIn } from '../adapters/store/testing.ts'
import { site } from '../core/branch/testing.ts'
import { rootsOf } from '../core/directory/index.ts'
import { openPeople } from '../people.ts'
import { COMMANDS } from './commands/index.ts'
import { runCli } from './runCli.ts'

const NOW = Date.UTC(2026, 10, 22, 1, 5)
const ROOT = resolve(import.meta.dirname, '../../..')
let place: StorePlace
let store: Store

async function run(line: string) {
  const said: string[] = []
  const printed: string[] = []
  const exitCode = await runCli(line.split(' '), COMMANDS, {
    env: { BRIDGE_DATA: place.directory, BRIDGE_DATABASE: place.url },
    root: ROOT,
    version: '1.2.3',
    now: () => NOW,
    out: (text) => printed.push(text),
    err: (text) => said.push(text),
  })
  return { exitCode, out: printed.join('\n'), err: said.join('\n') }
}
async function ask(line: string): Promise<unknown> {
  const { out } = await run(`${line} --json`)
  return JSON.parse(out)
}
async function plant(): Promise<void> {
  const loaded = loadDirectory(resolve(ROOT, 'config/directories/two-tier-sample.yaml'))
  if (!loaded.ok) throw new Error('the directory is faulty')
  const [root] = rootsOf(loaded.history)
  if (root === undefined) throw new Error('no root')
  const counts = { added: 1, changed: 0, removed: 0, unchanged: 0, refused: 0 }
  await new SqlDirectoryStore(store).plant(loaded.history, loaded.fileHash, {
    at: NOW,
    actor: 'system',
    actorName: '',
    unitId: root.unitId,
    summary: 'two-tier-sample.yaml',
    counts,
  })
}

describe.each(databases)('The office’s commands on $name', (database) => {
  beforeEach(async () => {
    place = await database.aPlace()
    store = await database.anOpenStore(place)
    await plant()
  })

  it('make an account whose first password serves, and has to be changed', async () => {
    const made = await run('account create lan.ha --role operator')
    expect(made.exitCode, made.err).toBe(0)
    const password = /Mật khẩu lần đầu: (\S+)/.exec(made.out)?.[1] ?? ''
    const { accounts } = openPeople({
      store,
      config: { login: { idleHours: 1, longestDays: 1 } },
      clock: () => NOW,
      rootUnitId: () => 'x' as never,
    })
    const account = await accounts.findByName('lan.ha')
    expect(account).toMatchObject({ mustChangePassword: true, grants: [{ role: 'operator' }] })
    expect(await passwordHasher.verify(password, account?.passwordHash ?? '')).toBe(true)
    expect(await ask('account create lan.ha')).toMatchObject({ error: { code: 'user_name_taken' } })
    expect(await ask('list accounts')).toMatchObject([{ userName: 'lan.ha', state: 'active' }])
  })

  it('give a new password, and say nothing of it in the audit trail', async () => {
    const first = (await ask('account create lan.ha')) as { firstPassword: string }
    const second = (await ask('account reset-password lan.ha')) as { firstPassword: string }
    expect(second.firstPassword).not.toBe(first.firstPassword)
    const lines = await new SqlAuditStore(store).from(1, 10)
    expect(lines.map(({ action, subjectName }) => [action, subjectName])).toEqual([
      ['account.create', 'lan.ha'],
      ['account.resetPassword', 'lan.ha'],
    ])
    expect(JSON.stringify(lines)).not.toContain(second.firstPassword)
    expect((await run('account reset-password nobody')).exitCode).toBe(1)
  })

  it('list units, and sites with their pairing', async () => {
    const units = (await ask('list units')) as { id: string; code: string; tier: number }[]
    expect(units.length).toBeGreaterThan(100)
    const commune = units.find(({ tier, code }) => tier === 2 && code !== '')
    const made = await ask(`account create xa.mot --unit ${commune?.code} --role observer`)
    expect(made).toMatchObject({ unitId: commune?.id })
    const [first] = (await ask('list sites')) as { id: string; pairedAt: number | null }[]
    expect(first?.pairedAt).toBeNull()
    const device = { deviceId: 'd' as never, siteId: site(first?.id ?? ''), publicKey: 'k', pairedAt: NOW }
    await new SqlDeviceStore(store).pair(device)
    expect(((await ask('list sites')) as unknown[])[0]).toMatchObject({ id: first?.id, pairedAt: NOW })
    expect((await run('list sites')).out).toContain('22/11/2026 08:05')
    expect(await ask('list sessions')).toEqual([])
  })
})

describe('The office’s commands', () => {
  beforeEach(async () => {
    place = embeddedIn(aDataDirectory())
    store = await anOpenStore(place)
  })

  it('need a bridge that has been started once', async () => {
    expect(await run('account create lan.ha')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('Hãy khởi động cầu một lần'),
    })
  })

  it.each(['account create Lan', 'account create lan --role boss', 'account create', 'account'])(
    'refuse "%s" as wrongly written',
    async (line) => {
      await plant()
      expect((await run(line)).exitCode).toBe(2)
    },
  )

  it('refuse a unit that there is none of', async () => {
    await plant()
    expect(await run('account create lan --unit nowhere')).toMatchObject({ exitCode: 1 })
    expect(await ask('list accounts')).toEqual([])
  })
})
