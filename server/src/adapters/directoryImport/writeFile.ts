import { stringify } from 'yaml'
import {
  GROUP_KIND_WORDS,
  GUIDE_SHEET,
  SITE_KIND_WORDS,
  TABLES,
  UNIT_KIND_WORDS,
  type TableName,
} from '../../app/directory/columns.ts'
import type { ExportRequest, WrittenFile } from '../../app/directory/DirectoryFiles.ts'
import type { HistoryRecords } from '../../core/directory/index.ts'
import { toFile } from '../directoryFile/index.ts'
import { writeCsv, writeXlsx, type SheetToWrite } from '../spreadsheet/index.ts'
import { cutTo } from './cutTo.ts'
import type { DirectoryHistory } from '../../core/directory/index.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const FILE_NAMES = { units: 'don-vi', sites: 'diem-cau', groups: 'nhom', tiers: 'cap' } as const

/** Writes what some units see of the directory, in a form that can be imported again. */
export function writeDirectory(history: DirectoryHistory, request: ExportRequest): WrittenFile {
  const { format, what, on, template } = request
  const records = template ? { ...EMPTY, name: history.name } : cutTo(history, request)
  const day = on === null ? '' : `-${on}`
  if (format === 'csv') {
    const fileName = `${template ? 'mau' : 'danh-muc'}-${FILE_NAMES[what]}${day}.csv`
    return { fileName, contentType: 'text/csv; charset=utf-8', content: writeCsv(tableOf(what, records)) }
  }
  const fileName = `${template ? 'mau-' : ''}danh-muc${day}`
  if (format === 'xlsx') {
    return { fileName: `${fileName}.xlsx`, contentType: XLSX, content: writeXlsx(sheetsOf(records)) }
  }
  const content = stringify(toFile(records), { lineWidth: 0 })
  return { fileName: `${fileName}.yaml`, contentType: 'application/yaml; charset=utf-8', content }
}

const EMPTY: HistoryRecords = {
  name: { vi: '', en: '' },
  synthetic: false,
  tierSets: [],
  units: [],
  sites: [],
  groups: [],
}

function sheetsOf(records: HistoryRecords): SheetToWrite[] {
  const names: TableName[] = ['units', 'sites', 'groups', 'tiers']
  return [
    ...names.map((name) => ({ name: TABLES[name].sheet, rows: tableOf(name, records) })),
    { name: GUIDE_SHEET, rows: guide(), widths: [16, 28, 28, 80] },
  ]
}

/** What each column is, in the workbook itself. */
function guide(): string[][] {
  const names: TableName[] = ['units', 'sites', 'groups', 'tiers']
  return [
    ['Trang tính', 'Cột', 'English', 'Ghi chú'],
    ...names.flatMap((name) =>
      TABLES[name].columns.map(({ vi, en, hint }) => [TABLES[name].sheet, vi, en, hint]),
    ),
  ]
}

function tableOf(name: TableName, records: HistoryRecords): string[][] {
  return [TABLES[name].columns.map(({ vi }) => vi), ...ROWS[name](records)]
}

const ROWS: Readonly<Record<TableName, (records: HistoryRecords) => string[][]>> = {
  units: ({ units }) =>
    units.map((unit) => [
      unit.unitId,
      unit.code,
      unit.name,
      UNIT_KIND_WORDS[unit.kind][0],
      String(unit.tier),
      unit.parentId ?? '',
      unit.validFrom,
      unit.validTo ?? '',
      unit.aliases.join('; '),
      unit.successorIds.join('; '),
      unit.contact.name,
      unit.contact.phone,
      unit.contact.email,
    ]),
  sites: ({ sites }) =>
    sites.map((site) => [
      site.siteId,
      site.unitId,
      site.name,
      SITE_KIND_WORDS[site.kind][0],
      site.room,
      site.downKbps === null ? '' : String(site.downKbps),
      site.upKbps === null ? '' : String(site.upKbps),
      site.technician.name,
      site.technician.phone,
      site.technician.email,
      site.hostedAtSiteId ?? '',
      site.remoteMicrophone === false ? 'x' : '',
      site.validFrom,
      site.validTo ?? '',
    ]),
  groups: ({ groups }) =>
    groups.map((group) => [
      group.groupId,
      group.name,
      GROUP_KIND_WORDS[group.kind][0],
      group.ownerUnitId,
      group.unitIds.join('; '),
      group.siteIds.join('; '),
    ]),
  tiers: ({ tierSets }) =>
    tierSets.flatMap(({ validFrom, tiers }) =>
      tiers.map(({ tier, name, codeDigits, optional }) => [
        validFrom,
        String(tier),
        name.vi,
        name.en,
        codeDigits === null ? '' : String(codeDigits),
        optional ? 'x' : '',
      ]),
    ),
}
