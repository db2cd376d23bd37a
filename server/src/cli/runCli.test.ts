import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Lease } from '../adapters/store/Lease.ts'
import type { StorePlace } from '../adapters/store/openStore.ts'
import { SqlDeviceStore } from '../adapters/store/SqlDeviceStore.ts'
import { aDataDirectory, anOpenStore, databases, embeddedIn } from '../adapters/store/testing.ts'
import { site } from '../core/branch/testing.ts'
import { COMMANDS } from './commands/index.ts'
import { runCli } from './runCli.ts'

const NOW = Date.UTC(2026, 10, 22, 1, 5)

/** What a command line prints and how it ends. */
async function run(place: StorePlace, line: string | string[], env: Record<string, string> = {}) {
  const said: string[] = []
  const printed: string[] = []
  const exitCode = await runCli(typeof line === 'string' ? line.split(' ') : line, COMMANDS, {
    env: { BRIDGE_DATA: place.directory, BRIDGE_DATABASE: place.url, ...env },
    root: aDataDirectory(),
    version: '1.2.3',
    now: () => NOW,
    out: (text) => printed.push(text),
    err: (text) => said.push(text),
  })
  return { exitCode, out: printed.join('\n'), err: said.join('\n') }
}
const aPlace = () => embeddedIn(aDataDirectory())

describe.each(databases)('The command line on $name', (database) => {
  it('saves a bridge that runs, and restores it elsewhere', async () => {
    const place = await database.aPlace()
    const store = await database.anOpenStore(place)
    await Lease.acquire(store, NOW)
    const devices = new SqlDeviceStore(store)
    await devices.pair({ deviceId: 'd1' as never, siteId: site('a'), publicKey: 'k', pairedAt: NOW })
    const file = join(aDataDirectory(), 'a b.backup')

    const saved = await run(place, ['backup', file])
    expect(saved).toMatchObject({ exitCode: 0, out: expect.stringContaining('Đã sao lưu 2 dòng, 0 tệp') })
    expect(saved.err).toContain('… devices: 1 dòng')

    const target = await database.aPlace()
    const restored = await run(target, ['restore', file])
    expect(restored).toMatchObject({ exitCode: 0, out: expect.stringContaining('22/11/2026 08:05') })
    const read = new SqlDeviceStore(await database.anOpenStore(target))
    expect((await read.list()).map(({ deviceId }) => deviceId)).toEqual(['d1'])

    const refused = await run(target, ['restore', file, '--json'])
    expect(refused.exitCode).toBe(1)
    expect(JSON.parse(refused.out)).toMatchObject({
      error: { code: 'refused', en: expect.stringContaining('--force') },
    })
    const forced = await run(target, ['restore', file, '--force', '--lang', 'en'])
    expect(forced).toMatchObject({ exitCode: 0, out: expect.stringContaining('The former data: ') })
    expect(readdirSync(target.directory).filter((name) => name.startsWith('before-restore-'))).toHaveLength(1)
  })

  it('brings a database up to date, and says before what is missing', async () => {
    const place = await database.aPlace()
    await (await database.anOpenStore(place)).destroy().catch(() => undefined)
    expect(await run(place, 'migrate --check')).toMatchObject({ exitCode: 0 })
    expect(JSON.parse((await run(place, 'migrate --json')).out)).toEqual({ pending: [], applied: [] })
  })
})

describe('The command line', () => {
  it('says what a new database lacks, and makes it', async () => {
    const place = aPlace()
    const check = await run(place, 'migrate --check')
    expect(check).toMatchObject({ exitCode: 1, out: expect.stringContaining('0001_log_accounts_devices') })
    expect(await run(place, 'migrate')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Đã nâng cấp'),
    })
    expect(await run(place, 'migrate --check')).toMatchObject({ exitCode: 0 })
    expect(await run(aPlace(), 'backup x')).toMatchObject({ exitCode: 1 })
  })

  it('helps: with all commands, and with each', async () => {
    const place = aPlace()
    for (const line of ['--help', 'help', '-h']) {
      const { exitCode, out } = await run(place, line)
      expect(exitCode).toBe(0)
      for (const { name, does } of COMMANDS)
        expect(out).toMatch(new RegExp(`${name}[^]*${does.vi.slice(0, 20)}`))
    }
    expect(await run(place, [])).toMatchObject({ exitCode: 2, out: expect.stringContaining('Các lệnh') })
    for (const { name, options } of COMMANDS) {
      const { exitCode, out } = await run(place, `${name} --help --lang en`)
      expect(exitCode).toBe(0)
      for (const option of [...Object.keys(options), 'json', 'lang']) expect(out).toContain(`--${option}`)
      expect(out).toContain('Usage')
    }
    expect(existsSync(join(place.directory, 'bridge.sqlite'))).toBe(false)
  })

  it.each([
    ['an unknown command', 'bakcup x'],
    ['an unknown option', 'backup x --fast'],
    ['an argument too few', 'backup'],
    ['one too many', 'backup x y'],
    ['a value for a switch', 'backup x --force=yes'],
  ])('with %s ends with 2 and a sentence in the language of the terminal', async (_, line) => {
    const vi = await run(aPlace(), line, { LANG: 'C.UTF-8' })
    const en = await run(aPlace(), line, { LANG: 'en_US.UTF-8' })
    expect([vi.exitCode, en.exitCode]).toEqual([2, 2])
    expect(vi.out + en.out).toBe('')
    expect(vi.err).toMatch(/^(Không có lệnh|Tùy chọn|Lệnh)/)
    expect(en.err).toMatch(/^(There is no|Wrong options|The command)/)
  })

  it('ends with 3 when the settings or the database are not as they should be', async () => {
    const place = aPlace()
    expect(await run(place, 'migrate', { BRIDGE_PORT: 'x' })).toMatchObject({ exitCode: 3 })
    const gone = await run({ ...place, url: 'postgres://u:secret@127.0.0.1:1/d' }, 'migrate --json')
    expect(gone.exitCode).toBe(3)
    expect(JSON.parse(gone.out)).toMatchObject({ error: { code: 'environment' } })
    expect(gone.out).not.toContain('secret')
    mkdirSync(place.directory, { recursive: true })
    writeFileSync(join(place.directory, 'bridge.sqlite'), 'Biên bản '.repeat(200))
    expect(await run(place, 'backup x')).toMatchObject({ exitCode: 3, err: expect.stringContaining('hỏng') })
  })

  it('refuses a file that is no backup, and a place where none can be written', async () => {
    const place = aPlace()
    await anOpenStore(place)
    const file = join(aDataDirectory(), 'x')
    writeFileSync(file, 'no')
    expect(await run(place, ['restore', file])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('hỏng'),
    })
    expect(await run(place, ['backup', join(file, 'x')])).toMatchObject({ exitCode: 1 })
  })
})
