/** `npm run bench -- directory`: the units of a whole country imported, searched and shown. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logInOffice } from '../support/directory/logins.ts'
import { startBridge } from '../support/startBridge.ts'
import { measureInBrowser } from './directory/browser.ts'
import { theCountry, theSeed } from './directory/country.ts'
import { HELP, readOptions, UsageError, type DirectoryBenchOptions } from './directory/options.ts'
import { passed, tableOf, type DirectoryReport } from './directory/report.ts'
import { measureServer, measureUndo } from './directory/server.ts'
import { waitForCalm } from './floor/calm.ts'

const progress = (text: string): void => void process.stderr.write(`${text}\n`)

async function bench({ searches, json, now }: DirectoryBenchOptions): Promise<number> {
  if (!now) await waitForCalm(progress)
  const folder = mkdtempSync(join(tmpdir(), 'bridge-bench-'))
  const seed = join(folder, 'country.yaml')
  writeFileSync(seed, theSeed())
  const bridge = await startBridge({
    env: { BRIDGE_DIRECTORY: seed, BRIDGE_MEDIA_SPAWN_NODE: 'false' },
    workers: 1,
  })
  try {
    const client = await logInOffice(bridge)
    const figures = await measureServer(bridge, client, { records: theCountry(), searches, progress })
    const shown = await measureInBrowser(bridge, {
      userName: 'admin',
      password: bridge.login?.password ?? '',
    })
    const undone = await measureUndo(bridge, client)
    const report: DirectoryReport = { name: 'directory', ...figures, ...shown, ...undone }
    process.stdout.write(`${json ? JSON.stringify(report) : tableOf(report)}\n`)
    return passed(report) ? 0 : 1
  } finally {
    await bridge.stop()
    rmSync(folder, { recursive: true, force: true })
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
