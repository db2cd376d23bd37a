import type { Incident, Report } from './schema.ts'
import { tableOf, type ReportTable } from './table.ts'
import type { ReportWords } from './words.ts'

/** What went wrong, and what was said to sites to help. */
export function troubleTables({ incidents, help, branches }: Report, words: ReportWords): ReportTable[] {
  const titleOf = (branchId: string | null): string =>
    branches.find((branch) => branch.branchId === branchId)?.title ?? words.mainMeeting
  return [
    tableOf('incidents', incidents, [
      ['number', 'number', (_incident, index) => index + 1, 0.6],
      ['incident', 'text', ({ kind }) => words.incident[kind], 2],
      ['from', 'moment', ({ from }) => from],
      ['until', 'moment', ({ until }) => until],
      ['length', 'length', lengthOf],
      ['site', 'text', ({ siteName }) => siteName, 2],
      ['text', 'text', ({ text }) => text, 3],
      ['by', 'text', ({ by }) => by],
      ['where', 'text', ({ branchId }) => titleOf(branchId)],
    ]),
    tableOf('messages', help.messages, [
      ['at', 'moment', ({ at }) => at],
      ['text', 'text', ({ text }) => text, 4],
      ['to', 'text', ({ target, targetName }) => (target.to === 'all' ? words.all : targetName), 2],
      ['sites', 'number', ({ sites }) => sites],
      ['read', 'number', ({ read }) => read],
      ['by', 'text', ({ by }) => by],
    ]),
    tableOf('chats', help.chats, [
      ['site', 'text', ({ name }) => name, 2],
      ['district', 'text', ({ groupName }) => groupName],
      ['fromSite', 'number', ({ fromSite }) => fromSite],
      ['fromCrew', 'number', ({ fromCrew }) => fromCrew],
    ]),
  ]
}

function lengthOf({ from, until }: Incident): number | null {
  return from === null || until === null ? null : Math.max(0, until - from)
}
