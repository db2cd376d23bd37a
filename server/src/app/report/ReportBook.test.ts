import type { BranchId, SessionId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { Directory } from '../../core/directory/index.ts'
import { aProvince } from '../../core/directory/testing.ts'
import { buildReport } from '../../core/report/buildReport.ts'
import { HandLog, MINUTE, siteId, unitId } from '../../core/report/testing.ts'
import { OPENED_AT } from '../../core/branch/testing.ts'
import type { LogIndex, ReportMaker } from './ports.ts'
import { ReportBook } from './ReportBook.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
const SESSION = 'session-1' as SessionId
const BRANCH = 'branch-1' as BranchId

/** A book over one log that is written by hand; `builds` counts how often it was read. */
function aBook() {
  const log = HandLog.opened()
  const clock = { now: OPENED_AT + MINUTE }
  const asked = { builds: 0 }
  const index: LogIndex = {
    opening: (sessionId) =>
      Promise.resolve(
        sessionId === SESSION
          ? {
              branchId: BRANCH,
              at: OPENED_AT,
              hostUnitId: unitId('p'),
              siteIds: [siteId('hub')],
              named: new Set(),
              parentSessionId: null,
            }
          : null,
      ),
    lastSeqs: () => Promise.resolve(new Map([[BRANCH, log.events.length]])),
  }
  const maker: ReportMaker = {
    build: ({ names, now }) => {
      asked.builds += 1
      const report = buildReport({ root: log, branches: [] }, names, now)
      return Promise.resolve({ report, readTo: new Map([[BRANCH, log.events.length]]) })
    },
    write: () => Promise.reject(new Error('no files here')),
  }
  const directory = { on: () => new Directory(aProvince()) }
  const book = new ReportBook({ index, maker, directory, clock: () => clock.now })
  return { book, log, clock, asked }
}

describe('the book of reports', () => {
  it('reads the log of a session that is over once, for whoever asks', async () => {
    const { book, log, clock, asked } = aBook()
    log.at(MINUTE).log('BranchClosed', { reason: 'ended' })
    const [first, second] = await Promise.all([book.of(SESSION), book.of(SESSION)])
    clock.now += 365 * 24 * 60 * MINUTE
    expect(await book.of(SESSION)).toBe(first)
    expect(second).toBe(first)
    expect(asked.builds).toBe(1)
  })

  it('reads that of one that goes on again when something has happened, or some seconds have passed', async () => {
    const { book, log, clock, asked } = aBook()
    await book.of(SESSION)
    clock.now += 1_000
    await book.of(SESSION)
    expect(asked.builds).toBe(1)
    log.at(MINUTE).join('hub')
    expect((await book.of(SESSION)).attendance.totals.came).toBe(1)
    clock.now += 10_000
    expect((await book.of(SESSION)).until).toBe(clock.now)
    expect(asked.builds).toBe(3)
  })

  it('has none of a session that was never held', async () => {
    await expect(aBook().book.of('other' as SessionId)).rejects.toMatchObject({ code: 'report_not_there' })
  })

  it('tries again after a failure', async () => {
    const { book } = aBook()
    await expect(book.of('other' as SessionId)).rejects.toMatchObject({ code: 'report_not_there' })
    expect((await book.of(SESSION)).live).toBe(true)
  })
})
