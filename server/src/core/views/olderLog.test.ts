import { SITE_VIEW, type BranchId, type SessionId } from '@diem-cau/protocol'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { decide } from '../branch/decide.ts'
import { isRefusal } from '../branch/decision.ts'
import type { BranchEvent } from '../branch/events.ts'
import { evolve } from '../branch/evolve.ts'
import { UNOPENED, type BranchState } from '../branch/state.ts'
import { CHAIR, OPENED_AT, requestOf, RULES, site } from '../branch/testing.ts'
import { Directory } from '../directory/index.ts'
import { aProvince } from '../directory/testing.ts'
import { buildReport } from '../report/buildReport.ts'
import { fields } from '../vote/testing.ts'
import { sessionView } from './sessionView.ts'
import { siteView } from './siteView.ts'

const SITES = ['hub', 'a', 'b', 'c']
const r = (number: number, siteId: string) => ({ requestId: `r${number}`, siteId })
const joined = (siteId: string) => ['SiteJoined', { siteId, instance: `${siteId}-1` }] as const

/** A session as it was logged before there were rules of the floor, rosters, rolls, votes, papers and help (schema 3). */
const OLD_LOG: readonly (readonly [type: string, data: object])[] = [
  [
    'BranchOpened',
    {
      branchId: 'branch-1',
      sessionId: 'session-1',
      parentBranchId: null,
      title: 'Giao ban tháng',
      hostUnitId: 'p',
      videoCodec: 'vp8',
      rules: RULES,
      chairSiteId: CHAIR,
      siteIds: SITES,
    },
  ],
  ...SITES.map(joined),
  ['FloorRequested', { ...r(1, 'a'), calledByChair: false }],
  ['RequestQueued', r(1, 'a')],
  ['FloorRequested', { ...r(2, 'b'), calledByChair: false }],
  ['RequestQueued', r(2, 'b')],
  ['RequestMoved', { ...r(2, 'b'), position: 1 }],
  ['SpeakerInvited', r(1, 'a')],
  ['SpeakerOnStandby', { ...r(1, 'a'), reason: 'accepted' }],
  ['FloorGranted', { ...r(1, 'a'), slot: 'speaker1' }],
  ['MicrophoneOpened', { siteId: 'hub', by: 'site' }],
  ['ContentStarted', { siteId: 'a' }],
  ['SiteDropped', { siteId: 'c', since: OPENED_AT }],
  ['SiteLapsed', { siteId: 'c' }],
  ['SiteReturned', { siteId: 'c', instance: 'c-2' }],
  ['ContentStopped', { siteId: 'a', reason: 'site' }],
  ['LayoutChanged', { layout: 'single' }],
]

/** As it is read from the disk. */
function stored(): { event: BranchEvent; at: number; seq: number; epoch: number }[] {
  return OLD_LOG.map(([type, data], index) => ({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by an older version
    event: JSON.parse(JSON.stringify({ type, data })) as BranchEvent,
    at: OPENED_AT + index * 1_000,
    seq: index + 1,
    epoch: 1,
  }))
}

function folded() {
  let state: BranchState = UNOPENED
  for (const { event, at } of stored()) state = evolve(state, event, at)
  return opened(state)
}

function opened(state: BranchState) {
  if (state.status !== 'open') throw new Error(`the branch is ${state.status}`)
  return state
}

const directory = new Directory(aProvince())
const facts = {
  nodeReady: true,
  generation: 'g',
  connectedSites: new Set<never>(),
  watchedSites: new Set<never>(),
}
const SETTINGS = { helpPhone: '', videoCodec: 'vp8' } as const

describe('A log of an older version', () => {
  it('is folded and shown to every room in the form of today', () => {
    const branch = folded()
    for (const name of SITES) {
      const view: Record<string, unknown> = siteView(site(name), branch, directory, facts, SETTINGS)
      for (const [key, schema] of Object.entries(SITE_VIEW)) {
        if (key in view) expect([...Value.Errors(schema, view[key])], `${key} of ${name}`).toEqual([])
      }
    }
    expect(siteView(site('a'), branch, directory, facts, SETTINGS).floor.state).toBe('live')
  })

  it('is shown to the console, and goes on: with a roll, a vote, a message and a floor', () => {
    let state: BranchState = folded()
    const commands: Parameters<typeof decide>[1][] = [
      { type: 'FinishSpeech', requestId: requestOf('r1') },
      { type: 'SetFloorMode', mode: { mode: 'free', maxOpen: 1 } },
      { type: 'SetDelegation', on: true },
      { type: 'OpenRollCall', anew: false },
      { type: 'AnswerRollCall', siteId: site('b'), by: 'site', present: 3, invited: 4, head: '' },
      { type: 'ProposeMotion', newMotionId: 'm', fields: fields() },
      { type: 'OpenVoting', motionId: 'm', newFreezeId: 'f', withoutQuorum: true },
      { type: 'CastBallot', motionId: 'm', siteId: site('b'), votes: [1, 0, 0], sealed: null, by: 'site' },
      { type: 'CloseVoting', motionId: 'm' },
      {
        type: 'ShowMessage',
        newMessageId: 'x',
        text: 'Nghỉ',
        by: '',
        target: { to: 'all' },
        siteIds: SITES.map(site),
      },
      { type: 'Tick' },
    ]
    for (const command of commands) {
      const decision = decide(state, command, OPENED_AT + 60_000)
      if (isRefusal(decision)) throw new Error(`${command.type}: ${decision.refused}`)
      for (const happened of decision) state = evolve(state, happened, OPENED_AT + 60_000)
    }
    const viewer = {
      isVisible: () => true,
      mayConduct: true,
      isCrew: true,
      mayNominate: () => true,
      viewerId: null,
    }
    const view = sessionView(opened(state), directory, facts, () => undefined, viewer)
    expect(view['motion:m']).toMatchObject({ state: 'counted', result: { votes: [1, 0, 0] } })
    expect(view['roll:b']).toMatchObject({ name: 'b', tier: 1, answer: { present: 3 } })
    expect(view['request:r2']?.state).toBe('live')
  })

  it('makes a report', () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids of a specification
    const root = { branchId: 'branch-1' as BranchId, events: stored() }
    const report = buildReport(
      { root, branches: [] },
      { sites: [], units: [], tiers: [] },
      OPENED_AT + 60_000,
    )
    expect(report.sessionId).toBe('session-1' as SessionId)
    expect(report.attendance.rows.map(({ siteId }) => siteId).toSorted()).toEqual([...SITES].toSorted())
    expect(report.register).toMatchObject([{ siteId: 'a' }, { siteId: 'b' }])
  })
})
