import { BridgeError, type DIRECTORY_CALLS, type UnitId } from '@diem-cau/protocol'
import { countRows, type CalendarDate } from '../../core/directory/index.ts'
import type { DirectoryBook } from '../directory/DirectoryBook.ts'
import { listSites, listUnits, pageOf, type ListQuery } from '../directory/directoryPages.ts'
import { ownTarget, type Caller, type RestHandlers } from './define.ts'
import { importHandlers } from './directoryImports.ts'
import { planHandlers } from './directoryPlans.ts'
import {
  authorOf,
  changeView,
  dayOf,
  insideOf,
  noted,
  scopesIn,
  stateOf,
  targetOf,
  type DirectoryDeps,
} from './directoryShared.ts'

type ReadName =
  | 'directory.summary'
  | 'directory.units'
  | 'directory.unit'
  | 'directory.sites'
  | 'directory.groups'
type EditName = 'directory.preview' | 'directory.change' | 'directory.changes' | 'directory.undo'

/** What the office asks of the directory, and how it changes it. */
export function directoryHandlers(deps: DirectoryDeps): RestHandlers<keyof typeof DIRECTORY_CALLS> {
  return { ...readHandlers(deps), ...editHandlers(deps), ...planHandlers(deps), ...importHandlers(deps) }
}

function readHandlers({ book }: DirectoryDeps): RestHandlers<ReadName> {
  return {
    'directory.summary': {
      target: ownTarget,
      run: (caller, { query }) => Promise.resolve(summaryOf(book, caller, dayOf(query.on, book))),
    },
    'directory.units': {
      target: ownTarget,
      run: (caller, { query }) => {
        const asked = listQuery(query, book)
        const scopes = scopesIn(book, caller, 'directory.units')
        const units = listUnits(book.history, book.on(asked.on), scopes, asked)
        return Promise.resolve(pageOf(units, stateOf(book), query))
      },
    },
    'directory.unit': {
      target: (_caller, { params }) => ({ unitIds: [params.unitId] }),
      run: (_caller, { params }) => Promise.resolve(unitDetail(book, params.unitId)),
    },
    'directory.sites': {
      target: ownTarget,
      run: (caller, { query }) => {
        const asked = listQuery({ ...query, tier: undefined }, book)
        const scopes = scopesIn(book, caller, 'directory.sites')
        const sites = listSites(book.history, book.on(asked.on), scopes, asked)
        return Promise.resolve(pageOf(sites, stateOf(book), query))
      },
    },
    'directory.groups': {
      target: ownTarget,
      run: (caller) => {
        const isInside = insideOf(book, caller, 'directory.groups')
        const items = [...book.history.groups.values()].filter(({ ownerUnitId }) => isInside(ownerUnitId))
        return Promise.resolve({ items: items.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')) })
      },
    },
  }
}

function editHandlers({ book, imports }: DirectoryDeps): RestHandlers<EditName> {
  return {
    'directory.preview': {
      target: (_caller, { body }) => targetOf(book, body.edits),
      run: (_caller, { body }) => {
        const { rows } = book.preview(body.edits)
        return Promise.resolve({ counts: countRows(rows), rows: [...rows] })
      },
    },
    'directory.change': {
      target: (_caller, { body }) => targetOf(book, body.edits),
      run: async (caller, { body, note }) => {
        const author = authorOf(caller, body.summary ?? '')
        return noted(note, book, await book.change(body.revision, body.edits, author))
      },
    },
    'directory.changes': {
      target: ownTarget,
      run: async (caller, { query }) => {
        const isInside = insideOf(book, caller, 'directory.changes')
        const changes = (await book.changes()).filter(({ unitId }) => isInside(unitId))
        const page = pageOf(changes, stateOf(book), query)
        const undoable = await book.undoable(page.items.map(({ revision }) => revision))
        const items = page.items.map((change) => changeView(change, undoable.has(change.revision)))
        return { ...page, items }
      },
    },
    'directory.undo': {
      target: async (_caller, { params }) => ({
        unitIds: [(await book.changeAt(params.revision))?.unitId ?? book.current.root.id],
      }),
      run: async (caller, { params, note }) => {
        const author = authorOf(caller, `Hoàn tác lần thay đổi ${params.revision}`)
        return noted(note, book, await imports.undo(params.revision, author))
      },
    },
  }
}

function listQuery(
  query: { on?: string; q?: string; within?: UnitId; tier?: number | undefined; all?: boolean },
  book: DirectoryBook,
): ListQuery {
  return {
    on: dayOf(query.on, book),
    q: query.q?.trim() ?? '',
    within: query.within ?? null,
    tier: query.tier ?? null,
    all: query.all ?? false,
  }
}

function summaryOf(book: DirectoryBook, caller: Caller, on: CalendarDate) {
  const directory = book.on(on)
  const scopes = scopesIn(book, caller, 'directory.summary')
  const isInside = (unitId: UnitId): boolean => scopes.some((scope) => directory.isInSubtree(unitId, scope))
  return {
    revision: book.revision,
    name: { ...directory.data.name },
    synthetic: directory.data.synthetic,
    on,
    tiers: directory.data.tiers.map((tier) => ({ ...tier, name: { ...tier.name } })),
    unitCount: directory.data.units.filter(({ id }) => isInside(id)).length,
    siteCount: directory.data.sites.filter(({ unitId }) => isInside(unitId)).length,
    groupCount: [...book.history.groups.values()].filter(({ ownerUnitId }) => isInside(ownerUnitId)).length,
    turningDays: book.turningDays.slice(-200),
  }
}

/** @throws {BridgeError} `not_found` */
function unitDetail(book: DirectoryBook, unitId: UnitId) {
  const { history } = book
  const records = history.units.get(unitId)
  if (records === undefined) throw new BridgeError('not_found')
  const predecessorIds = [...history.units]
    .filter(([, others]) => others.some(({ successorIds }) => successorIds.includes(unitId)))
    .map(([id]) => id)
  const siteIds = [...history.sites]
    .filter(([, others]) => others.some((site) => site.unitId === unitId))
    .map(([id]) => id)
  const named = records.flatMap(({ parentId, successorIds }) => [
    ...(parentId === null ? [] : [parentId]),
    ...successorIds,
  ])
  const names = [unitId, ...predecessorIds, ...named].map((id): [string, string] => [
    id,
    history.units.get(id)?.at(-1)?.name ?? id,
  ])
  return { unitId, records: [...records], predecessorIds, siteIds, names: Object.fromEntries(names) }
}
