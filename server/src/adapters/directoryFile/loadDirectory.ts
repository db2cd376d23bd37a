import { Compile } from 'typebox/compile'
import {
  Directory,
  validateDirectory,
  type DirectoryData,
  type DirectoryFault,
  type FaultPath,
} from '../../core/directory/index.ts'
import { parseYaml, readBytes, schemaFaults, type FileFault, type YamlSource } from '../yamlFile/index.ts'
import { DirectoryFileSchema, type DirectoryFile } from './schema.ts'

export type LoadedDirectory =
  | { readonly ok: true; readonly directory: Directory }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

/** 20,000 units and their sites, one a line, with long names. */
const MAX_BYTES = 8 * 1024 * 1024

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
  const parsed = parseYaml(file, bytes, { maxBytes: MAX_BYTES })
  if (!parsed.ok) return parsed
  const { source } = parsed
  const written: unknown = source.value
  if (!directoryFile.Check(written)) {
    const faults = schemaFaults(DirectoryFileSchema, written)
    return {
      ok: false,
      faults: faults.map(({ path, at, code, reason }) => ({
        file,
        ...source.locate(path, at),
        code,
        reason,
      })),
    }
  }
  const data = toData(written)
  const faults = validateDirectory(data)
  if (faults.length > 0) return { ok: false, faults: faults.map((fault) => located(fault, source)) }
  return { ok: true, directory: new Directory(data) }
}

function located({ code, path, reason }: DirectoryFault, source: YamlSource): FileFault {
  return { file: source.file, ...source.locate(path.map(keyInFile)), code, reason }
}

function keyInFile(step: FaultPath[number]): FaultPath[number] {
  if (step === 'parentId') return 'parent'
  return step === 'unitId' ? 'unit' : step
}

/** Names are composed (NFC), so that the same name typed on two systems is the same text. */
function toData(written: DirectoryFile): DirectoryData {
  return {
    name: { vi: written.name.vi.normalize('NFC'), en: written.name.en.normalize('NFC') },
    synthetic: written.synthetic,
    tiers: written.tiers.map(({ tier, name, codeDigits = null, optional = false }) => ({
      tier,
      name,
      codeDigits,
      optional,
    })),
    units: written.units.map((unit) => ({
      id: unit.id,
      code: unit.code,
      name: unit.name.normalize('NFC'),
      kind: unit.kind,
      tier: unit.tier,
      parentId: unit.parent,
      validFrom: unit.validFrom ?? written.validFrom,
      validTo: unit.validTo ?? null,
      aliases: (unit.aliases ?? []).map((alias) => alias.normalize('NFC')),
    })),
    sites: written.sites.map(({ id, unit, name, kind }) => ({
      id,
      unitId: unit,
      name: name.normalize('NFC'),
      kind,
    })),
  }
}
