import type { Language } from '../errors.ts'
import { clockText, lengthText, momentText, shareText } from './format.ts'
import type { Report } from './schema.ts'
import { tableOf, type ReportTable } from './table.ts'
import { wordOf, type ReportWords } from './words.ts'

type Line = readonly [what: string, value: string]

/** The session at a glance. */
export function summaryTable(report: Report, words: ReportWords, language: Language): ReportTable {
  const { head, attendance, speaking, votes, agenda, incidents } = report
  const { summary } = words
  const { totals } = attendance
  const lines: (Line | null)[] = [
    [summary.title, head.title],
    head.type === null ? null : [summary.type, wordOf(words.type, head.type)],
    [summary.host, head.hostUnitName],
    head.parent === null ? null : [summary.parent, head.parent.title],
    head.urgentReason === null ? null : [summary.urgentReason, head.urgentReason],
    [summary.chair, head.chairs.map((chair) => chairText(chair, head.chairs.length > 1)).join('; ')],
    [summary.startedAt, momentText(head.startedAt)],
    [summary.endedAt, head.endedAt === null ? summary.goesOn : momentText(head.endedAt)],
    [summary.duration, lengthText(head.durationMs)],
    [summary.sites, String(totals.sites)],
    [summary.came, String(totals.came)],
    [summary.late, String(totals.late)],
    [summary.excused, String(totals.excused)],
    [summary.absent, String(totals.absent)],
    [summary.delegates, `${totals.present} / ${totals.invited}`],
    [summary.speeches, `${speaking.speeches} (${speaking.planned})`],
    [summary.spoken, lengthText(speaking.spokenMs)],
    [summary.votes, String(votes.length)],
    [summary.agenda, `${agenda.notReached} ${summary.of} ${agenda.items.length}`],
    [summary.incidents, String(incidents.length)],
    [summary.availability, availabilityText(report, language)],
  ]
  return linesOf('summary', lines)
}

/** What the log knows of the links; what nobody has measured is said to be so. */
export function qualityTable(report: Report, words: ReportWords, language: Language): ReportTable {
  const { quality } = report
  const { summary } = words
  return linesOf('quality', [
    [summary.withoutOutage, `${quality.withoutOutage} ${summary.of} ${quality.came}`],
    [summary.outages, String(quality.outages)],
    [summary.outageTime, lengthText(quality.outageMs)],
    [summary.longest, lengthText(quality.longestOutageMs)],
    [summary.availability, availabilityText(report, language)],
    [summary.measured, words.notMeasured],
  ])
}

function availabilityText({ quality }: Report, language: Language): string {
  return quality.availability === null ? '' : shareText(quality.availability, language)
}

function chairText({ name, person, from }: Report['head']['chairs'][number], withTime: boolean): string {
  const who = person === '' ? name : `${person} (${name})`
  return withTime ? `${who}, ${clockText(from)}` : who
}

function linesOf(id: 'summary' | 'quality', lines: readonly (Line | null)[]): ReportTable {
  return tableOf(
    id,
    lines.filter((line) => line !== null),
    [
      ['what', 'text', ([what]) => what, 1],
      ['value', 'text', ([, value]) => value, 2],
    ],
  )
}
