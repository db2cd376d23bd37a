import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setLogEventListeners } from 'mediasoup'
import { destination, pino, type Logger } from 'pino'
import type { NodeConfig } from './NodeConfig.ts'

/** JSON lines, one a lifecycle transition at `info`; never a person's name or a site's address. */
export function createLogger(config: Pick<NodeConfig, 'logLevel' | 'logFile' | 'nodeId'>): Logger {
  if (config.logFile !== undefined) mkdirSync(dirname(config.logFile), { recursive: true })
  const stream = destination({ dest: config.logFile ?? 1, sync: true })
  // A child outlives the server that read its output: a closed pipe must not end it.
  stream.on('error', () => {})
  const log = pino({ level: config.logLevel, base: { nodeId: config.nodeId } }, stream)
  setLogEventListeners({
    onwarn: (namespace, line) => log[isHangUp(line) ? 'debug' : 'warn']({ namespace }, line),
    onerror: (namespace, line, error) =>
      log[isHangUp(line) ? 'debug' : 'error']({ namespace, ...(error ? { err: error } : {}) }, line),
  })
  return log
}

/** A peer that hangs up takes its consumers with it; what was on its way to one of them finds nobody, as it should. */
function isHangUp(line: string): boolean {
  return (
    /not found/.test(line) &&
    /method:(consumer|transport\.closeConsumer|CONSUMER_|TRANSPORT_CLOSE_CONSUMER)/.test(line)
  )
}
