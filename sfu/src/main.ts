import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { EXIT_CODES, FatalError } from './process/FatalError.ts'
import { HELP } from './process/help.ts'
import { createLogger } from './process/logger.ts'
import { readConfig, type NodeConfig } from './process/NodeConfig.ts'
import { loadOrMakeKey, publicKeyText } from './process/NodeKey.ts'
import { NodeProcess } from './NodeProcess.ts'

/** The media node as a process: `node sfu/src/main.ts --config FILE.json`. */
async function main(): Promise<void> {
  const options = parseCommandLine()
  if (options.help === true) return console.log(HELP)
  const config = loadConfig(options.config)
  if (options['print-public-key'] === true) return console.log(publicKeyText(loadOrMakeKey(config.keyFile)))
  await run(config)
}

function parseCommandLine() {
  try {
    const { values } = parseArgs({
      options: {
        config: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        'print-public-key': { type: 'boolean' },
      },
    })
    return values
  } catch (error) {
    throw badConfiguration(error)
  }
}

function loadConfig(file: string | undefined): NodeConfig {
  if (file === undefined) return readConfig(null, process.env)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw badConfiguration(error)
  }
  return readConfig({ name: file, text }, process.env)
}

async function run(config: NodeConfig): Promise<void> {
  const log = createLogger(config)
  let stopping = false
  const stop = (error: FatalError | null, node: NodeProcess) => {
    if (stopping) return
    stopping = true
    log.info({ reason: error?.reason ?? 'stopped' }, error?.en ?? 'media node stopped')
    node.close()
    exit(error)
  }
  const node = await NodeProcess.start(config, log, (error) => stop(error, node))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(null, node))
  // The terminal or service that started it may go; the meeting does not.
  process.on('SIGHUP', () => {})
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'media node crashed')
    stop(crashed(error), node)
  })
}

function badConfiguration(cause: unknown): FatalError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new FatalError('badConfiguration', {
    vi: `Không đọc được cấu hình nút media: ${why}.`,
    en: `The media node's configuration cannot be read: ${why}.`,
  })
}

function crashed(cause: unknown): FatalError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new FatalError(
    'crashed',
    {
      vi: `Nút media dừng vì lỗi bên trong: ${why}.`,
      en: `The media node ended by an internal error: ${why}.`,
    },
    cause,
  )
}

function exit(error: FatalError | null): void {
  if (error !== null) process.stderr.write(`${error.line}\n`)
  process.exit(error?.exitCode ?? EXIT_CODES.stopped)
}

// Nobody may read what the node writes any more: it goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

main().catch((error: unknown) => exit(error instanceof FatalError ? error : crashed(error)))
