import { createHash } from 'node:crypto'
import { Compile } from 'typebox/compile'
import {
  historyFault,
  historyOf,
  keyOf,
  validateHistory,
  type DirectoryHistory,
  type HistoryFault,
  type HistoryRecords,
  type RecordPlace,
} from '../../core/directory/index.ts'
import { parseYaml, readBytes, schemaFaults, type FileFault, type YamlSource } from '../yamlFile/index.ts'
import { recordsOf } from './fromFile.ts'
import { DirectoryFileSchema } from './schema.ts'

export type LoadedDirectory =
  | { readonly ok: true; readonly history: DirectoryHistory; readonly fileHash: string }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

/** Records of a file of sound form, with their places in it. */
export type ReadDirectory =
  | { readonly ok: true; readonly records: HistoryRecords; readonly source: YamlSource }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

/** 20,000 units and their sites, one a line, with long names. */
const MAX_BYTES = 20 * 1024 * 1024

const directoryFile = Compile(DirectoryFileSchema)

/**
 * Reads a directory from a YAML file. Everything wrong with it is listed, with line and reason; never throws for
 * what the file holds.
 * @param path where the file is
 * @param shown how the file is named in faults, if not by its path
 */
export function loadDirectory(path: string, shown: string = path): LoadedDirectory {
  const read = readBytes(path, shown, MAX_BYTES)
  return read.ok ? parseDirectory(shown, read.bytes) : read
}

/** The same from bytes already read. */
export function parseDirectory(file: string, bytes: Uint8Array): LoadedDirectory {
  const read = readDirectory(file, bytes)
  if (!read.ok) return read
  const { records, source } = read
  const history = historyOf(records)
  const repeated = repeatedRecords(records)
  const faults = repeated.length > 0 ? repeated : validateHistory(history)
  if (faults.length > 0) return { ok: false, faults: located(faults, records, source) }
  return { ok: true, history, fileHash: createHash('sha256').update(bytes).digest('hex') }
}

/** Reads the records without asking whether they make a sound directory. */
export function readDirectory(file: string, bytes: Uint8Array): ReadDirectory {
  const parsed = parseYaml(file, bytes, { maxBytes: MAX_BYTES })
  if (!parsed.ok) return parsed
  const { source } = parsed
  const written: unknown = source.value
  if (directoryFile.Check(written)) return { ok: true, records: recordsOf(written), source }
  const faults = schemaFaults(DirectoryFileSchema, written)
  return {
    ok: false,
    faults: faults.map(({ path, at, code, reason }) => ({ file, ...source.locate(path, at), code, reason })),
  }
}

type Path = (string | number)[]

/** Where each record stands in the file; of those that are told twice, the first. */
export function pathsOf({ tierSets, units, sites, groups }: HistoryRecords): Map<string, Path> {
  const paths = new Map<string, Path>()
  for (const [place, path] of placesOf({ tierSets, units, sites, groups })) {
    if (!paths.has(keyOf(place))) paths.set(keyOf(place), path)
  }
  return paths
}

function placeOf(what: RecordPlace['what'], id: string, validFrom: string): RecordPlace {
  return { what, id, validFrom, field: null }
}

function placesOf({
  tierSets,
  units,
  sites,
  groups,
}: Omit<HistoryRecords, 'name' | 'synthetic'>): [RecordPlace, Path][] {
  return [
    ...tierSets.map(({ validFrom }, index): [RecordPlace, Path] => [
      placeOf('tiers', validFrom, validFrom),
      index === 0 ? [] : ['laterTiers', index - 1],
    ]),
    ...units.map(({ unitId, validFrom }, index): [RecordPlace, Path] => [
      placeOf('unit', unitId, validFrom),
      ['units', index],
    ]),
    ...sites.map(({ siteId, validFrom }, index): [RecordPlace, Path] => [
      placeOf('site', siteId, validFrom),
      ['sites', index],
    ]),
    ...groups.map(({ groupId }, index): [RecordPlace, Path] => [
      placeOf('group', groupId, ''),
      ['groups', index],
    ]),
  ]
}

/** Entries that claim the id and the first day of another one. The fault carries its own path. */
function repeatedRecords(records: HistoryRecords): (HistoryFault & { path: Path })[] {
  const seen = new Set<string>()
  return placesOf(records).flatMap(([place, path]) => {
    const key = keyOf(place)
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    const field = place.what === 'tiers' ? 'validFrom' : 'id'
    const fault = historyFault('duplicate_id', place, { id: place.id, other: place.id })
    return [{ ...fault, path: [...path, field] }]
  })
}

const LISTS = { unit: 'units', site: 'sites', group: 'groups', tiers: 'tiers', file: 'units' } as const

function located(
  faults: readonly (HistoryFault & { path?: Path })[],
  records: HistoryRecords,
  source: YamlSource,
): FileFault[] {
  const paths = pathsOf(records)
  return faults.map(({ at, code, reason, path }) => {
    const record = paths.get(keyOf(at)) ?? [LISTS[at.what]]
    const field = at.field === null ? [] : [keyInFile(at.what, at.field)]
    return { file: source.file, ...source.locate(path ?? [...record, ...field]), code, reason }
  })
}

const KEYS: Readonly<Record<string, string>> = {
  parentId: 'parent',
  successorIds: 'successors',
  siteId: 'id',
  groupId: 'id',
  ownerUnitId: 'owner',
  hostedAtSiteId: 'hostedAt',
  unitIds: 'units',
  siteIds: 'sites',
}

function keyInFile(what: RecordPlace['what'], field: string): string {
  if (field === 'unitId') return what === 'unit' ? 'id' : 'unit'
  return KEYS[field] ?? field
}
