import { describe, expect, it } from 'vitest'
import type { InstanceId } from '@diem-cau/protocol'
import { requestOf } from '../branch/testing.ts'
import { OPENED_AT } from '../branch/testing.ts'
import { fields } from '../vote/testing.ts'
import { cutReport } from './cutReport.ts'
import { branchId, HandLog, MINUTE, SECOND, sessionId, settings, siteId, unitId } from './testing.ts'

const page = (name: string): { siteId: ReturnType<typeof siteId>; instance: InstanceId } => ({
  siteId: siteId(name),
  instance: `${name}-page` as InstanceId,
})
const r1 = requestOf('r1')
const r2 = requestOf('r2')
const speech = (requestId: typeof r1, name: string) => ({ requestId, siteId: siteId(name) })
const row = (report: ReturnType<HandLog['report']>, name: string) =>
  report.attendance.rows.find((one) => one.siteId === name)

describe('the head of a report', () => {
  it('says when the session was, and as of when the figures are while it goes on', () => {
    const log = HandLog.opened()
      .at(3 * MINUTE)
      .join('1-0')
    const running = log.report({ nowMs: 10 * MINUTE })
    expect(running).toMatchObject({ live: true, until: OPENED_AT + 10 * MINUTE, head: { endedAt: null } })
    expect(row(running, '1-0')?.connectedMs).toBe(7 * MINUTE)
    const over = log
      .at(8 * MINUTE)
      .log('BranchClosed', { reason: 'ended' })
      .report({ nowMs: 60 * MINUTE })
    expect(over).toMatchObject({
      live: false,
      head: { endedAt: OPENED_AT + 8 * MINUTE, durationMs: 8 * MINUTE },
    })
    expect(row(over, '1-0')?.connectedMs).toBe(5 * MINUTE)
  })

  it('names who had the chair after whom, and persons only where the plan did', () => {
    const report = HandLog.opened()
      .at(5 * MINUTE)
      .log('ChairChanged', { siteId: siteId('1-0'), formerSiteId: siteId('hub') })
      .at(9 * MINUTE)
      .log('BranchClosed', { reason: 'ended' })
      .report()
    expect(report.head.chairs.map(({ name, person, from, until }) => [name, person, until - from])).toEqual([
      ['Điểm cầu hub', 'Chủ tọa theo kế hoạch', 5 * MINUTE],
      ['Điểm cầu 1-0', '', 4 * MINUTE],
    ])
  })

  it('takes names from the directory where an old log has none', () => {
    const old = new HandLog().log('BranchOpened', {
      branchId: branchId('branch-1'),
      sessionId: sessionId('session-1'),
      parentBranchId: null,
      title: 'Cũ',
      hostUnitId: unitId('p'),
      videoCodec: 'vp8',
      rules: { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 30_000 },
      chairSiteId: siteId('hub'),
      siteIds: [siteId('hub'), siteId('gone')],
    })
    const { head, attendance } = old.report({
      names: {
        sites: [{ ...settings(['hub']).roster[0]!, name: 'Trung tâm' }],
        units: [{ unitId: unitId('p'), name: 'Tỉnh' }],
        tiers: [],
      },
    })
    expect(head).toMatchObject({ type: null, hostUnitName: 'Tỉnh' })
    expect(attendance.rows.map(({ name }) => name)).toEqual(['Trung tâm', 'gone'])
  })
})

describe('attendance', () => {
  it('counts lost links, and says what they interrupted', () => {
    const report = HandLog.opened()
      .join('hub', '1-0')
      .at(60 * SECOND)
      .log('FloorRequested', { ...speech(r1, '1-0'), calledByChair: false })
      .log('FloorGranted', { ...speech(r1, '1-0'), slot: 'speaker1' })
      .at(90 * SECOND)
      .log('SiteDropped', { siteId: siteId('1-0'), since: OPENED_AT + 90 * SECOND })
      .at(130 * SECOND)
      .log('SiteLapsed', { siteId: siteId('1-0') })
      .log('SpeakerOnStandby', { ...speech(r1, '1-0'), reason: 'lapsed' })
      .at(150 * SECOND)
      .log('SiteReturned', page('1-0'))
      .at(200 * SECOND)
      .log('BranchClosed', { reason: 'ended' })
      .report()
    expect(row(report, '1-0')).toMatchObject({
      connectedMs: 140 * SECOND,
      outageMs: 60 * SECOND,
      availability: 0.7,
      outages: [{ ended: 'back', lapsed: true, onAir: 'speaking', lengthMs: 60 * SECOND }],
    })
    expect(report.incidents).toMatchObject([{ kind: 'speakerLost', siteId: '1-0', siteName: 'Điểm cầu 1-0' }])
  })

  it('takes another page in place of the one before for no interruption', () => {
    const report = HandLog.opened()
      .join('1-0')
      .at(10 * SECOND)
      .log('SiteReturned', { siteId: siteId('1-0'), instance: 'other' as InstanceId })
      .at(20 * SECOND)
      .log('BranchClosed', { reason: 'ended' })
      .report()
    expect(row(report, '1-0')).toMatchObject({ connectedMs: 20 * SECOND, outages: [] })
  })

  it('counts as lost since the server was last alive, and says that it was away', () => {
    const log = HandLog.opened().join('hub')
    log.at(60 * SECOND)
    log.epoch = 2
    const report = log
      .log('SiteDropped', { siteId: siteId('hub'), since: OPENED_AT + 40 * SECOND })
      .at(70 * SECOND)
      .log('SiteResumed', page('hub'))
      .at(100 * SECOND)
      .log('BranchClosed', { reason: 'ended' })
      .report()
    expect(row(report, 'hub')).toMatchObject({ connectedMs: 70 * SECOND, outageMs: 30 * SECOND })
    expect(report.incidents.map(({ kind, from, until }) => [kind, from, until])).toEqual([
      ['serverOutage', OPENED_AT + 40 * SECOND, OPENED_AT + 60 * SECOND],
      ['chairLost', OPENED_AT + 40 * SECOND, OPENED_AT + 70 * SECOND],
    ])
  })

  it('is late who comes after the roll was settled, absent who never came, excused who said why', () => {
    const report = HandLog.opened()
      .join('hub')
      .log('RollCallAnswered', { siteId: siteId('hub'), present: 4, invited: 5, head: 'A', by: 'site' })
      .log('SiteExcused', { siteId: siteId('2-1'), reason: 'Mưa lũ' })
      .at(MINUTE)
      .log('RollCallClosed', {})
      .at(3 * MINUTE)
      .join('1-1')
      .log('RollCallAnswered', { siteId: siteId('1-2'), present: 2, invited: 0, head: '', by: 'crew' })
      .report({ nowMs: 4 * MINUTE })
    expect(report.attendance.totals).toMatchObject({
      sites: 6,
      came: 3,
      late: 1,
      excused: 1,
      absent: 2,
      present: 6,
      invited: 7,
    })
    expect(row(report, '1-1')?.lateMs).toBe(3 * MINUTE)
    expect(report.attendance.byTier.map(({ tier, totals }) => [tier, totals.sites])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
  })
})

describe('a branch that met on its own', () => {
  it('is part of the attendance, no moment counted twice, and its speeches are its own', () => {
    const detached = {
      branchId: branchId('branch-2'),
      sessionId: sessionId('session-2'),
      unitId: unitId('district-1'),
      title: 'Giao ban huyện 1',
      chairSiteId: siteId('1-0'),
      siteIds: ['1-0', '1-1'].map(siteId),
    }
    const child = new HandLog('branch-2')
    child.at(10 * MINUTE).log('BranchOpened', {
      ...detached,
      parentBranchId: branchId('branch-1'),
      hostUnitId: unitId('district-1'),
      videoCodec: 'vp8',
      rules: { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 30_000 },
    })
    child
      .at(11 * MINUTE)
      .join('1-0', '1-1')
      .log('FloorRequested', { ...speech(r1, '1-1'), calledByChair: false })
      .log('FloorGranted', { ...speech(r1, '1-1'), slot: 'speaker1' })
      .at(15 * MINUTE)
      .log('SpeechEnded', { ...speech(r1, '1-1'), by: 'site' })
      .at(20 * MINUTE)
      .log('BranchClosed', { reason: 'attached' })
    const report = HandLog.opened()
      .join('hub', '1-0', '1-1')
      .at(10 * MINUTE)
      .log('BranchDetached', detached)
      .at(20 * MINUTE)
      .log('BranchAttached', { branchId: detached.branchId, siteIds: detached.siteIds })
      .at(21 * MINUTE)
      .join('1-0')
      .at(30 * MINUTE)
      .log('BranchClosed', { reason: 'ended' })
      .report({ branches: [child] })
    expect(row(report, '1-0')?.connectedMs).toBe((10 + 9 + 9) * MINUTE)
    expect(row(report, '1-1')?.connectedMs).toBe((10 + 9) * MINUTE)
    expect(report.branches).toMatchObject([
      { unitName: 'Huyện 1', speechCount: 1, spokenMs: 4 * MINUTE, until: OPENED_AT + 20 * MINUTE },
    ])
    expect(report.register).toEqual([])
    expect(report.attendance.totals.outages).toBe(0)
  })
})

describe('the speaking register', () => {
  it('says who asked, waited, was nominated, spoke how long and over what', () => {
    const report = HandLog.opened()
      .join('hub', '1-1')
      .at(MINUTE)
      .log('FloorRequested', { ...speech(r1, '1-1'), calledByChair: false, kind: 'question', topic: 'Đường' })
      .at(2 * MINUTE)
      .log('RequestQueued', { ...speech(r1, '1-1'), nominatedBy: unitId('district-1') })
      .at(3 * MINUTE)
      .log('SpeakerInvited', speech(r1, '1-1'))
      .log('SpeakerOnStandby', { ...speech(r1, '1-1'), reason: 'accepted' })
      .at(4 * MINUTE)
      .log('FloorGranted', { ...speech(r1, '1-1'), slot: 'speaker1', limitMs: MINUTE })
      .at(5 * MINUTE)
      .log('SpeechExtended', { ...speech(r1, '1-1'), limitMs: 2 * MINUTE })
      .at(7 * MINUTE)
      .log('FloorRevoked', speech(r1, '1-1'))
      .report({ nowMs: 8 * MINUTE })
    expect(report.register).toMatchObject([
      {
        groupName: 'Huyện 1',
        kind: 'question',
        waitedMs: 3 * MINUTE,
        nominated: { unitName: 'Huyện 1' },
        spokenMs: 3 * MINUTE,
        limitMs: 2 * MINUTE,
        overMs: MINUTE,
        extensions: 1,
        outcome: 'revoked',
      },
    ])
    expect(report.speaking).toMatchObject({ speeches: 1, spokenMs: 3 * MINUTE })
    expect(report.speaking.byGroup.find(({ name }) => name === 'Huyện 1')).toMatchObject({
      sites: 3,
      sitesSpoken: 1,
    })
  })

  it('lets the time of a speech stand still while a question is put in between', () => {
    const report = HandLog.opened()
      .log('FloorRequested', { ...speech(r1, '1-1'), calledByChair: true })
      .log('FloorGranted', { ...speech(r1, '1-1'), slot: 'speaker1' })
      .at(MINUTE)
      .log('FloorRequested', { ...speech(r2, '2-1'), calledByChair: true })
      .log('FloorGranted', { ...speech(r2, '2-1'), slot: 'speaker2', interposed: true })
      .at(3 * MINUTE)
      .log('SpeechEnded', { ...speech(r2, '2-1'), by: 'site' })
      .at(4 * MINUTE)
      .log('BranchClosed', { reason: 'ended' })
      .report()
    expect(
      report.register.map(({ spokenMs, pausedMs, interposed, outcome, endedBy }) => [
        spokenMs,
        pausedMs,
        interposed,
        outcome,
        endedBy,
      ]),
    ).toEqual([
      [2 * MINUTE, 2 * MINUTE, false, 'done', 'sessionEnd'],
      [2 * MINUTE, 0, true, 'done', 'site'],
    ])
  })
})

describe('votes', () => {
  const motion = {
    title: 'Thông qua chương trình',
    text: '',
    question: { form: 'yesNo' as const },
    weight: 'site' as const,
    majority: { basis: 'cast' as const, numerator: 1, denominator: 2, compare: 'moreThan' as const },
    chairDecidesTie: true,
    seconds: null,
  }
  const opened = (motionId: string) => ({
    motionId,
    freezeId: 'f1',
    withoutQuorum: false,
    rights: ['1-0', '2-0'].map((name) => ({ siteId: siteId(name), weight: 1 })),
    all: 2,
    closesAt: null,
  })

  it('names an open ballot and never a secret one', () => {
    const report = HandLog.opened()
      .log('MotionProposed', { motionId: 'm1', fields: { ...motion, ballot: 'open' } })
      .log('VotingOpened', opened('m1'))
      .log('BallotCast', { motionId: 'm1', siteId: siteId('1-0'), votes: [1, 0, 0], by: 'crew' })
      .log('MotionProposed', { motionId: 'm2', fields: { ...motion, ballot: 'secret' } })
      .log('VotingOpened', opened('m2'))
      .log('SealedBallotCast', { motionId: 'm2', siteId: siteId('2-0'), sealed: 'YES-SECRET' })
      .log('MotionWithdrawn', { motionId: 'm2', reason: 'ballotsLost' })
      .report()
    const [open, secret] = report.votes
    expect(open?.rights.map(({ voted, ballot, byCrew }) => [voted, ballot, byCrew])).toEqual([
      [true, [1, 0, 0], true],
      [false, null, false],
    ])
    expect(secret?.rights.map(({ voted, ballot }) => [voted, ballot])).toEqual([
      [false, null],
      [true, null],
    ])
    expect(secret).toMatchObject({ state: 'withdrawn', withdrawn: 'ballotsLost', castSites: 1 })
    expect(JSON.stringify(report)).not.toContain('YES-SECRET')
    expect(report.incidents.map(({ kind }) => kind)).toEqual(['ballotsLost'])
  })

  it('keeps the chair’s word on a tie', () => {
    const tied = {
      votes: [1, 1, 0],
      entitled: 2,
      cast: 2,
      outcome: 'tied' as const,
      byChair: false,
      majority: null,
      byTier: [],
    }
    const report = HandLog.opened()
      .log('MotionProposed', { motionId: 'm1', fields: { ...motion, ballot: 'open' } })
      .log('VotingOpened', opened('m1'))
      .log('VotingClosed', { motionId: 'm1', by: 'chair' })
      .log('MotionCounted', { motionId: 'm1', result: tied })
      .log('TieDecided', { motionId: 'm1', passed: true })
      .report()
    expect(report.votes[0]).toMatchObject({ state: 'counted', result: { outcome: 'passed', byChair: true } })
  })
})

describe('the rest', () => {
  it('compares the agenda with what it took', () => {
    const agenda = ['a', 'b'].map((itemId) => ({
      itemId,
      kind: 'paper',
      title: itemId,
      minutes: 10,
      siteId: null,
      person: '',
      documentIds: [],
    }))
    const report = HandLog.opened({ conduct: settings(['hub'], { agenda }) })
      .at(MINUTE)
      .log('AgendaItemChanged', { itemId: 'a', state: 'underWay' })
      .at(4 * MINUTE)
      .log('AgendaItemChanged', { itemId: 'a', state: 'done' })
      .report({ nowMs: 5 * MINUTE })
    expect(report.agenda).toMatchObject({ plannedMs: 20 * MINUTE, actualMs: 3 * MINUTE, notReached: 1 })
  })

  it('finds holds, cuts to the chair and what the crew noted', () => {
    const report = HandLog.opened()
      .at(MINUTE)
      .log('StageHeld', { text: 'Nghỉ 5 phút' })
      .at(2 * MINUTE)
      .log('StageHeld', { text: null })
      .at(3 * MINUTE)
      .log('MicrophoneClosed', { siteId: siteId('1-1'), reason: 'panic' })
      .log('PaperClosed', { reason: 'panic' })
      .at(4 * MINUTE)
      .log('IncidentNoted', { incidentId: 'i', siteId: null, text: 'Mất điện', by: 'Kíp trực' })
      .report({ nowMs: 5 * MINUTE })
    expect(report.incidents.map(({ kind, text }) => [kind, text])).toEqual([
      ['held', 'Nghỉ 5 phút'],
      ['cutToChair', ''],
      ['noted', 'Mất điện'],
    ])
  })

  it('counts what was written to sites without telling it', () => {
    const report = HandLog.opened()
      .log('ChatWritten', { lineId: '1', siteId: siteId('1-1'), from: 'site', by: '', text: 'Mất tiếng' })
      .log('ChatWritten', { lineId: '2', siteId: siteId('1-1'), from: 'crew', by: 'K', text: 'Thử lại' })
      .log('MessageShown', {
        messageId: 'm',
        text: 'Nghỉ',
        by: 'K',
        target: { to: 'all' },
        siteIds: [siteId('1-1')],
      })
      .log('MessageRead', { messageId: 'm', siteId: siteId('1-1') })
      .report()
    expect(report.help).toMatchObject({ fromSites: 1, fromCrew: 1, messages: [{ sites: 1, read: 1 }] })
    expect(JSON.stringify(report)).not.toContain('Mất tiếng')
  })

  it('cuts to the sites of a unit, and their sums', () => {
    const whole = HandLog.opened()
      .join('hub', '1-0', '2-0')
      .log('FloorRequested', { ...speech(r1, '2-0'), calledByChair: false, speaker: 'Người khác' })
      .log('FloorGranted', { ...speech(r1, '2-0'), slot: 'speaker1' })
      .log('IncidentNoted', { incidentId: 'i', siteId: null, text: 'Nội bộ', by: 'K' })
      .log('MotionProposed', { motionId: 'prepared', fields: fields({ title: 'Nội bộ, chưa đưa ra' }) })
      .log('MotionProposed', { motionId: 'dropped', fields: fields({ title: 'Nội bộ, đã rút' }) })
      .log('MotionWithdrawn', { motionId: 'dropped', reason: 'chair' })
      .report({ nowMs: MINUTE })
    expect(whole.votes).toHaveLength(2)
    const cut = cutReport(whole, (id) => id.startsWith('1-'))
    expect(cut).toMatchObject({ scope: 'own', register: [], attendance: { totals: { sites: 3, came: 1 } } })
    expect(JSON.stringify(cut)).not.toMatch(/Người khác|Nội bộ|2-0/)
  })
})
