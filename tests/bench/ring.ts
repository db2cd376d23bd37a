/**
 * `npm run bench -- ring`: how long it takes from the press of the button until every called site rings. Measured are
 * real sockets and a real log on disk: from the request's first byte until the site's page has what it shows and
 * sounds. What the browser then takes to draw it and to begin the sound is not in it.
 */
import { parseArgs } from 'node:util'
import { startBridge } from '../support/startBridge.ts'
import { percentile } from './floor/statistics.ts'
import { measureRing, type MeasuredRing } from './ring/measure.ts'

const TARGET_P95_MS = 2_000
const MOST_SITES = 218
const HELP = `npm run bench -- ring [--sites N] [--json]

  --sites N   sites that are called, 1 to ${MOST_SITES} (default 20)
  --json      one line of JSON
Exit code 1 when a site did not ring, or the 95th percentile is over ${TARGET_P95_MS} ms.
`

function reportOf({ sites, ringMs, acceptedMs, answerMs }: MeasuredRing) {
  return {
    name: 'ring',
    sites,
    rang: ringMs.length,
    p50Ms: percentile(ringMs, 0.5),
    p95Ms: percentile(ringMs, 0.95),
    acceptedMs: Math.round(acceptedMs),
    answered: answerMs.length,
    answerP95Ms: percentile(answerMs, 0.95),
  } as const
}

function tableOf(report: ReturnType<typeof reportOf>): string {
  return [
    `đổ chuông · rang                ${report.rang}/${report.sites}`,
    `lệnh → chuông · call → ring     p50 ${report.p50Ms} ms, p95 ${report.p95Ms} ms`,
    `trả lời → bàn · answer → desk   p95 ${report.answerP95Ms} ms`,
  ].join('\n')
}

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { sites: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  const sites = Number(values.sites ?? 20)
  if (values.help === true || !Number.isInteger(sites) || sites < 1 || sites > MOST_SITES) {
    process.stdout.write(HELP)
    return values.help === true ? 0 : 2
  }
  const bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  try {
    const measured = await measureRing(bridge, sites, (text) => process.stderr.write(`${text}\n`))
    const report = reportOf(measured)
    process.stdout.write(`${values.json === true ? JSON.stringify(report) : tableOf(report)}\n`)
    return report.rang === sites && (report.p95Ms ?? Infinity) < TARGET_P95_MS ? 0 : 1
  } finally {
    await bridge.stop()
  }
}

// A broken-off run ends by `process.exit` as well, so that the bridge goes with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
process.exit(await main(process.argv.slice(2)))
