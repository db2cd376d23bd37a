import type { MotionFields } from '@diem-cau/protocol'
import { page, requestOf } from '../branch/testing.ts'
import { branchId, entryOf, HandLog, MINUTE, SECOND, sessionId, settings, siteId, unitId } from './testing.ts'

/* One meeting in which there is something of everything, for whoever shows or writes reports. */

const NAMES = ['hub', '1-0', '1-1', '1-2', '2-0', '2-1', '2-2']
const speech = (id: string, name: string) => ({ requestId: requestOf(id), siteId: siteId(name) })
const answer = (name: string, present: number, invited: number, head: string) => ({
  siteId: siteId(name),
  present,
  invited,
  head,
  by: 'site' as const,
})
const MOTION: MotionFields = {
  title: '=Thông qua chương trình',
  text: '',
  ballot: 'open',
  question: { form: 'yesNo' },
  weight: 'site',
  majority: { basis: 'cast', numerator: 1, denominator: 2, compare: 'moreThan' },
  chairDecidesTie: true,
  seconds: null,
}
const DETACHED = {
  branchId: branchId('branch-2'),
  sessionId: sessionId('session-2'),
  unitId: unitId('district-2'),
  title: 'Giao ban huyện 2',
  chairSiteId: siteId('2-0'),
  siteIds: ['2-0', '2-1'].map(siteId),
}
const TOTALS = {
  sites: 7,
  presentSites: 2,
  excusedSites: 1,
  silentSites: 3,
  absentSites: 1,
  leftSites: 0,
  elsewhereSites: 0,
  present: 9,
  invited: 11,
  unknownSites: 5,
  droppedSites: 0,
  lateSites: 0,
}

/** The branch that left for ten minutes. */
function branch(): HandLog {
  const child = new HandLog('branch-2')
  return child
    .at(30 * MINUTE)
    .log('BranchOpened', {
      ...DETACHED,
      parentBranchId: branchId('branch-1'),
      parentSession: { sessionId: sessionId('session-1'), title: 'Giao ban tháng 11' },
      hostUnitId: unitId('district-2'),
      videoCodec: 'vp8',
      rules: { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 30_000 },
      conduct: settings(['2-0', '2-1']),
    })
    .at(31 * MINUTE)
    .join('2-0', '2-1')
    .log('FloorRequested', { ...speech('b1', '2-1'), calledByChair: false })
    .log('FloorGranted', { ...speech('b1', '2-1'), slot: 'speaker1' })
    .at(35 * MINUTE)
    .log('SpeechEnded', { ...speech('b1', '2-1'), by: 'site' })
    .at(40 * MINUTE)
    .log('BranchClosed', { reason: 'attached' })
}

/** An hour and a half of a linked meeting, with its branch. */
export function aMeeting() {
  const agenda = ['Khai mạc', 'Tham luận: an toàn hồ chứa', 'Kết luận'].map((title, index) => ({
    itemId: `item-${index}`,
    kind: index === 1 ? 'paper' : 'opening',
    title,
    minutes: 15,
    siteId: index === 1 ? siteId('1-0') : null,
    person: '',
    documentIds: [],
  }))
  const log = HandLog.opened({ conduct: settings(NAMES, { agenda }) }, NAMES)
  log.join('hub', '1-0', '1-1', '2-0', '2-1')
  return {
    branches: [branch()],
    root: log
      .at(2 * MINUTE)
      .log('RollCallOpened', { anew: false })
      .log('RollCallAnswered', answer('1-0', 5, 6, '+Trưởng đoàn, "huyện"'))
      .log('RollCallAnswered', answer('2-0', 4, 5, ''))
      .log('SiteExcused', { siteId: siteId('2-2'), reason: 'Mất điện do bão' })
      .log('RollCallFrozen', {
        freezeId: 'f1',
        reason: 'start',
        label: '',
        totals: TOTALS,
        quorum: null,
        rows: NAMES.map((name) => ({
          siteId: entryOf(name).siteId,
          state: 'silent' as const,
          answer: null,
          excuse: null,
          lateSince: null,
          droppedSince: null,
        })),
      })
      .log('AgendaItemChanged', { itemId: 'item-0', state: 'underWay' })
      .at(10 * MINUTE)
      .log('AgendaItemChanged', { itemId: 'item-0', state: 'done' })
      .log('AgendaItemChanged', { itemId: 'item-1', state: 'underWay' })
      .log('FloorRequested', {
        ...speech('r1', '1-0'),
        calledByChair: true,
        kind: 'paper',
        itemId: 'item-1',
        speaker: 'Đại biểu huyện 1',
      })
      .log('FloorGranted', { ...speech('r1', '1-0'), slot: 'speaker1', limitMs: 10 * MINUTE })
      .at(12 * MINUTE)
      .log('FloorRequested', {
        ...speech('r2', '1-1'),
        calledByChair: false,
        kind: 'question',
        topic: '-Đập tràn',
      })
      .log('RequestQueued', { ...speech('r2', '1-1'), nominatedBy: unitId('district-1') })
      .at(15 * MINUTE)
      .log('FloorGranted', { ...speech('r2', '1-1'), slot: 'speaker2', interposed: true })
      .at(16 * MINUTE + 7 * SECOND)
      .log('SpeechEnded', { ...speech('r2', '1-1'), by: 'chair' })
      .at(24 * MINUTE)
      .log('SpeechEnded', { ...speech('r1', '1-0'), by: 'site' })
      .log('AgendaItemChanged', { itemId: 'item-1', state: 'done' })
      .at(25 * MINUTE)
      .log('SiteDropped', { siteId: siteId('1-1'), since: log.events[0]!.at + 25 * MINUTE })
      .at(27 * MINUTE)
      .log('SiteReturned', { siteId: siteId('1-1'), instance: page('1-1-new') })
      .log('IncidentNoted', {
        incidentId: 'i1',
        siteId: siteId('1-1'),
        text: '@Đứt cáp quang',
        by: 'Kíp trực',
      })
      .at(30 * MINUTE)
      .log('BranchDetached', DETACHED)
      .at(40 * MINUTE)
      .log('BranchAttached', { branchId: DETACHED.branchId, siteIds: DETACHED.siteIds })
      .at(41 * MINUTE)
      .join('2-0', '2-1', '1-2')
      .log('MotionProposed', { motionId: 'm1', fields: MOTION })
      .log('VotingOpened', {
        motionId: 'm1',
        freezeId: 'f1',
        withoutQuorum: false,
        rights: ['1-0', '2-0'].map((name) => ({ siteId: siteId(name), weight: 1 })),
        all: 2,
        closesAt: null,
      })
      .log('BallotCast', { motionId: 'm1', siteId: siteId('1-0'), votes: [1, 0, 0], by: 'site' })
      .at(43 * MINUTE)
      .log('VotingClosed', { motionId: 'm1', by: 'chair' })
      .log('MotionCounted', {
        motionId: 'm1',
        result: {
          votes: [1, 0, 0],
          entitled: 2,
          cast: 1,
          outcome: 'passed',
          byChair: false,
          majority: { of: 1, need: 1 },
          byTier: [{ tier: 2, tally: { votes: [1, 0, 0], entitled: 2, cast: 1 } }],
        },
      })
      .at(90 * MINUTE)
      .log('BranchClosed', { reason: 'ended' }),
  }
}
