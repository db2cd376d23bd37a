import { BridgeError, type Recurrence, type SeriesId, type SessionBody } from '@diem-cau/protocol'
import type { SeriesStore, StoredSeries } from '../../app/planning/ports.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'

/** Series of sessions; they are written together with their sessions. */
export class SqlSeriesStore implements SeriesStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async find(seriesId: SeriesId): Promise<StoredSeries | null> {
    const row = await this.#store
      .selectFrom('series')
      .selectAll()
      .where('series_id', '=', seriesId)
      .executeTakeFirst()
    return row === undefined ? null : toSeries(row)
  }

  async open(): Promise<StoredSeries[]> {
    const rows = await this.#store
      .selectFrom('series')
      .selectAll()
      .where('ended_after', 'is', null)
      .orderBy('series_id')
      .execute()
    return rows.map(toSeries)
  }
}

/**
 * @param before the version that was changed; null for a new one
 * @throws {BridgeError} `changed_meanwhile`
 */
export async function writeSeries(trx: Store, series: StoredSeries, before: number | null): Promise<void> {
  if (before === null) {
    await trx
      .insertInto('series')
      .values({ series_id: series.seriesId, ...toRow(series) })
      .execute()
    return
  }
  const { numUpdatedRows } = await trx
    .updateTable('series')
    .set(toRow(series))
    .where('series_id', '=', series.seriesId)
    .where('version', '=', before)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new BridgeError('changed_meanwhile')
}

function toRow(series: StoredSeries): Omit<Tables['series'], 'series_id'> {
  return {
    version: series.version,
    title: series.body.title,
    host_unit_id: series.body.hostUnitId,
    recurrence: JSON.stringify(series.recurrence),
    body: JSON.stringify(series.body),
    made_until: series.madeUntil,
    ended_after: series.endedAfter,
    updated_by_name: series.updatedByName,
  }
}

/* What is read back was written here, from what had passed its schema. */
function toSeries(row: Tables['series']): StoredSeries {
  return {
    seriesId: row.series_id,
    version: row.version,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written here
    recurrence: JSON.parse(row.recurrence) as Recurrence,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written here
    body: JSON.parse(row.body) as SessionBody,
    madeUntil: row.made_until,
    endedAfter: row.ended_after,
    updatedByName: row.updated_by_name,
  }
}
