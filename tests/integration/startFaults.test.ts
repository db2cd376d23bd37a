import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { processesWith } from '../support/ownProcesses.ts'
import { runServer, serverSettings, temporaryDirectory, type ServerRun } from '../support/runServer.ts'
import { startBridge } from '../support/startBridge.ts'

let folder: ReturnType<typeof temporaryDirectory>
let data: string
let settings: Record<string, string>
const servers: Server[] = []

beforeEach(async () => {
  folder = temporaryDirectory()
  data = join(folder.path, 'data')
  settings = await serverSettings(data)
})
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close()
    await once(server, 'close')
  }
  folder.remove()
})

async function occupy(port: string | undefined): Promise<void> {
  const server = createServer().listen(Number(port), '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
}
const run = (changes: Record<string, string> = {}): Promise<ServerRun> =>
  runServer({ ...settings, ...changes })

/** It ended, said why in both languages, never claimed to be ready, and left nothing running. */
function expectPlainEnd(
  { exitCode, stdout, stderr }: ServerRun,
  code: number,
  ...words: (string | RegExp)[]
): void {
  const said = stderr
  expect(exitCode, said).toBe(code)
  expect(stdout).not.toContain('Bridge ready')
  for (const word of words) expect(said).toMatch(word)
  // No trace of a program: no stack, no error class, no log line.
  expect(said).not.toMatch(/^\s+at .+:\d+|\bnode:internal|Error:|\{"level"|DeprecationWarning/m)
  expect(said.trim().split('\n').length, said).toBeGreaterThanOrEqual(2)
  expect(said).toMatch(/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/)
  expect(processesWith('BRIDGE_DATA', settings['BRIDGE_DATA'] ?? '')).toEqual([])
}
const isFree = async (port: string | undefined): Promise<boolean> => {
  const server = createServer()
  const outcome = Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ])
  server.listen(Number(port), '127.0.0.1')
  const free = await outcome
  server.close()
  return free
}

describe('A port in use', { timeout: 60_000 }, () => {
  it('of https', async () => {
    await occupy(settings['BRIDGE_PORT'])
    expectPlainEnd(
      await run(),
      3,
      `Cổng ${settings['BRIDGE_PORT']}`,
      `Port ${settings['BRIDGE_PORT']} is in use`,
    )
  })

  it('of http, when that of https is taken already: nothing stays', async () => {
    await occupy(settings['BRIDGE_HTTP_PORT'])
    expectPlainEnd(await run(), 3, `Port ${settings['BRIDGE_HTTP_PORT']} is in use`)
    expect(await isFree(settings['BRIDGE_PORT'])).toBe(true)
    expect(existsSync(join(data, 'run', 'control.json'))).toBe(false)
  })

  it('of the media: the bridge does not start without its node', async () => {
    const socket = createSocket('udp4')
    socket.bind(Number(settings['BRIDGE_MEDIA_PORT']), '127.0.0.1')
    await once(socket, 'listening')
    await occupy(settings['BRIDGE_MEDIA_PORT'])
    const ended = await run({ BRIDGE_MEDIA_SPAWN_NODE: 'true' })
    socket.close()
    expectPlainEnd(ended, 3, 'cổng media đang bị chương trình khác dùng', 'media port is in use')
    expect(await isFree(settings['BRIDGE_PORT'])).toBe(true)
    expect(existsSync(join(data, 'run', 'control.json'))).toBe(false)
  })

  it('that may not be opened at all', async () => {
    const ended = await run({ BRIDGE_LISTEN_HOST: '192.0.2.1' })
    expectPlainEnd(ended, 3, 'Không mở được cổng', 'can not be opened')
  })
})

describe('A failed first start', { timeout: 60_000 }, () => {
  it('does not use up the first password: it is shown at the start that succeeds', async () => {
    await occupy(settings['BRIDGE_HTTP_PORT'])
    expect((await run()).exitCode).toBe(3)
    servers.splice(0).forEach((server) => server.close())
    const { exitCode, stdout } = await run()
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/first password \S{19}, shown this once/)
    expect((await run()).stdout).toMatch(/Bridge ready: \S+ \(console user admin\)/)
  })
})

describe('A database', { timeout: 60_000 }, () => {
  it('of a newer version is not touched', async () => {
    expect((await run()).exitCode).toBe(0)
    const file = join(data, 'bridge.sqlite')
    const newer = new DatabaseSync(file)
    newer.exec("insert into kysely_migration (name, timestamp) values ('9999_of_tomorrow', '2030-01-01')")
    newer.close()
    const before = readFileSync(file)
    expectPlainEnd(await run(), 3, 'thuộc phiên bản mới hơn', 'is from a newer version', '9999_of_tomorrow')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('that is damaged, or none', async () => {
    mkdirSync(data)
    writeFileSync(join(data, 'bridge.sqlite'), 'Biên bản '.repeat(1_000))
    expectPlainEnd(await run(), 3, 'bản sao lưu', 'backup')
  })

  it('whose log is damaged', async () => {
    expect((await run()).exitCode).toBe(0)
    const db = new DatabaseSync(join(data, 'bridge.sqlite'))
    db.exec('update events set data = \'{"title":\' where seq = 1')
    db.close()
    expectPlainEnd(await run(), 3, 'hỏng ở sự kiện 1', 'damaged at event 1')
  })

  it('that another server is using', async () => {
    const first = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
    try {
      const second = await runServer({ ...settings, BRIDGE_DATA: first.dataDirectory })
      settings['BRIDGE_DATA'] = 'nobody else’s'
      expectPlainEnd(second, 3, 'đang dùng cơ sở dữ liệu này', 'is using this database')
      expect((await fetch(new URL('/healthz', first.url))).status).toBe(200)
      expect(existsSync(join(first.dataDirectory, 'run', 'control.json'))).toBe(true)
    } finally {
      await first.stop()
    }
  })
})

describe('A server that was frozen', { timeout: 60_000 }, () => {
  it('and whose place another one has taken writes nothing more and ends, in plain words', async () => {
    const frozen = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
    try {
      const { serverPid } = frozen
      process.kill(serverPid, 'SIGSTOP')
      // Refused as long as the frozen one may still be alive.
      await eventually(async () => {
        const next = await runServer({ ...settings, BRIDGE_DATA: frozen.dataDirectory })
        expect(next.exitCode, next.stderr).toBe(0)
      }, 30_000)
      process.kill(serverPid, 'SIGCONT')
      await eventually(() => expect(existsSync(`/proc/${serverPid}`)).toBe(false))
      expect(frozen.logs()).toContain('Một máy chủ khác đã tiếp quản cơ sở dữ liệu này')
      expect(frozen.logs()).toContain('Another server has taken over this database')
    } finally {
      await frozen.stop()
    }
  })
})

describe('A data directory', { timeout: 60_000 }, () => {
  it('that is a file, or below one', async () => {
    writeFileSync(data, '')
    expectPlainEnd(await run(), 3, 'BRIDGE_DATA')
    expectPlainEnd(await run({ BRIDGE_DATA: join(data, 'below') }), 3, 'BRIDGE_DATA')
  })

  it('that may not be written', async () => {
    // Nobody makes directories there, not even root.
    expectPlainEnd(await run({ BRIDGE_DATA: '/sys/diem-cau' }), 3, 'Không có quyền ghi', 'may not be written')
  })

  it('with a damaged key', async () => {
    expect((await run()).exitCode).toBe(0)
    const [key = ''] = readdirSync(join(data, 'keys')).filter((name) => name === 'server.pem')
    writeFileSync(join(data, 'keys', key), 'not a key')
    expectPlainEnd(await run(), 3, 'Tệp khóa', 'key file')
  })
})

describe('A configuration', { timeout: 60_000 }, () => {
  function configured(text: string | Buffer): Record<string, string> {
    const file = join(folder.path, 'bridge.yaml')
    writeFileSync(file, text)
    return { BRIDGE_CONFIG: file }
  }

  it.each([
    ['a wrong value', 'floor:\n  maxOpenMicrophones: 40\n', /bridge\.yaml:2/],
    ['an unknown key', 'flor:\n  maxOpenMicrophones: 4\n', /bridge\.yaml:1/],
    ['half a file', 'listen:\n  host: "0.0.0.0\n', /bridge\.yaml:\d/],
    ['two faults at once', 'stage:\n  speakers: 9\nlanguage: fr\n', /bridge\.yaml:2[^]*bridge\.yaml:3/],
  ])('with %s names file, line and reason', async (_what, text, expected) => {
    expectPlainEnd(await run(configured(text)), 2, expected)
    expect(existsSync(data)).toBe(false)
  })

  it('in bytes that are no text', async () => {
    expectPlainEnd(await run(configured(Buffer.from([0x6c, 0xff, 0xfe, 0x0a]))), 2, /bridge\.yaml/)
  })

  it('by a variable that does not exist', async () => {
    expectPlainEnd(await run({ BRIDGE_PROT: '8443' }), 2, 'BRIDGE_PROT')
  })
})

describe('A directory of units', { timeout: 60_000 }, () => {
  function directory(text: string): Record<string, string> {
    const file = join(folder.path, 'units.yaml')
    writeFileSync(file, text)
    return { BRIDGE_DIRECTORY: file }
  }

  it('that is not there, empty, or half written', async () => {
    expectPlainEnd(await run({ BRIDGE_DIRECTORY: join(folder.path, 'none.yaml') }), 2, 'none.yaml')
    expectPlainEnd(await run(directory('')), 2, 'units.yaml')
    expectPlainEnd(await run(directory('name: { vi: Tỉnh')), 2, /units\.yaml:1/)
  })

  it('with faults in it names every one with its line, and nothing starts', async () => {
    const sample = readFileSync(
      new URL('../../config/directories/two-tier-sample.yaml', import.meta.url),
      'utf8',
    )
    const faulty = sample.replace(/(\n\s*- \{? ?id: )(\S+?)(,[^\n]*)(\n\s*- \{? ?id: )(\S+?),/, '$1$2$3$4$2,')
    expect(faulty).not.toBe(sample)
    expectPlainEnd(await run(directory(faulty)), 2, /units\.yaml:\d+/)
    expect(existsSync(data)).toBe(false)
  })
})
