import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { Holidays, isDay, type SpecialDay } from '../../core/planning/index.ts'
import { parseYaml, readBytes, schemaFaults, type FileFault } from '../yamlFile/index.ts'
import { HolidayFileSchema, type HolidayFile } from './schema.ts'

const MAX_BYTES = 256 * 1024
const holidayFile = Compile(HolidayFileSchema)

/** What could be read, and what is wrong with the rest. */
export interface LoadedHolidays {
  holidays: Holidays
  faults: FileFault[]
}

/**
 * Reads the public holidays of all years from a folder of YAML files. A file with faults is left out as a whole, and its
 * year is not known then: meetings are held without it.
 * @param shown how the folder is named in faults
 */
export function loadHolidays(folder: string, shown: string = folder): LoadedHolidays {
  const faults: FileFault[] = []
  const files: HolidayFile[] = []
  for (const name of namesIn(folder, shown, faults)) {
    const read = readYear(join(folder, name), join(shown, name))
    if (Array.isArray(read)) faults.push(...read)
    else files.push(read)
  }
  const known = files.filter(({ complete }) => complete).map(({ year }) => year)
  return { holidays: new Holidays(files.flatMap(daysOf), known), faults }
}

function namesIn(folder: string, shown: string, faults: FileFault[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted()
  } catch {
    const reason = {
      vi: 'Không đọc được thư mục ngày nghỉ lễ.',
      en: 'The folder of public holidays can not be read.',
    }
    faults.push({ file: shown, line: null, col: null, code: 'no_such_folder', reason })
    return []
  }
}

function readYear(path: string, shown: string): HolidayFile | FileFault[] {
  const read = readBytes(path, shown, MAX_BYTES)
  if (!read.ok) return [...read.faults]
  const parsed = parseYaml(shown, read.bytes, { maxBytes: MAX_BYTES })
  if (!parsed.ok) return [...parsed.faults]
  const { source } = parsed
  const written: unknown = source.value
  if (!holidayFile.Check(written)) {
    return schemaFaults(HolidayFileSchema, written).map(({ path: at, at: where, code, reason }) => ({
      file: shown,
      ...source.locate(at, where),
      code,
      reason,
    }))
  }
  const faults = (['holidays', 'workingDays'] as const).flatMap((list) =>
    written[list].flatMap(({ day }, index): FileFault[] =>
      isDay(day) && day.startsWith(String(written.year))
        ? []
        : [{ file: shown, ...source.locate([list, index, 'day']), code: 'bad_date', reason: notOfYear(day) }],
    ),
  )
  return faults.length > 0 ? faults : written
}

function notOfYear(day: string) {
  return {
    vi: `«${day}» không phải là một ngày của năm này.`,
    en: `"${day}" is not a day of this year.`,
  }
}

function daysOf({ holidays, workingDays }: HolidayFile): SpecialDay[] {
  return [
    ...holidays.map(({ day, vi, en }): SpecialDay => ({ day, kind: 'holiday', name: { vi, en } })),
    ...workingDays.map(({ day, vi, en }): SpecialDay => ({ day, kind: 'workingDay', name: { vi, en } })),
  ]
}
