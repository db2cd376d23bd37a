import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import type { BridgeConfig } from './adapters/config/index.ts'

/** Lines that wait in memory while the disk is full; what comes beyond is lost. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024

/**
 * Everything goes to a file in the data directory; what somebody must act on also to the terminal. A full disk costs
 * lines of the log, never the meeting.
 * @throws {NodeJS.ErrnoException} when the data directory can't be written
 */
export function makeLogger({ data, log: { level } }: BridgeConfig): Logger {
  mkdirSync(data.directory, { recursive: true, mode: 0o700 })
  const descriptor = openSync(join(data.directory, 'bridge.log'), 'a', 0o600)
  const file = pino.destination({ dest: descriptor, sync: true, maxLength: MAX_WAITING_BYTES })
  file.on('error', () => {})
  return pino(
    { level },
    pino.multistream([
      { level, stream: file },
      { level: 'error', stream: process.stderr },
    ]),
  )
}
