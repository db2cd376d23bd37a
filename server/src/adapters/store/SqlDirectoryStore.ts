import { setImmediate } from 'node:timers/promises'
import type { DirectoryEdit, Group, PreviewCounts, SiteRecord, TierSet, UnitRecord } from '@diem-cau/protocol'
import type { DirectoryStore, NewChange, StoredChange, StoredDirectory } from '../../app/directory/ports.ts'
import {
  flat,
  historyOf,
  keyOf,
  placeOfEdit,
  trustRecords,
  type DirectoryHistory,
  type EditPair,
} from '../../core/directory/index.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

type RecordRow = Tables['directory_records']
type EditRow = Tables['directory_edits']

/** Rows in one statement: few enough that writing them takes a few milliseconds, and other work has its turn. */
const ROWS_PER_STATEMENT = 100

/** The directory in a relational database: its records as they are, and every change with what takes it back. */
export class SqlDirectoryStore implements DirectoryStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async load(): Promise<StoredDirectory | null> {
    const head = await this.#store.selectFrom('directory_head').selectAll().executeTakeFirst()
    if (head === undefined) return null
    const rows = await this.#store
      .selectFrom('directory_records')
      .selectAll()
      .where('data', 'is not', null)
      .execute()
    const byKind = Map.groupBy(rows, ({ what }) => what)
    const history = historyOf({
      name: { vi: head.name_vi, en: head.name_en },
      synthetic: head.synthetic === 1,
      tierSets: parsed<TierSet>(byKind.get('tiers')),
      units: parsed<UnitRecord>(byKind.get('unit')),
      sites: parsed<SiteRecord>(byKind.get('site')),
      groups: parsed<Group>(byKind.get('group')),
    })
    // It was found sound when it was written.
    trustRecords([...flat(history.units), ...flat(history.sites)])
    return { history, revision: head.revision, fileHash: head.file_hash }
  }

  async plant(
    history: DirectoryHistory,
    fileHash: string,
    first: Omit<NewChange, 'edits' | 'undoes'>,
  ): Promise<void> {
    const rows = rowsOf(history)
    await storing(() =>
      this.#store.transaction().execute(async (trx) => {
        await trx
          .insertInto('directory_head')
          .values({
            name: 'current',
            revision: 1,
            name_vi: history.name.vi,
            name_en: history.name.en,
            synthetic: history.synthetic ? 1 : 0,
            file_hash: fileHash,
          })
          .execute()
        await inPieces(rows, (piece) => trx.insertInto('directory_records').values(piece).execute())
        await insertChange(trx, 1, { ...first, edits: [], undoes: null }, rows.length)
      }),
    )
  }

  async revision(): Promise<number> {
    const head = await this.#store.selectFrom('directory_head').select('revision').executeTakeFirst()
    return head?.revision ?? 0
  }

  async rememberFile(fileHash: string): Promise<void> {
    await storing(() => this.#store.updateTable('directory_head').set({ file_hash: fileHash }).execute())
  }

  async apply(expected: number, change: NewChange): Promise<number | null> {
    const revision = expected + 1
    return storing(() =>
      this.#store.transaction().execute(async (trx) => {
        // The first write: from here on nobody else's change comes in between, on either database.
        const { numUpdatedRows } = await trx
          .updateTable('directory_head')
          .set({ revision })
          .where('revision', '=', expected)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return null
        const former = await formerRevisions(trx, change.edits)
        await insertEdits(trx, revision, change.edits, former)
        await this.#writeRecords(trx, revision, change)
        await insertChange(trx, revision, change, former.size)
        if (change.undoes !== null) {
          await trx
            .updateTable('directory_changes')
            .set({ undone_by: revision })
            .where('revision', '=', change.undoes)
            .execute()
        }
        return revision
      }),
    )
  }

  /** Writes what each record is after a change. One that is taken back is again as its former revision wrote it. */
  async #writeRecords(trx: Store, revision: number, { edits, undoes }: NewChange): Promise<void> {
    const formerOfUndone = undoes === null ? null : await this.#formerOf(trx, undoes)
    // Only the last edit of each record counts.
    const last = new Map(edits.map(({ edit }) => [keyOf(placeOfEdit(edit)), edit]))
    await inPieces([...last], (piece) =>
      trx
        .insertInto('directory_records')
        .values(piece.map(([key, edit]) => rowOf(edit, formerOfUndone?.get(key) ?? revision)))
        .onConflict((conflict) =>
          conflict.columns(['what', 'id', 'valid_from']).doUpdateSet({
            revision: (build) => build.ref('excluded.revision'),
            data: (build) => build.ref('excluded.data'),
          }),
        )
        .execute(),
    )
  }

  async #formerOf(trx: Store, revision: number): Promise<Map<string, number>> {
    const former = new Map<string, number>()
    for (let from = 0; ; from += ROWS_PER_STATEMENT) {
      const rows = await trx
        .selectFrom('directory_edits')
        .select(['edit', 'former_revision'])
        .where('revision', '=', revision)
        .where('seq', '>', from)
        .where('seq', '<=', from + ROWS_PER_STATEMENT)
        .execute()
      if (rows.length === 0) return former
      for (const row of rows) former.set(keyOf(placeOfEdit(parse(row.edit))), row.former_revision)
      await setImmediate()
    }
  }

  async changes(): Promise<Omit<StoredChange, 'stands'>[]> {
    const rows = await this.#store
      .selectFrom('directory_changes')
      .selectAll()
      .orderBy('revision', 'desc')
      .execute()
    return rows.map((row) => ({
      revision: row.revision,
      at: row.at,
      actor: row.actor,
      actorName: row.actor_name,
      unitId: row.unit_id,
      summary: row.summary,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `insertChange`
      counts: JSON.parse(row.counts) as PreviewCounts,
      recordCount: row.record_count,
      undoes: row.undoes,
      undoneBy: row.undone_by,
    }))
  }

  async standing(revisions: readonly number[]): Promise<ReadonlySet<number>> {
    if (revisions.length === 0) return new Set()
    const rows = await this.#store
      .selectFrom('directory_changes')
      .leftJoin('directory_records', 'directory_records.revision', 'directory_changes.revision')
      .select((build) => [
        'directory_changes.revision as revision',
        'directory_changes.record_count as wanted',
        build.fn.count<number>('directory_records.id').as('found'),
      ])
      .where('directory_changes.revision', 'in', [...revisions])
      .groupBy(['directory_changes.revision', 'directory_changes.record_count'])
      .execute()
    return new Set(rows.filter(({ wanted, found }) => wanted === found).map(({ revision }) => revision))
  }

  async editsOf(revision: number): Promise<EditPair[]> {
    const rows = await this.#store
      .selectFrom('directory_edits')
      .select(['edit', 'inverse'])
      .where('revision', '=', revision)
      .orderBy('seq')
      .execute()
    return rows.map(({ edit, inverse }) => ({ edit: parse(edit), inverse: parse(inverse) }))
  }
}

async function insertChange(
  trx: Store,
  revision: number,
  change: NewChange,
  recordCount: number,
): Promise<void> {
  await trx
    .insertInto('directory_changes')
    .values({
      revision,
      at: change.at,
      actor: change.actor,
      actor_name: change.actorName,
      unit_id: change.unitId,
      summary: change.summary,
      counts: JSON.stringify(change.counts),
      record_count: recordCount,
      undoes: change.undoes,
      undone_by: null,
    })
    .execute()
}

/** Which revision wrote each record that is edited; 0 for those that are new. One entry a record. */
async function formerRevisions(trx: Store, edits: readonly EditPair[]): Promise<Map<string, number>> {
  const places = edits.map(({ edit }) => placeOfEdit(edit))
  const former = new Map(places.map((place) => [keyOf(place), 0]))
  const ids = [...new Set(places.map(({ id }) => id))]
  await inPieces(ids, async (piece) => {
    const rows = await trx
      .selectFrom('directory_records')
      .select(['what', 'id', 'valid_from', 'revision'])
      .where('id', 'in', piece)
      .execute()
    for (const row of rows) if (former.has(keyOfRow(row))) former.set(keyOfRow(row), row.revision)
  })
  return former
}

async function insertEdits(
  trx: Store,
  revision: number,
  edits: readonly EditPair[],
  former: ReadonlyMap<string, number>,
): Promise<void> {
  let seq = 0
  await inPieces(edits, (piece) => {
    const rows = piece.map(({ edit, inverse }): EditRow => ({
      revision,
      seq: ++seq,
      edit: JSON.stringify(edit),
      inverse: JSON.stringify(inverse),
      former_revision: former.get(keyOf(placeOfEdit(edit))) ?? 0,
    }))
    return trx.insertInto('directory_edits').values(rows).execute()
  })
}

async function inPieces<T>(items: readonly T[], work: (piece: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += ROWS_PER_STATEMENT) {
    if (from > 0) await setImmediate()
    await work(items.slice(from, from + ROWS_PER_STATEMENT))
  }
}

const keyOfRow = ({ what, id, valid_from }: Pick<RecordRow, 'what' | 'id' | 'valid_from'>): string =>
  keyOf({ what, id, validFrom: valid_from, field: null })

function rowOf(edit: DirectoryEdit, revision: number): RecordRow {
  const { what, id, validFrom } = placeOfEdit(edit)
  if (what === 'file') throw new RangeError('A file is no record.')
  return { what, id, valid_from: validFrom, revision, data: dataOf(edit) }
}

function dataOf(edit: DirectoryEdit): string | null {
  if (edit.edit === 'putUnit') return JSON.stringify(edit.unit)
  if (edit.edit === 'putSite') return JSON.stringify(edit.site)
  if (edit.edit === 'putGroup') return JSON.stringify(edit.group)
  return edit.edit === 'putTiers' ? JSON.stringify(edit.tierSet) : null
}

function rowsOf({ tierSets, units, sites, groups }: DirectoryHistory): RecordRow[] {
  const edits: DirectoryEdit[] = [
    ...tierSets.map((tierSet) => ({ edit: 'putTiers' as const, tierSet })),
    ...flat(units).map((unit) => ({ edit: 'putUnit' as const, unit })),
    ...flat(sites).map((site) => ({ edit: 'putSite' as const, site })),
    ...[...groups.values()].map((group) => ({ edit: 'putGroup' as const, group })),
  ]
  return edits.map((edit) => rowOf(edit, 1))
}

function parse(text: string): DirectoryEdit {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `insertEdits`
  return JSON.parse(text) as DirectoryEdit
}

function parsed<T>(rows: readonly RecordRow[] | undefined): T[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `rowOf`
  return (rows ?? []).map(({ data }) => JSON.parse(data ?? '') as T)
}
