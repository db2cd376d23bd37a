import type { BranchId, SessionId, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { CommandOf } from './commands.ts'
import { isMicrophoneOpen, sitesOfSession } from './state.ts'
import { BranchStory, CHAIR, openCommand, site } from './testing.ts'

const CHILD = 'branch-2' as BranchId
const detach = (changes: Partial<CommandOf<'DetachBranch'>> = {}): CommandOf<'DetachBranch'> => ({
  type: 'DetachBranch',
  branchId: CHILD,
  sessionId: 'session-2' as SessionId,
  unitId: 'd1' as UnitId,
  title: 'Huyện Đồng Văn · Giao ban tháng',
  chairSiteId: site('a'),
  siteIds: [site('a'), site('b'), site('stranger')],
  ...changes,
})
const attach = { type: 'AttachBranch', branchId: CHILD } as const
const meeting = () => BranchStory.open({}, ['hub', 'a', 'b', 'c', 'd'])

describe('A unit that detaches', () => {
  it('takes those of its sites along that are in the session, and no other', () => {
    const story = meeting()
    expect(story.types(detach())).toEqual(['BranchDetached'])
    expect([...story.branch.sites.keys()]).toEqual([CHAIR, 'c', 'd'])
    expect(story.branch.detached.get(CHILD)).toMatchObject({
      branchId: CHILD,
      sessionId: 'session-2',
      unitId: 'd1',
      title: 'Huyện Đồng Văn · Giao ban tháng',
      chairSiteId: 'a',
      siteIds: ['a', 'b'],
      since: story.now,
    })
    expect(sitesOfSession(story.branch).toSorted()).toEqual(['a', 'b', 'c', 'd', CHAIR])
  })

  it('leaves the stage and the queue, and the log says why; the others keep their order', () => {
    const story = meeting()
    for (const name of ['c', 'a', 'd']) story.request(name)
    story.give('b')
    story.tell({ type: 'StartContent', siteId: site('b') })
    const events = story.tell(detach())
    expect(events.map(({ type }) => type)).toEqual([
      'RequestWithdrawn',
      'ContentStopped',
      'SpeechEnded',
      'BranchDetached',
    ])
    expect(events[0]?.data).toMatchObject({ siteId: 'a', reason: 'detached' })
    expect(events[2]?.data).toMatchObject({ siteId: 'b', by: 'detached' })
    expect(story.branch.speeches.map(({ siteId }) => siteId)).toEqual(['c', 'd'])
    expect(story.branch.content).toBeNull()
    expect(isMicrophoneOpen(story.branch, site('b'))).toBe(false)
  })

  it('is not in the session any more, whatever is asked for it', () => {
    const story = meeting()
    story.tell(detach())
    const siteId = site('a')
    const newRequestId = story.nextRequest()
    for (const type of ['RequestFloor', 'InviteSpeaker', 'PrepareSpeaker'] as const) {
      expect(story.refusal({ type, siteId, newRequestId }).refused).toBe('site_not_invited')
    }
    expect(story.refusal({ type: 'GrantFloor', siteId, newRequestId, alongside: true }).refused).toBe(
      'site_not_invited',
    )
    expect(story.refusal({ type: 'ChangeChair', siteId }).refused).toBe('site_not_invited')
    expect(story.refusal({ type: 'JoinSite', siteId, instance: 'x' as never }).refused).toBe(
      'site_not_invited',
    )
    expect(story.drop('a')).toEqual([])
  })

  it.each([
    ['takes the chair along', { siteIds: [site('a'), CHAIR] }, 'branch_has_chair'],
    ['is the host itself', { unitId: 'p' as UnitId }, 'branch_of_host'],
    ['has no site in the session', { siteIds: [site('stranger')] }, 'branch_without_sites'],
    ['is to be chaired from elsewhere', { chairSiteId: site('c') }, 'site_not_invited'],
    ['is to be chaired from nowhere', { chairSiteId: site('stranger') }, 'site_not_invited'],
  ] as const)('is refused when it %s', (_why, changes, code) => {
    const story = meeting()
    expect(story.refusal(detach(changes)).refused).toBe(code)
  })

  it('does so once until it is back', () => {
    const story = meeting()
    story.tell(detach())
    expect(story.refusal(detach({ branchId: 'branch-3' as BranchId })).refused).toBe(
      'branch_already_detached',
    )
    expect(story.refusal(detach({ unitId: 'c11' as UnitId, branchId: 'branch-3' as BranchId })).refused).toBe(
      'branch_without_sites',
    )
    story.tell(attach)
    story.tell(detach({ branchId: 'branch-3' as BranchId }))
    expect([...story.branch.detached.keys()]).toEqual(['branch-3'])
  })

  it('may be one of several', () => {
    const story = meeting()
    story.tell(detach())
    story.tell(
      detach({
        branchId: 'branch-3' as BranchId,
        unitId: 'd2' as UnitId,
        chairSiteId: site('c'),
        siteIds: [site('c')],
      }),
    )
    expect([...story.branch.sites.keys()]).toEqual([CHAIR, 'd'])
    story.tell(attach)
    expect([...story.branch.sites.keys()]).toEqual([CHAIR, 'd', 'a', 'b'])
    expect([...story.branch.detached.keys()]).toEqual(['branch-3'])
  })

  it('does not do so out of a branch that was itself detached', () => {
    const story = new BranchStory()
    story.tell(openCommand({ parentBranchId: 'branch-0' as BranchId }))
    expect(story.refusal(detach()).refused).toBe('branch_nested')
  })
})

describe('A unit that attaches again', () => {
  it('comes in anew: nothing is taken up that was before, and every microphone is closed', () => {
    const story = meeting()
    story.request('a')
    story.give('b')
    story.tell(detach())
    story.pass(60_000)
    expect(story.types(attach)).toEqual(['BranchAttached'])
    expect(story.branch.detached.size).toBe(0)
    expect(story.branch.speeches).toEqual([])
    for (const name of ['a', 'b']) {
      expect(story.branch.sites.get(site(name))).toMatchObject({
        siteId: name,
        presence: { state: 'absent' },
        lastOutcome: null,
      })
      expect(story.join(name).map(({ type }) => type)).toEqual(['SiteJoined'])
      expect(isMicrophoneOpen(story.branch, site(name))).toBe(false)
    }
    story.request('a')
    expect(story.branch.speeches).toHaveLength(1)
  })

  it('does so once', () => {
    const story = meeting()
    expect(story.refusal(attach).refused).toBe('branch_not_detached')
    story.tell(detach())
    story.tell(attach)
    expect(story.refusal(attach).refused).toBe('branch_not_detached')
  })

  it('finds nothing to attach to after the session has ended', () => {
    const story = meeting()
    story.tell(detach())
    story.tell({ type: 'CloseBranch', reason: 'ended' })
    expect(story.refusal(attach).refused).toBe('session_not_found')
  })
})
