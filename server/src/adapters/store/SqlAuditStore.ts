import type { ExpressionBuilder } from 'kysely'
import type { AuditQuery, AuditRecord, AuditStore } from '../../app/AuditTrail.ts'
import { isOneOf } from './isOneOf.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

/** The audit trail. There is no way in here to change a line or to take one away. */
export class SqlAuditStore implements AuditStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async last(): Promise<{ seq: number; hash: string } | null> {
    const row = await this.#store
      .selectFrom('audit')
      .select(['seq', 'hash'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ?? null
  }

  async append(records: readonly (AuditRecord & { search: string })[]): Promise<void> {
    await storing(() => this.#store.insertInto('audit').values(records.map(rowOf)).execute())
  }

  async page(query: AuditQuery, before: number | null, limit: number): Promise<AuditRecord[]> {
    const rows = await this.#matching(query)
      .selectAll()
      .$if(before !== null, (page) => page.where('seq', '<', before ?? 0))
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toRecord)
  }

  async count(query: AuditQuery): Promise<number> {
    const row = await this.#matching(query)
      .select((build) => build.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return row.n
  }

  async from(seq: number, limit: number): Promise<AuditRecord[]> {
    const rows = await this.#store
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>=', seq)
      .orderBy('seq')
      .limit(limit)
      .execute()
    return rows.map(toRecord)
  }

  #matching(query: AuditQuery) {
    return this.#store.selectFrom('audit').where((build) => build.and(conditions(build, query, this.#store)))
  }
}

function conditions(build: ExpressionBuilder<Tables, 'audit'>, query: AuditQuery, store: Store) {
  const { units, from, to, text, actor, action, subject, outcome } = query
  return [
    ...(units === null ? [] : [isOneOf(store, build.ref('unit_id'), units)]),
    ...(from === null ? [] : [build('at', '>=', from)]),
    ...(to === null ? [] : [build('at', '<', to)]),
    ...(actor === null ? [] : [build('actor', '=', actor)]),
    ...(action === null ? [] : [build('action', '=', action)]),
    ...(subject === null ? [] : [build('subject', '=', subject)]),
    ...(outcome === null ? [] : [build('outcome', '=', outcome)]),
    // Folded text has no sign that `like` takes for another.
    ...text
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => build('search', 'like', `%${word}%`)),
  ]
}

function rowOf(record: AuditRecord & { search: string }): Tables['audit'] {
  return {
    seq: record.seq,
    at: record.at,
    actor: record.actor,
    actor_name: record.actorName,
    address: record.address,
    action: record.action,
    outcome: record.outcome,
    code: record.code,
    unit_id: record.unitId,
    unit_name: record.unitName,
    subject: record.subject,
    subject_name: record.subjectName,
    details: JSON.stringify(record.details),
    search: record.search,
    hash: record.hash,
  }
}

function toRecord(row: Tables['audit']): AuditRecord {
  const details: unknown = JSON.parse(row.details)
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    actorName: row.actor_name,
    address: row.address,
    action: row.action,
    outcome: row.outcome,
    code: row.code,
    unitId: row.unit_id,
    unitName: row.unit_name,
    subject: row.subject,
    subjectName: row.subject_name,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from an object, by `rowOf` alone
    details: details as Record<string, unknown>,
    hash: row.hash,
  }
}
