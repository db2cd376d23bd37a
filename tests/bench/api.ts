/**
 * `npm run bench -- api`: how many calls of the programming interface a bridge answers, on each database. Measured are
 * real HTTP connections to a bridge of its own with a year of sessions; login, policy and audit trail included.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Cluster, endCluster } from '../support/postgres/Cluster.ts'
import { createDatabase } from '../support/postgres/databases.ts'
import { startBridge } from '../support/startBridge.ts'
import { measureApi, type ApiFigures, type ApiOptions } from './api/measure.ts'

const HELP = `npm run bench -- api [--sessions N] [--clients N] [--seconds N] [--json]

  --sessions N   phiên họp trong năm · sessions of the year (1200)
  --clients N    kết nối cùng lúc · connections at once (8)
  --seconds N    thời gian đo mỗi loại lệnh · seconds for each kind of calls (5)
  --json         dòng cuối là kết quả JSON · the last line is the result as JSON
Exit code 1 when a call was not answered as it should be.
`

const progress = (text: string): void => void process.stderr.write(`${text}\n`)

/** One person makes all calls: the limit of calls a minute is not what is measured. */
function settings(folder: string): Record<string, string> {
  const path = join(folder, 'bridge.yaml')
  writeFileSync(path, 'limits:\n  callsPerMinute: 1000000\n')
  return { BRIDGE_CONFIG: path, BRIDGE_MEDIA_SPAWN_NODE: 'false' }
}

async function on(name: string, env: Record<string, string>, options: ApiOptions) {
  progress(name)
  const bridge = await startBridge({ env, workers: 1 })
  try {
    return await measureApi(bridge, options, progress)
  } finally {
    await bridge.stop()
  }
}

async function onPostgres(folder: string, options: ApiOptions) {
  // Not in our own folder: PostgreSQL runs as a user of its own, who may not look into that.
  const directory = join(tmpdir(), `bridge-bench-postgres-${process.pid}`)
  mkdirSync(directory)
  const cluster = await Cluster.start({ directory, ownerPid: process.pid })
  try {
    const database = await createDatabase(cluster.facts)
    return await on('PostgreSQL', { ...settings(folder), BRIDGE_DATABASE: database.url }, options)
  } finally {
    endCluster(directory)
  }
}

function tableOf(name: string, { listPerSecond, readPerSecond, writePerSecond, p99Ms }: ApiFigures): string {
  const rates = `liệt kê · lists ${listPerSecond}/s, đọc · reads ${readPerSecond}/s, sửa · changes ${writePerSecond}/s`
  return `${name.padEnd(12)} ${rates}, p99 ${p99Ms} ms`
}

async function bench(options: ApiOptions, json: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bridge-bench-api-'))
  try {
    const sqlite = await on('SQLite', settings(folder), options)
    const postgres = await onPostgres(folder, options)
    const errors = sqlite.errors + postgres.errors
    const report = { name: 'api', errors, sqlite: sqlite.figures, postgres: postgres.figures }
    const table = [tableOf('SQLite', sqlite.figures), tableOf('PostgreSQL', postgres.figures)].join('\n')
    process.stdout.write(`${json ? JSON.stringify(report) : `${table}\nlỗi · errors  ${errors}`}\n`)
    return errors === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sessions: { type: 'string', default: '1200' },
        clients: { type: 'string', default: '8' },
        seconds: { type: 'string', default: '5' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      process.stdout.write(HELP)
      return 0
    }
    const numbers = [values.sessions, values.clients, values.seconds].map(Number)
    const [sessions = 0, clients = 0, seconds = 0] = numbers
    if (numbers.some((number) => !Number.isInteger(number) || number < 1 || number > 100_000)) {
      process.stderr.write(HELP)
      return 2
    }
    return await bench({ sessions, clients, seconds }, values.json)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

// A broken-off run ends by `process.exit` as well, so that the bridge goes with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
process.exit(await main(process.argv.slice(2)))
