import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { Cluster, endCluster, runIn, factsOf } from '../support/postgres/Cluster.ts'

const CLUSTER = join(import.meta.dirname, '../support/postgres/Cluster.ts')

describe('A temporary PostgreSQL server', { timeout: 60_000 }, () => {
  it('is gone with its directory when it is stopped; twice is harmless', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'bridge-postgres-'))
    const cluster = await Cluster.start({ directory })
    expect(await runIn(cluster.facts, 'postgres', 'select 1 as n')).toEqual([{ n: 1 }])
    cluster.stop()
    cluster.stop()
    await expect(runIn(cluster.facts, 'postgres', 'select 1')).rejects.toThrow()
    await eventually(() => expect(existsSync(directory)).toBe(false))
  })

  it('ends when the process that started it is killed', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'bridge-postgres-'))
    const program = `
      const { Cluster } = await import(${JSON.stringify(CLUSTER)})
      const { facts } = await Cluster.start({ directory: ${JSON.stringify(directory)} })
      console.log(facts.port)
      setInterval(() => {}, 1_000)`
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const [line] = (await once(owner.stdout, 'data')) as [Buffer]
      const facts = factsOf(Number(line.toString()))
      await runIn(facts, 'postgres', 'select 1')
      owner.kill('SIGKILL')
      await eventually(() => expect(existsSync(directory)).toBe(false), 20_000)
      await expect(runIn(facts, 'postgres', 'select 1')).rejects.toThrow()
    } finally {
      owner.kill('SIGKILL')
      endCluster(directory)
    }
  })
})
