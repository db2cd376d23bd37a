import type { ReportColumn, ReportTable, TableId } from './table.ts'

/** What a sheet across and a small screen have room for, of tables that have more columns. */
const MAIN: Partial<Record<TableId, readonly ReportColumn['key'][]>> = {
  attendance: [
    'number',
    'site',
    'district',
    'state',
    'joined',
    'late',
    'connected',
    'outages',
    'outageTime',
    'availability',
    'present',
    'invited',
    'headOfDelegation',
    'excuse',
  ],
  rolls: [
    'roll',
    'reason',
    'at',
    'sites',
    'presentSites',
    'excused',
    'silentSites',
    'absent',
    'present',
    'invited',
    'quorum',
  ],
  register: [
    'number',
    'speaker',
    'site',
    'kind',
    'topic',
    'origin',
    'asked',
    'waited',
    'spokeFrom',
    'spoken',
    'limit',
    'over',
    'outcome',
  ],
}

/** Where the columns of a table stand that are shown where there is little room. */
export function mainColumns({ id, columns }: Pick<ReportTable, 'id' | 'columns'>): number[] {
  const keys = MAIN[id]
  return columns.flatMap(({ key }, index) => (keys === undefined || keys.includes(key) ? [index] : []))
}
