/**
 * `npm run bench -- core`: how many commands a second a session of 218 rooms takes, each checked, allowed, decided,
 * folded and synced to disk (SQLite, `synchronous=FULL`) before it is answered; and how long the fold of a long
 * session takes when the server starts again. Sockets and browsers are left out: see the benches `ring` and `floor`.
 */
import { parseArgs } from 'node:util'
import { measureCommands } from './core/measureCommands.ts'
import { measureFold } from './core/measureFold.ts'
import { Stand } from './core/Stand.ts'
import { waitForCalm } from './floor/calm.ts'
import { percentile } from './floor/statistics.ts'

const TARGETS = { commandsPerSecond: 3_000, p99Ms: 20, foldMs: 1_000 }
const HELP = `npm run bench -- core [--actors N] [--seconds N] [--events N] [--now] [--json]

  --actors N    số người ra lệnh cùng lúc · who command at once, each after the answer (32)
  --seconds N   thời gian đo · how long is measured (5)
  --events N    số sự kiện của phiên họp dài · events of the long session (100000)
  --now         không chờ máy rảnh · without waiting for a calm machine
  --json        dòng cuối là kết quả JSON · the last line is the result as JSON
Exit code 1 under ${TARGETS.commandsPerSecond} commands a second, over ${TARGETS.p99Ms} ms at the 99th percentile, or over ${TARGETS.foldMs} ms for the fold.
`

interface Options {
  actors: number
  seconds: number
  events: number
  json: boolean
  /** Without waiting for a calm machine. */
  now: boolean
}

async function measure({ actors, seconds, events, now }: Options) {
  if (!now) await waitForCalm((text) => process.stderr.write(`${text}\n`))
  const fold = measureFold(events)
  const stand = await Stand.open()
  try {
    // The first second is the compiler's.
    await measureCommands(stand, { actors, seconds: 1 })
    const cpuBefore = process.cpuUsage()
    const measured = await measureCommands(stand, { actors, seconds })
    const { user, system } = process.cpuUsage(cpuBefore)
    const { commands, refused, latenciesMs } = measured
    return {
      name: 'core',
      commandsPerSecond: Math.round(commands / measured.seconds),
      p50Ms: percentile(latenciesMs, 0.5) ?? 0,
      p99Ms: percentile(latenciesMs, 0.99) ?? 0,
      foldMs: Math.round(fold.foldMs),
      foldEvents: fold.foldEvents,
      /** Of processor time: what a busy machine does not change much. */
      cpuMicrosPerCommand: Math.round((user + system) / commands),
      commands,
      refused,
      actors,
    }
  } finally {
    await stand.close()
  }
}

type Report = Awaited<ReturnType<typeof measure>>

function tableOf(report: Report): string {
  return [
    `lệnh · commands           ${report.commandsPerSecond}/s, ${report.actors} người · actors`,
    `tới khi ghi xong · synced p50 ${report.p50Ms} ms, p99 ${report.p99Ms} ms`,
    `dựng lại · fold           ${report.foldEvents} sự kiện · events, ${report.foldMs} ms`,
  ].join('\n')
}

function isGood(report: Report): boolean {
  return (
    report.refused === 0 &&
    report.commandsPerSecond >= TARGETS.commandsPerSecond &&
    report.p99Ms < TARGETS.p99Ms &&
    report.foldMs < TARGETS.foldMs
  )
}

function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      actors: { type: 'string', default: '32' },
      seconds: { type: 'string', default: '5' },
      events: { type: 'string', default: '100000' },
      now: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const numbers = [values.actors, values.seconds, values.events].map(Number)
  if (values.help || !numbers.every((value) => Number.isInteger(value) && value > 0)) return null
  const [actors = 0, seconds = 0, events = 0] = numbers
  return { actors, seconds, events, json: values.json, now: values.now }
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === null) {
    process.stdout.write(HELP)
    return args.includes('--help') ? 0 : 2
  }
  const report = await measure(options)
  process.stdout.write(`${options.json ? JSON.stringify(report) : tableOf(report)}\n`)
  return isGood(report) ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
