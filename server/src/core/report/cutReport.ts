import type { Report, SiteId } from '@diem-cau/protocol'
import { totalsOf } from '../rollcall/totals.ts'
import { qualityOf, summedUp } from './attendance.ts'
import { chatTotals } from './help.ts'
import { speakingOf } from './speaking.ts'

/**
 * The report for those who only have sites in a session: what everybody saw, and of rows and figures their own sites’
 * alone. What the crew noted without naming a site of theirs stays with the crew.
 */
export function cutReport(report: Report, isOwn: (siteId: SiteId) => boolean): Report {
  const own = <T extends { siteId: SiteId }>(rows: readonly T[]): T[] =>
    rows.filter(({ siteId }) => isOwn(siteId))
  const { head, attendance, register, votes, rolls, help } = report
  const rows = own(attendance.rows)
  const speeches = own(register)
  return {
    ...report,
    scope: 'own',
    branches: report.branches
      .filter(({ siteIds }) => siteIds.some(isOwn))
      .map((branch) => ({ ...branch, siteIds: branch.siteIds.filter(isOwn) })),
    attendance: summedUp(rows),
    // A quorum is of all.
    rolls: rolls.map((roll) => {
      const those = own(roll.rows)
      return { ...roll, rows: those, totals: totalsOf(those), quorum: null }
    }),
    register: speeches,
    speaking: speakingOf(speeches, rows, new Set(head.chairs.map(({ siteId }) => siteId))),
    // What was prepared and never opened is the office's alone, as it was in the meeting.
    votes: votes
      .filter(({ openedAt }) => openedAt !== null)
      .map((vote) => ({ ...vote, rights: own(vote.rights) })),
    papers: report.papers.map((paper) => ({ ...paper, presenters: own(paper.presenters) })),
    contents: own(report.contents),
    incidents: report.incidents.filter(({ kind, siteId }) =>
      siteId === null ? kind !== 'noted' && kind !== 'ballotsLost' : isOwn(siteId),
    ),
    help: { ...help, messages: [], ...chatTotals(own(help.chats)), talkbacks: 0, talkbackMs: 0 },
    quality: qualityOf(rows),
    chapters: report.chapters.filter(
      ({ kind, siteId }) => kind !== 'speech' || (siteId !== null && isOwn(siteId)),
    ),
  }
}
