import type { Language } from '../errors.ts'
import type { AttendanceRow, AttendanceTotals, Report } from './schema.ts'
import { tableOf, type Definition, type ReportTable } from './table.ts'
import { wordOf, type ReportWords } from './words.ts'

/** Who was there: by tier, by district, site by site, the links that were lost, the rolls that were frozen. */
export function attendanceTables(report: Report, words: ReportWords, language: Language): ReportTable[] {
  const { attendance, head, rolls, branches } = report
  const tier = (number: number): string =>
    head.tierNames.find((named) => named.tier === number)?.name[language] ?? String(number)
  const placeWords = { words, tier }
  return [
    tableOf('branches', branches, [
      ['unit', 'text', ({ unitName }) => unitName, 2],
      ['where', 'text', ({ title }) => title, 3],
      ['chair', 'text', ({ chairName }) => chairName, 2],
      ['sites', 'number', ({ siteIds }) => siteIds.length],
      ['from', 'moment', ({ from }) => from],
      ['until', 'moment', ({ until }) => until],
      ['speeches', 'number', ({ speechCount }) => speechCount],
      ['spoken', 'length', ({ spokenMs }) => spokenMs],
    ]),
    tableOf('byTier', attendance.byTier, [
      ['tier', 'text', (row) => tier(row.tier), 2],
      ...totalColumns<(typeof attendance.byTier)[number]>(),
    ]),
    tableOf('byGroup', attendance.byGroup, [
      ['district', 'text', ({ unitId, name }) => (unitId === null ? words.noDistrict : name), 2],
      ...totalColumns<(typeof attendance.byGroup)[number]>(),
    ]),
    siteTable(attendance.rows, placeWords),
    outageTable(report, words),
    rollTable(rolls, words),
    rollRowTable(rolls, words),
  ]
}

function totalColumns<T extends { totals: AttendanceTotals }>(): Definition<T>[] {
  return [
    ['sites', 'number', ({ totals }) => totals.sites],
    ['came', 'number', ({ totals }) => totals.came],
    ['lateSites', 'number', ({ totals }) => totals.late],
    ['excused', 'number', ({ totals }) => totals.excused],
    ['absent', 'number', ({ totals }) => totals.absent],
    ['present', 'number', ({ totals }) => totals.present],
    ['invited', 'number', ({ totals }) => totals.invited],
    ['outages', 'number', ({ totals }) => totals.outages],
    ['outageTime', 'length', ({ totals }) => totals.outageMs],
  ]
}

function siteTable(
  rows: readonly AttendanceRow[],
  { words, tier }: { words: ReportWords; tier: (tier: number) => string },
): ReportTable {
  const isCall = rows.some(({ answeredAt }) => answeredAt !== null)
  const called: Definition<AttendanceRow>[] = [['answeredCall', 'moment', ({ answeredAt }) => answeredAt]]
  return tableOf('attendance', rows, [
    ['number', 'number', (_row, index) => index + 1, 0.6],
    ['site', 'text', ({ name }) => name, 2],
    ['unit', 'text', ({ unitName }) => unitName, 2],
    ['tier', 'text', (row) => tier(row.tier)],
    ['district', 'text', ({ groupName }) => groupName],
    ['state', 'text', ({ state }) => words.attendance[state]],
    ...(isCall ? called : []),
    ['joined', 'moment', ({ firstJoinedAt }) => firstJoinedAt],
    ['late', 'length', ({ lateMs }) => lateMs],
    ['left', 'moment', ({ leftAt }) => leftAt],
    ['connected', 'length', ({ connectedMs }) => connectedMs],
    ['outages', 'number', ({ outages }) => outages.length],
    ['outageTime', 'length', ({ outageMs }) => outageMs],
    ['longest', 'length', ({ longestOutageMs }) => longestOutageMs],
    ['availability', 'share', ({ availability }) => availability],
    ['present', 'number', ({ answer }) => answer?.present ?? null],
    ['invited', 'number', ({ answer }) => answer?.invited ?? null],
    ['headOfDelegation', 'text', ({ answer }) => answer?.head ?? ''],
    ['answeredBy', 'text', ({ answer }) => (answer === null ? '' : words.answeredBy[answer.by])],
    ['excuse', 'text', ({ excuse }) => excuse ?? '', 2],
  ])
}

function outageTable({ attendance, branches }: Report, words: ReportWords): ReportTable {
  const titleOf = (branchId: string | null): string =>
    branches.find((branch) => branch.branchId === branchId)?.title ?? words.mainMeeting
  const all = attendance.rows.flatMap(({ name, groupName, outages }) =>
    outages.map((outage) => ({ name, groupName, ...outage })),
  )
  return tableOf(
    'outages',
    all.toSorted((a, b) => a.from - b.from),
    [
      ['site', 'text', ({ name }) => name, 2],
      ['district', 'text', ({ groupName }) => groupName],
      ['from', 'moment', ({ from }) => from],
      ['until', 'moment', ({ until }) => until],
      ['length', 'length', ({ lengthMs }) => lengthMs],
      [
        'ended',
        'text',
        ({ ended, lapsed, onAir }) =>
          lapsed && onAir === 'speaking'
            ? `${words.outageEnd[ended]}, ${words.lapsed}`
            : words.outageEnd[ended],
      ],
      ['onAir', 'text', ({ onAir }) => (onAir === null ? '' : words.onAir[onAir])],
      ['where', 'text', ({ branchId }) => titleOf(branchId), 2],
    ],
  )
}

function rollTable(rolls: Report['rolls'], words: ReportWords): ReportTable {
  return tableOf('rolls', rolls, [
    ['roll', 'number', (_roll, index) => index + 1, 0.7],
    ['reason', 'text', (roll) => occasionOf(roll, words), 2],
    ['at', 'moment', ({ at }) => at],
    ['sites', 'number', ({ totals }) => totals.sites],
    ['presentSites', 'number', ({ totals }) => totals.presentSites],
    ['excused', 'number', ({ totals }) => totals.excusedSites],
    ['silentSites', 'number', ({ totals }) => totals.silentSites],
    ['absent', 'number', ({ totals }) => totals.absentSites],
    ['leftSites', 'number', ({ totals }) => totals.leftSites],
    ['elsewhere', 'number', ({ totals }) => totals.elsewhereSites],
    ['present', 'number', ({ totals }) => totals.present],
    ['invited', 'number', ({ totals }) => totals.invited],
    ['quorum', 'text', ({ quorum }) => quorumText(quorum, words)],
  ])
}

function quorumText(quorum: Report['rolls'][number]['quorum'], words: ReportWords): string {
  if (quorum === null) return words.quorum.none
  const { have, need, of } = quorum
  return `${quorum.reached ? words.quorum.reached : words.quorum.missing} (${have}/${of}, ≥ ${need})`
}

function occasionOf({ reason, label }: Report['rolls'][number], words: ReportWords): string {
  const word = wordOf(words.freezeReason, reason)
  return label === '' ? word : `${word}: ${label}`
}

function rollRowTable(rolls: Report['rolls'], words: ReportWords): ReportTable {
  const all = rolls.flatMap(({ at, rows }, index) => rows.map((row) => ({ ...row, roll: index + 1, at })))
  return tableOf('rollRows', all, [
    ['roll', 'number', ({ roll }) => roll, 0.7],
    ['at', 'moment', ({ at }) => at],
    ['site', 'text', ({ name }) => name, 2],
    ['unit', 'text', ({ unitName }) => unitName, 2],
    ['district', 'text', ({ groupName }) => groupName],
    ['state', 'text', ({ state }) => wordOf(words.rollState, state)],
    ['present', 'number', ({ answer }) => answer?.present ?? null],
    ['invited', 'number', ({ answer }) => answer?.invited ?? null],
    ['headOfDelegation', 'text', ({ answer }) => answer?.head ?? ''],
    ['excuse', 'text', ({ excuse }) => excuse ?? '', 2],
  ])
}
