import { describe, expect, it } from 'vitest'
import { BranchStory, openCommand, site } from '../branch/testing.ts'
import { aProvince } from '../directory/testing.ts'
import { Directory } from '../directory/index.ts'
import { ringCells, ringView, urgentHead } from './ringView.ts'

const directory = new Directory(aProvince())
const CALLED = ['hub', 'a', 'b'].map(site)

function aCall(reason = 'Vỡ đập', branchId = 'branch-call'): BranchStory {
  const { siteIds: _siteIds, ...command } = openCommand()
  return BranchStory.open({
    ...command,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
    branchId: branchId as typeof command.branchId,
    siteIds: CALLED.slice(0, 2),
    urgent: { reason, siteIds: CALLED },
  })
}

const nowhere = { sitsIn: () => null, isHere: () => true }

describe('The ring of a site', () => {
  it('is that of the latest call, when there are several', () => {
    const first = aCall('Bão', 'branch-1')
    const second = aCall('Vỡ đập', 'branch-2')
    second.state = { ...second.branch, openedAt: first.branch.openedAt + 1 }
    const ring = ringView(site('a'), [first.branch, second.branch], directory, nowhere, null)
    expect(ring?.reason).toBe('Vỡ đập')
    second.tell({ type: 'AnswerCall', siteId: site('a') })
    const next = ringView(site('a'), [first.branch, second.branch], directory, nowhere, null)
    expect(next?.reason).toBe('Bão')
    expect(ringView(site('c'), [first.branch], directory, nowhere, null)).toBeNull()
  })

  it('is answered by itself where nobody is disturbed, never out of another meeting', () => {
    const call = aCall()
    const meeting = BranchStory.open({ title: 'Giao ban' })
    expect(ringView(site('a'), [call.branch], directory, nowhere, 30)?.answersAfterSeconds).toBe(30)
    const busy = { sitsIn: () => meeting.branch }
    const ring = ringView(site('a'), [call.branch], directory, busy, 30)
    expect(ring).toMatchObject({ answersAfterSeconds: null, busyWith: { title: 'Giao ban', isChair: false } })
  })
})

describe('The desk', () => {
  it('counts who is called and who has answered, of an urgent call alone', () => {
    const call = aCall()
    expect(urgentHead(call.branch)).toEqual({ reason: 'Vỡ đập', called: 3, answered: 0 })
    call.tell({ type: 'AnswerCall', siteId: site('b') })
    expect(urgentHead(call.branch)).toMatchObject({ answered: 1 })
    expect(call.branch.sites.has(site('b'))).toBe(true)
    expect(urgentHead(BranchStory.open().branch)).toBeNull()
  })

  it('sees who rings, who is not there, and who was not called', () => {
    const call = aCall()
    const facts = { sitsIn: () => null, isHere: (siteId: string) => siteId === 'a' }
    const stateOf = (name: string) => ringCells(call.branch, site(name), facts).ring
    expect(['a', 'b', 'c'].map(stateOf)).toEqual(['ringing', 'unreachable', null])
    call.tell({ type: 'AnswerCall', siteId: site('a') })
    expect(ringCells(call.branch, site('a'), facts)).toMatchObject({ ring: 'answered', answeredAt: call.now })
    expect(call.refusal({ type: 'AnswerCall', siteId: site('c') }).refused).toBe('not_called')
  })
})
