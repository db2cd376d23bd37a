import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { freeTcpPort } from '../freePorts.ts'
import { postgresBinaries } from './binaries.ts'

const READY_MS = 60_000
const ADMIN = 'diem_cau'
/** With signs that an address must escape. */
const PASSWORD = 'only for tests: ảạ%/?'

/** Where a running cluster is. Plain data, so that one process can start it and others use it. */
export interface ClusterFacts {
  readonly port: number
  readonly password: string
}

/**
 * A temporary PostgreSQL server: in a directory of its own, on a free port of the loopback, with a password, and without
 * care for power cuts. It owns its processes: they end with `stop()`, and also when the process that started it, or the
 * one named by `ownerPid`, is no more.
 */
export class Cluster {
  readonly facts: ClusterFacts
  readonly #directory: string

  private constructor(directory: string, facts: ClusterFacts) {
    this.#directory = directory
    this.facts = facts
  }

  static async start({
    directory = mkdtempSync(join(tmpdir(), 'bridge-postgres-')),
    ownerPid = process.pid,
  } = {}): Promise<Cluster> {
    const facts = factsOf(await freeTcpPort())
    try {
      prepare(directory, facts.password)
      guard(directory, ownerPid)
      launch(directory, facts.port)
      const cluster = new Cluster(directory, facts)
      await untilReady(cluster)
      return cluster
    } catch (error) {
      endCluster(directory)
      throw error
    }
  }

  /** Twice is harmless. */
  stop(): void {
    endCluster(this.#directory)
  }

  /** What the server has said, for a test that fails. */
  get log(): string {
    return readFileSync(join(this.#directory, 'log'), 'utf8')
  }
}

/** What is known of a cluster by its port. */
export function factsOf(port: number): ClusterFacts {
  return { port, password: PASSWORD }
}

/** The address of a database in a cluster, with the password in it. */
export function urlOf({ port, password }: ClusterFacts, database: string): string {
  return `postgres://${ADMIN}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/** Runs one statement in a database of the cluster, as its owner. */
export async function runIn(facts: ClusterFacts, database: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: urlOf(facts, database) })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return rows
  } finally {
    await client.end()
  }
}

/** Ends the server of a directory, by its pid, and removes everything. */
export function endCluster(directory: string): void {
  const pid = pidOf(directory)
  // Of SIGQUIT PostgreSQL ends at once, with all of its processes.
  if (pid !== null) signal(pid, 'SIGQUIT')
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}

function pidOf(directory: string): number | null {
  try {
    return Number(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended already.
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function asServer(program: string, args: readonly string[]): [string, string[]] {
  const file = join(postgresBinaries(), program)
  if (process.getuid?.() !== 0) return [file, [...args]]
  return ['runuser', ['-u', 'postgres', '--', file, ...args]]
}

function prepare(directory: string, password: string): void {
  mkdirSync(directory, { recursive: true })
  const passwordFile = join(directory, 'password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  giveToServer(directory)
  giveToServer(passwordFile)
  // A language of its own: tests see what depends on the order of a language where it should not.
  const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=vi-VN', '--encoding=UTF8']
  const access = ['-U', ADMIN, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const where = ['-D', join(directory, 'data'), '--no-sync', '--no-instructions']
  const [command, args] = asServer('initdb', [...where, ...access, ...locale])
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: '/', encoding: 'utf8' })
  if (status !== 0) throw new Error(`initdb: ${error?.message ?? ''}${stdout}${stderr}`)
}

function giveToServer(path: string): void {
  if (process.getuid?.() !== 0) return
  chownSync(path, idOfServer('-u'), idOfServer('-g'))
}

function idOfServer(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
}

function launch(directory: string, port: number): void {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
    max_connections: 300,
    shared_buffers: '32MB',
    fsync: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
  }
  const [command, args] = asServer('postgres', [
    '-D',
    join(directory, 'data'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const shell = ['-c', 'exec "$@" >"$0/log" 2>&1', directory, command, ...args]
  spawn('sh', shell, { cwd: '/', stdio: 'ignore', detached: true }).unref()
}

/** A process that watches the owner: however a test run ends, its server ends too. */
function guard(directory: string, ownerPid: number): void {
  const script = `
    while kill -0 "$2" 2>/dev/null && [ -d "$1" ]; do sleep 1; done
    [ -f "$1/data/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")" 2>/dev/null
    sleep 1; rm -rf "$1"`
  spawn('sh', ['-c', script, 'guard', directory, String(ownerPid)], {
    cwd: '/',
    stdio: 'ignore',
    detached: true,
  }).unref()
}

async function untilReady(cluster: Cluster): Promise<void> {
  const deadline = performance.now() + READY_MS
  for (;;) {
    try {
      await runIn(cluster.facts, 'postgres', 'select 1')
      return
    } catch (error) {
      if (performance.now() > deadline)
        throw new Error(`PostgreSQL does not start:\n${cluster.log}`, { cause: error })
      await new Promise((again) => setTimeout(again, 50))
    }
  }
}
