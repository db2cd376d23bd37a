import { randomUUID } from 'node:crypto'
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
