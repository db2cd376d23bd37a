import { describe, expect, it } from 'vitest'
import type { BranchCommand } from './commands.ts'
import { BranchStory, CHAIR, openCommand, page, requestOf, RULES, site } from './testing.ts'

describe('A branch that opens', () => {
  it('knows its chair, its sites and its rules, with nobody there and nothing on the stage', () => {
    const { branch, now } = BranchStory.open()
    expect(branch).toMatchObject({
      status: 'open',
      openedAt: now,
      rules: RULES,
      chair: { siteId: CHAIR, microphoneOpen: false, since: now },
      speeches: [],
      content: null,
      layout: 'single',
      parentBranchId: null,
    })
    expect([...branch.sites.values()].map(({ presence }) => presence.state)).toEqual(
      Array.from({ length: 5 }, () => 'absent'),
    )
  })

  it('counts a site once that is named twice', () => {
    const story = BranchStory.open({ siteIds: [CHAIR, site('a'), site('a')] })
    expect([...story.branch.sites.keys()]).toEqual([CHAIR, 'a'])
  })

  it('must have its chair among its sites', () => {
    const story = new BranchStory()
    expect(story.refusal(openCommand({ chairSiteId: site('stranger') })).refused).toBe('site_not_invited')
  })

  it('opens once', () => {
    expect(BranchStory.open().refusal(openCommand()).refused).toBe('conflict')
  })
})

describe('A branch that is not open', () => {
  const COMMANDS: BranchCommand[] = [
    { type: 'CloseBranch', reason: 'ended' },
    { type: 'JoinSite', siteId: site('a'), instance: page('a-1') },
    { type: 'Tick' },
    { type: 'ResumeAfterOutage', lastAliveAt: 0 },
    { type: 'RequestFloor', siteId: site('a'), newRequestId: requestOf('r1') },
    { type: 'SetMicrophone', siteId: CHAIR, open: true },
  ]

  it.each(COMMANDS)('knows no session before it opens: $type', (command) => {
    expect(new BranchStory().refusal(command).refused).toBe('session_not_found')
  })

  it.each(COMMANDS)('knows no session after it has closed: $type', (command) => {
    const story = BranchStory.open({}, ['hub', 'a'])
    story.tell({ type: 'CloseBranch', reason: 'ended' })
    expect(story.refusal(command).refused).toBe('session_not_found')
  })

  it('does not open again after it has closed', () => {
    const story = BranchStory.open()
    story.tell({ type: 'CloseBranch', reason: 'ended' })
    expect(story.state.status).toBe('closed')
    expect(story.refusal(openCommand()).refused).toBe('conflict')
  })
})
