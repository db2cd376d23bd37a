import type { UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { requestedIn } from './groups.ts'
import { BranchStory, conducted, LINKED_SITES, requestOf, site } from './testing.ts'

const X = 'x' as UnitId

const linked = (changes = {}) => BranchStory.open(conducted({ delegation: true, ...changes }), LINKED_SITES)
const districtQueue = (story: BranchStory, unitId = X) =>
  requestedIn(story.branch, unitId).map(({ siteId }) => siteId as string)
const nominate = (story: BranchStory, name: string, bySiteId: string | null = null) =>
  ({
    type: 'NominateRequest',
    requestId: story.speech(name).requestId,
    bySiteId: bySiteId === null ? null : site(bySiteId),
  }) as const

describe('A request where the session delegates', () => {
  it('waits in its district’s queue, in the order of asking', () => {
    const story = linked()
    for (const name of ['x2', 'y1', 'x1']) story.request(name)
    expect([districtQueue(story), districtQueue(story, 'y' as UnitId)]).toEqual([['x2', 'x1'], ['y1']])
    expect(story.queue).toEqual([])
  })

  it('goes straight to the common queue from a district’s own room, and from who is in no district', () => {
    const story = linked()
    for (const name of ['xo', 'a']) story.request(name)
    expect(story.queue).toEqual(['xo', 'a'])
  })

  it('never waits in a district as a point of order, nor once it has become one', () => {
    const story = linked()
    for (const name of ['a', 'x1']) story.request(name)
    story.request('x2', { kind: 'pointOfOrder' })
    story.tell({ type: 'DescribeOwnSpeech', siteId: site('x1'), kind: 'pointOfOrder' })
    expect(story.queue).toEqual(['x2', 'x1', 'a'])
    expect(districtQueue(story)).toEqual([])
  })

  it('is withdrawn from there like any other', () => {
    const story = linked()
    story.request('x1')
    story.tell({ type: 'WithdrawRequest', siteId: site('x1') })
    expect(story.branch.speeches).toEqual([])
  })

  it.each(['InviteSpeaker', 'PrepareSpeaker', 'GrantFloor'] as const)(
    'does not keep the chair from reaching past the district: %s',
    (type) => {
      const story = linked()
      const requestId = story.request('x1')
      const call = { siteId: site('x1'), newRequestId: requestOf('other'), alongside: false }
      expect(story.tell({ type, ...call })[0]?.data).toMatchObject({ requestId, siteId: 'x1' })
      expect(districtQueue(story)).toEqual([])
    },
  )
})

describe('A nomination', () => {
  it('puts the request at the end of the common queue, and says whose it is', () => {
    const story = linked()
    for (const name of ['x1', 'x2', 'a']) story.request(name)
    expect(story.tell(nominate(story, 'x1'))).toEqual([
      { type: 'RequestQueued', data: { requestId: 'r1', siteId: 'x1', nominatedBy: 'x' } },
    ])
    expect(story.queue).toEqual(['a', 'x1'])
    expect(story.speech('x1').nominatedBy).toBe('x')
  })

  it('is made by the district’s own room, and by no other room', () => {
    const story = linked()
    story.request('x1')
    for (const other of ['yo', 'x2', 'a', 'x1']) {
      expect(story.refusal(nominate(story, 'x1', other)).refused).toBe('forbidden')
    }
    story.tell(nominate(story, 'x1', 'xo'))
    expect(story.queue).toEqual(['x1'])
  })

  it('happens once, when two do it at once', () => {
    const story = linked()
    story.request('x1')
    const command = nominate(story, 'x1')
    story.tell(command)
    expect(story.refusal(command)).toEqual({ refused: 'wrong_floor_state', data: { state: 'queued' } })
    expect(story.refusal({ ...command, requestId: requestOf('gone') }).refused).toBe('request_not_found')
  })

  it('is given back to the head of its district’s queue', () => {
    const story = linked()
    for (const name of ['x1', 'x2']) story.request(name)
    const { requestId } = story.speech('x2')
    story.tell(nominate(story, 'x2'))
    story.tell({ type: 'ReturnRequest', requestId })
    expect([districtQueue(story), story.queue]).toEqual([['x2', 'x1'], []])
    expect(story.speech('x2').nominatedBy).toBeNull()
    expect(story.refusal({ type: 'ReturnRequest', requestId }).data).toEqual({ state: 'requested' })
  })

  it('can not be given back by who belongs to no district, or where the session does not delegate', () => {
    const story = linked()
    const ofProvince = story.request('a')
    expect(story.refusal({ type: 'ReturnRequest', requestId: ofProvince }).refused).toBe('not_in_district')
    const requestId = story.request('x1')
    story.tell({ type: 'SetDelegation', on: false })
    expect(story.refusal({ type: 'ReturnRequest', requestId }).refused).toBe('no_delegation')
  })
})

describe('A district’s queue', () => {
  it('is ordered and declined from by itself', () => {
    const story = linked()
    for (const name of ['x1', 'y1', 'x2', 'x3', 'a']) story.request(name)
    const requestId = story.speech('x3').requestId
    story.tell({ type: 'MoveNominee', requestId, position: 1 })
    expect(districtQueue(story)).toEqual(['x3', 'x1', 'x2'])
    expect(story.tell({ type: 'MoveNominee', requestId, position: 1 })).toEqual([])
    story.tell({ type: 'DeclineNominee', requestId, bySiteId: site('xo') })
    expect([districtQueue(story), story.queue]).toEqual([['x1', 'x2'], ['a']])
    expect(story.branch.sites.get(site('x3'))?.lastOutcome?.state).toBe('declined')
  })

  it('is not that of who waits in the common one', () => {
    const story = linked()
    const requestId = story.request('xo')
    for (const type of ['DeclineNominee', 'NominateRequest'] as const) {
      expect(story.refusal({ type, requestId, bySiteId: null }).data).toEqual({ state: 'queued' })
    }
    expect(story.refusal({ type: 'MoveNominee', requestId, position: 1 }).data).toEqual({ state: 'queued' })
  })

  it('closes for its communes: who waits keeps waiting and may be put forward, points of order pass', () => {
    const story = linked()
    story.request('x1')
    const close = { type: 'SetQueue', unitId: X, open: false } as const
    story.tell(close)
    expect(story.tell(close)).toEqual([])
    expect(story.refusal({ type: 'RequestFloor', siteId: site('x2'), newRequestId: requestOf('n') })).toEqual(
      { refused: 'district_queue_closed', data: { district: 'Huyện x' } },
    )
    for (const name of ['y1', 'xo']) story.request(name)
    story.request('x3', { kind: 'pointOfOrder' })
    story.tell(nominate(story, 'x1'))
    expect(story.queue).toEqual(['x3', 'xo', 'x1'])
    story.tell({ ...close, open: true })
    story.request('x2')
    expect(districtQueue(story)).toEqual(['x2'])
  })

  it('must be a district’s of the session', () => {
    expect(linked().refusal({ type: 'SetQueue', unitId: 'z' as UnitId, open: false }).refused).toBe(
      'not_in_district',
    )
  })
})

describe('The common queue when it is closed', () => {
  it('takes nobody in addition, from districts neither, and keeps who waits', () => {
    const story = linked()
    for (const name of ['a', 'x1']) story.request(name)
    story.tell({ type: 'SetQueue', unitId: null, open: false })
    for (const [name, kind] of [
      ['b', 'discussion'],
      ['x2', 'discussion'],
      ['y1', 'pointOfOrder'],
    ] as const) {
      const ask = { type: 'RequestFloor', siteId: site(name), newRequestId: requestOf('n'), kind } as const
      expect(story.refusal(ask).refused).toBe('queue_closed')
    }
    expect(story.refusal(nominate(story, 'x1')).refused).toBe('queue_closed')
    expect([story.queue, districtQueue(story)]).toEqual([['a'], ['x1']])
  })

  it('does not bind the chair, which calls whom it likes', () => {
    const story = linked()
    story.request('x1')
    story.tell({ type: 'SetQueue', unitId: null, open: false })
    story.give('x1')
    story.give('b', { alongside: true })
    expect(story.onStage).toEqual(['x1', 'b'])
  })
})

describe('Delegation that is switched', () => {
  it('off lets all that wait in districts into the common queue, in the order in which they asked', () => {
    const story = linked()
    for (const name of ['x1', 'y1', 'a', 'x2']) {
      story.request(name)
      story.pass(1_000)
    }
    story.tell({ type: 'MoveNominee', requestId: story.speech('x2').requestId, position: 1 })
    story.tell({ type: 'SetDelegation', on: false })
    expect(story.queue).toEqual(['a', 'x1', 'y1', 'x2'])
    expect(story.tell({ type: 'SetDelegation', on: false })).toEqual([])
  })

  it('on leaves those who wait in the common queue', () => {
    const story = linked({ delegation: false })
    story.request('x1')
    story.tell({ type: 'SetDelegation', on: true })
    story.request('x2')
    expect([story.queue, districtQueue(story)]).toEqual([['x1'], ['x2']])
  })
})

describe('A district that meets on its own', () => {
  const detach = {
    type: 'DetachBranch',
    branchId: 'child' as never,
    sessionId: 'child-session' as never,
    unitId: X,
    title: 'Huyện x',
    chairSiteId: site('xo'),
    siteIds: ['xo', 'x1', 'x2', 'x3'].map(site),
  } as const

  it('takes its requests along as withdrawn, and comes back with what it had spoken', () => {
    const story = linked()
    story.give('x1')
    story.pass(30_000)
    story.tell({ type: 'EndOwnSpeech', siteId: site('x1') })
    for (const name of ['x2', 'xo']) story.request(name)
    expect(story.types(detach)).toEqual(['RequestWithdrawn', 'RequestWithdrawn', 'BranchDetached'])
    expect(story.branch.speeches).toEqual([])
    story.tell({ type: 'AttachBranch', branchId: detach.branchId })
    expect(story.branch.sites.get(site('x1'))).toMatchObject({
      presence: { state: 'absent' },
      lastOutcome: null,
      speechCount: 1,
      spokenMs: 30_000,
    })
  })

  it('takes a deputy along, who is none any more', () => {
    const story = linked({ deputyChairSiteId: site('xo') })
    expect(story.types(detach)).toEqual(['BranchDetached', 'DeputyChanged'])
    expect(story.branch.conduct.deputyChairSiteId).toBeNull()
  })
})
