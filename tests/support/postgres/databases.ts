import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { runIn, urlOf, type ClusterFacts } from './Cluster.ts'

/** A new empty database in a cluster, and how to be rid of it and of whoever is still connected. */
export async function createDatabase(
  facts: ClusterFacts,
  options = '',
): Promise<{ name: string; url: string; remove: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runIn(facts, 'postgres', `create database ${name} ${options}`)
  return {
    name,
    url: urlOf(facts, name),
    remove: async () => {
      await runIn(facts, 'postgres', `drop database if exists ${name} with (force)`)
    },
  }
}

/** Any number: workers that want the same template wait for each other. */
const TEMPLATE_LOCK = 7_301

/** Makes a database to be copied, once for all workers. @param fill given its address, and to be disconnected afterwards */
export async function prepareTemplate(
  facts: ClusterFacts,
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: urlOf(facts, 'postgres') })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rows.length > 0) return
    const making = `${name}_${randomUUID().slice(0, 8)}`
    await client.query(`create database ${making}`)
    await fill(urlOf(facts, making))
    await client.query(`alter database ${making} rename to ${name}`)
  } finally {
    await client.end()
  }
}
