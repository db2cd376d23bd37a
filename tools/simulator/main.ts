/** `npm run simulate`: synthetic sites in a meeting of a running bridge. */
import { Narrator } from './Narrator.ts'
import { HELP, readOptions, type SimulatorOptions } from './plan/options.ts'
import { simulate } from './simulate.ts'
import { SimulatorError } from './SimulatorError.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function run(options: SimulatorOptions): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  const narrator = new Narrator({ json: options.json, print, now: Date.now })
  await simulate({ options, env: process.env, narrator, stopped: stop.signal, now: Date.now })
  return 0
}

/** Prints why it failed, in both languages. */
function explain(error: unknown): number {
  if (!(error instanceof SimulatorError)) throw error
  process.stderr.write(`[${error.code}] ${error.vi}\n  ${error.en}\n`)
  return error.code === 'usage' ? 2 : 1
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args)
    if (options !== null) return await run(options)
    process.stdout.write(HELP)
    return 0
  } catch (error) {
    return explain(error)
  }
}

// libwebrtc's threads would keep the process alive.
process.exit(await main(process.argv.slice(2)))
