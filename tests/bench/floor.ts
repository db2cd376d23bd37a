/** `npm run bench -- floor`: how long a change of floor takes until every site sees and hears it, and what it costs them. */
import { startBridge } from '../support/startBridge.ts'
import '../support/wrtcGlobals.ts'
import { waitForCalm } from './floor/calm.ts'
import { measureLipSync } from './floor/lipSync.ts'
import { measure } from './floor/measure.ts'
import { HELP, readOptions, UsageError, type FloorBenchOptions } from './floor/options.ts'
import { passed, reportOf, tableOf } from './floor/report.ts'
import { Stand } from './floor/Stand.ts'

const progress = (text: string): void => void process.stderr.write(`${text}\n`)

async function bench(options: FloorBenchOptions): Promise<number> {
  if (options.codec === 'h264') {
    process.stderr.write('libwebrtc cho Node không có H264. · libwebrtc for Node has no H264.\n')
    return 2
  }
  if (!options.now) await waitForCalm(progress)
  const bridge = await startBridge()
  try {
    const stand = await Stand.build({ bridge, progress, ...options })
    try {
      const measured = await measure(stand, options.switches, progress)
      const report = reportOf(measured, await measureLipSync(stand, progress), options.receivers)
      process.stdout.write(`${options.json ? JSON.stringify(report) : tableOf(report)}\n`)
      return passed(report) ? 0 : 1
    } finally {
      await stand.close()
    }
  } finally {
    await bridge.stop()
  }
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args)
    if (options !== null) return await bench(options)
    process.stdout.write(HELP)
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof UsageError ? 2 : 1
  }
}

// A broken-off run ends by `process.exit` as well, so that the bridge goes with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
process.exit(await main(process.argv.slice(2)))
