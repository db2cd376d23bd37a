import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, endCluster, factsOf, type ClusterFacts } from './Cluster.ts'

/** Names the directory to the workers of a test run, which are its children. */
const VARIABLE = 'DIEM_CAU_TEST_POSTGRES'
const READY_MS = 90_000

/** For vitest's `globalSetup`: says where a cluster would be. The first test that needs it starts it. */
export default function provideCluster(): () => void {
  const directory = join(tmpdir(), `bridge-postgres-run-${process.pid}`)
  process.env[VARIABLE] ??= directory
  return () => endCluster(directory)
}

let known: ClusterFacts | null = null

/** The cluster of this test run; one for all workers. */
export async function sharedCluster(): Promise<ClusterFacts> {
  known ??= await findOrStart()
  return known
}

async function findOrStart(): Promise<ClusterFacts> {
  const directory = process.env[VARIABLE]
  if (directory === undefined) throw new Error(`${VARIABLE} is not set: vitest's globalSetup has not run`)
  const portFile = join(directory, 'port')
  if (isFirst(directory)) {
    const ownerPid = Number(directory.slice(directory.lastIndexOf('-') + 1))
    const cluster = await Cluster.start({ directory, ownerPid })
    writeFileSync(`${portFile}.new`, String(cluster.facts.port))
    renameSync(`${portFile}.new`, portFile)
  }
  const deadline = performance.now() + READY_MS
  while (!existsSync(portFile)) {
    if (performance.now() > deadline) throw new Error('another worker has not started PostgreSQL')
    await new Promise((again) => setTimeout(again, 50))
  }
  return factsOf(Number(readFileSync(portFile, 'utf8')))
}

function isFirst(directory: string): boolean {
  try {
    mkdirSync(directory)
    return true
  } catch {
    return false
  }
}
