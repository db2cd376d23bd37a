import { describe, expect, it } from 'vitest'
import { directoryTree } from './DirectoryTree.ts'
import { rebase } from './drafts.ts'
import { draftOfGroup, groupOfDraft, readMembers, writeMembers } from './groupDraft.ts'
import { toggleUnit } from './selection.ts'
import { aGroup, id, someSites, someUnits } from './testing.ts'

const scope = { tree: directoryTree({ units: someUnits(), sites: someSites() }), groups: [] }
const group = aGroup('g', { name: 'Cụm', unitIds: [id('dv')], siteIds: [id('s-b')] })

describe('the form of a group', () => {
  it('makes the same group that it came from', () => {
    // A department whose only room is chosen is the department itself.
    expect(groupOfDraft(draftOfGroup(group), group, scope)).toEqual({
      ...group,
      unitIds: ['b', 'dv'],
      siteIds: [],
    })
  })

  it('splits a district up when a commune is left out', () => {
    const draft = draftOfGroup(group)
    const members = writeMembers(toggleUnit(readMembers(draft), id('dv2'), scope))
    expect(groupOfDraft({ ...draft, members }, group, scope)).toMatchObject({
      unitIds: ['b', 'dv1'],
      siteIds: ['s-dv'],
    })
  })

  it('takes over what somebody else chose when nothing was chosen here', () => {
    const theirs = { ...group, unitIds: [id<never>('mv')], siteIds: [] }
    const { draft, taken } = rebase(
      draftOfGroup(group),
      { ...draftOfGroup(group), name: 'Mới' },
      draftOfGroup(theirs),
    )
    expect(taken).toEqual(['members'])
    expect(readMembers(draft).unitIds).toEqual(['mv'])
    expect(draft.name).toBe('Mới')
  })
})
