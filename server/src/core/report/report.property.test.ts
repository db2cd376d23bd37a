import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Report, SiteId } from '@diem-cau/protocol'
import { decide } from '../branch/decide.ts'
import { isRefusal } from '../branch/decision.ts'
import type { BranchEvent } from '../branch/events.ts'
import { BranchStory, OPENED_AT } from '../branch/testing.ts'
import { anyStep, SITES, type Step } from '../branch/testingProperties.ts'
import { buildReport } from './buildReport.ts'
import { NO_NAMES } from './testing.ts'
import type { LoggedEvent } from './types.ts'

/* The figures once more, by other means: second by second of the log instead of spans of it. */

interface Line {
  at: number
  event: BranchEvent
}

/** A story in which everything is tried; what the branch refuses has not happened. Its clock does not go back. */
function storyOf(steps: readonly Step[], isOver: boolean): { lines: Line[]; now: number } {
  const story = BranchStory.open({ siteIds: SITES })
  for (const { command, passedMs } of steps) {
    story.pass(Math.max(0, passedMs))
    const named = 'newRequestId' in command ? { ...command, newRequestId: story.nextRequest() } : command
    if (!isRefusal(decide(story.state, named, story.now))) story.tell(named)
  }
  story.pass(1_000)
  // Not while ballots are being counted: then it goes on.
  const close = { type: 'CloseBranch', reason: 'ended' } as const
  if (isOver && !isRefusal(decide(story.state, close, story.now))) story.tell(close)
  return { lines: story.log, now: story.now }
}

const asLogged = (lines: readonly Line[]): LoggedEvent[] =>
  lines.map((line, index) => ({ ...line, seq: index + 1, epoch: 1 }))

interface Naive {
  connectedMs: Map<SiteId, number>
  lost: Map<SiteId, number>
  spokenMs: Map<string, number>
  outcomes: Map<string, string>
}

/** Walks from event to event and adds what passed in between to whoever was there, or spoke, at the time. */
function naively(lines: readonly Line[], now: number): Naive {
  const connectedMs = new Map<SiteId, number>()
  const lost = new Map<SiteId, number>()
  const spokenMs = new Map<string, number>()
  const outcomes = new Map<string, string>()
  const here = new Map<SiteId, number>()
  const live = new Map<string, { interposed: boolean; siteId: SiteId }>()
  let before = OPENED_AT
  const pass = (until: number): void => {
    const questions = [...live.values()].some(({ interposed }) => interposed)
    for (const [requestId, { interposed, siteId }] of live) {
      const counts = here.has(siteId) && (interposed || !questions)
      spokenMs.set(requestId, (spokenMs.get(requestId) ?? 0) + (counts ? until - before : 0))
    }
    before = until
  }
  const leave = (siteId: SiteId, at: number): void => {
    const since = here.get(siteId)
    if (since === undefined) return
    here.delete(siteId)
    connectedMs.set(siteId, (connectedMs.get(siteId) ?? 0) + at - since)
  }
  for (const { event, at } of lines) {
    pass(at)
    const { type, data } = event
    if (type === 'SiteJoined' || type === 'SiteResumed' || type === 'SiteReturned') {
      if (!here.has(data.siteId)) here.set(data.siteId, at)
    } else if (type === 'SiteDropped') {
      leave(data.siteId, Math.min(at, Math.max(data.since, here.get(data.siteId) ?? 0)))
      lost.set(data.siteId, (lost.get(data.siteId) ?? 0) + 1)
    } else if (type === 'SiteLeft') leave(data.siteId, at)
    else if (type === 'FloorRequested') outcomes.set(data.requestId, 'waiting')
    else if (type === 'FloorGranted') {
      live.set(data.requestId, { interposed: data.interposed === true, siteId: data.siteId })
      outcomes.set(data.requestId, 'live')
    } else if (type === 'SpeakerOnStandby') {
      live.delete(data.requestId)
      outcomes.set(data.requestId, 'waiting')
    } else if (type === 'SpeechEnded' || type === 'FloorRevoked') {
      live.delete(data.requestId)
      outcomes.set(data.requestId, type === 'SpeechEnded' ? 'done' : 'revoked')
    } else if (type === 'RequestWithdrawn') outcomes.set(data.requestId, 'withdrawn')
    else if (type === 'RequestDeclined') outcomes.set(data.requestId, 'declined')
    else if (type === 'BranchClosed') {
      for (const [requestId, outcome] of outcomes) {
        if (outcome === 'waiting') outcomes.set(requestId, 'unheard')
        if (outcome === 'live') outcomes.set(requestId, 'done')
      }
    }
  }
  pass(now)
  for (const siteId of here.keys()) leave(siteId, now)
  return { connectedMs, lost, spokenMs, outcomes }
}

const figuresOf = ({ attendance, register }: Report) => ({
  connectedMs: attendance.rows.map(({ siteId, connectedMs }) => [siteId, connectedMs]),
  lost: attendance.rows.map(({ siteId, outages }) => [siteId, outages.length]),
  spokenMs: register.map(({ requestId, spokenMs }) => [requestId, spokenMs]),
  outcomes: register.map(({ requestId, outcome }) => [requestId, outcome]),
})

const anyMeeting = fc.record({
  steps: fc.array(anyStep, { maxLength: 120, size: 'max' }),
  isOver: fc.boolean(),
})

describe('a report of whatever happened', () => {
  it('has the same figures as an account that was kept by other means', () => {
    fc.assert(
      fc.property(anyMeeting, ({ steps, isOver }) => {
        // A server that was away is told of afterwards: that is written down by hand beside.
        const told = steps.filter(({ command }) => command.type !== 'ResumeAfterOutage')
        const { lines, now } = storyOf(told, isOver)
        const events = asLogged(lines)
        const root = { branchId: 'branch-1' as never, events }
        const report = buildReport({ root, branches: [] }, NO_NAMES, now)
        const naive = naively(lines, now)
        expect(figuresOf(report)).toEqual({
          connectedMs: SITES.map((id) => [id, naive.connectedMs.get(id) ?? 0]),
          lost: SITES.map((id) => [id, naive.lost.get(id) ?? 0]),
          spokenMs: [...naive.outcomes.keys()].map((id) => [id, naive.spokenMs.get(id) ?? 0]),
          outcomes: [...naive.outcomes],
        })
      }),
      { numRuns: 400 },
    )
  })

  it('adds up: sums are the sums of their rows, and no time is longer than the session', () => {
    fc.assert(
      fc.property(anyMeeting, ({ steps, isOver }) => {
        const { lines, now } = storyOf(steps, isOver)
        const root = { branchId: 'branch-1' as never, events: asLogged(lines) }
        const { attendance, speaking, register, head, quality } = buildReport(
          { root, branches: [] },
          NO_NAMES,
          now,
        )
        const { rows, totals, byTier, byGroup } = attendance
        const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
        expect(totals.connectedMs).toBe(sum(rows.map((row) => row.connectedMs)))
        expect(totals.came + totals.excused + totals.absent).toBe(totals.sites)
        for (const parts of [byTier, byGroup]) {
          expect(sum(parts.map((part) => part.totals.outageMs))).toBe(totals.outageMs)
        }
        expect(sum(speaking.byGroup.map(({ spokenMs }) => spokenMs))).toBe(speaking.spokenMs)
        expect(sum(register.map(({ spokenMs }) => spokenMs))).toBe(speaking.spokenMs)
        expect(quality.outages).toBe(totals.outages)
        for (const row of rows) expect(row.connectedMs + row.outageMs).toBeLessThanOrEqual(head.durationMs)
      }),
      { numRuns: 200 },
    )
  })
})
