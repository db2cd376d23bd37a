import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { BridgeError } from '@diem-cau/protocol'
import type { Logger } from '../../app/ports.ts'

const PATIENCE_MS = 120_000
const INFECTED = 1

/**
 * Has a virus scanner look at a file: exit code 0 says clean, 1 infected, as clamscan and clamdscan do.
 * @throws {BridgeError} `document_infected`; `scan_failed` when it can't say: what is not known to be clean is not taken
 */
export async function scan(command: string, path: string, log: Logger): Promise<void> {
  const child = spawn(command, [path], { stdio: 'ignore', timeout: PATIENCE_MS, killSignal: 'SIGKILL' })
  let exitCode: unknown = null
  try {
    ;[exitCode] = await once(child, 'exit')
  } catch (error) {
    log.error({ err: error, command }, 'The virus scanner can not be run')
    throw new BridgeError('scan_failed', {}, { cause: error })
  }
  if (exitCode === 0) return
  if (exitCode === INFECTED) throw new BridgeError('document_infected')
  log.error({ command, exitCode }, 'The virus scanner has failed')
  throw new BridgeError('scan_failed')
}
