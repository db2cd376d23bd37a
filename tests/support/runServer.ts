import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freeMediaPorts, freeTcpPort } from './freePorts.ts'
import { endProcessesWith } from './ownProcesses.ts'

const CHECKOUT = resolve(fileURLToPath(new URL('../..', import.meta.url)))
const PATIENCE_MS = 40_000

export interface ServerRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The settings of a server of its own: loopback, free ports, no media node unless asked for, and a data directory. */
export async function serverSettings(dataDirectory: string): Promise<Record<string, string>> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('BRIDGE_'),
  )
  return {
    ...Object.fromEntries(kept),
    BRIDGE_DATA: dataDirectory,
    BRIDGE_PORT: String(await freeTcpPort()),
    BRIDGE_HTTP_PORT: String(await freeTcpPort()),
    BRIDGE_MEDIA_PORT: String(await freeMediaPorts(1)),
    BRIDGE_MEDIA_WORKERS: '1',
    BRIDGE_LISTEN_HOST: '127.0.0.1',
    BRIDGE_MEDIA_LISTEN_ADDRESS: '127.0.0.1',
    BRIDGE_MEDIA_SPAWN_NODE: 'false',
  }
}

/** A new empty directory, and how to be rid of it and of whatever still runs on it. */
export function temporaryDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'bridge-run-'))
  return {
    path,
    remove: () => {
      endProcessesWith('BRIDGE_DATA', path)
      rmSync(path, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Runs the server until it ends by itself. One that gets ready instead, or never ends, is ended and said to be so. */
export async function runServer(env: Readonly<Record<string, string>>): Promise<ServerRun> {
  const child = spawn(process.execPath, [join(CHECKOUT, 'server/src/main.ts')], {
    cwd: CHECKOUT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    if (stdout.includes('Bridge ready')) child.kill('SIGTERM')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  await once(child, 'close')
  clearTimeout(patience)
  return { exitCode: child.exitCode, stdout, stderr }
}
