import type { BranchRow, SessionView } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { detachedBranches, detachedSites, sitesToDetach, usualChair } from './branches.ts'
import { sessionOnScreen } from './sessions.ts'
import { statusReader } from './siteStatus.ts'
import { aDirectory, aSession, aSessionHead, aSiteRow, id } from './testing.ts'

const directory = aDirectory()
const SITES = ['s-p', 's-dv', 's-dv1', 's-dv2', 's-mv', 's-mv1']
const node = (key: string) => {
  const found = directory.node(key)
  if (found === undefined) throw new Error(`no node ${key}`)
  return found
}
const session = (change: Partial<SessionView['session']> = {}): SessionView => ({
  ...aSession(SITES.map((siteId) => aSiteRow(siteId))),
  session: aSessionHead(change),
})
const branch = (unitId: string, siteIds: string[], since: number): BranchRow => ({
  sessionId: id(`session-${unitId}`),
  unitId: id(unitId),
  unitName: unitId,
  since,
  siteCount: siteIds.length,
  connectedCount: 0,
  siteIds: siteIds.map((siteId) => id(siteId)),
})
const names = (key: string, view = session()) => sitesToDetach(node(key), view).map(({ siteId }) => siteId)

describe('A unit that may meet on its own', () => {
  it('takes its invited sites along', () => {
    expect(names('dv')).toEqual(['s-dv', 's-dv1', 's-dv2'])
    expect(names('mv')).toEqual(['s-mv', 's-mv1'])
  })

  it('is not the host, nor the one that has the chair, nor one that is not invited', () => {
    expect(names('p')).toEqual([])
    expect(names('dv', session({ chairSiteId: id('s-dv1') }))).toEqual([])
    expect(names('bodies:p')).toEqual([])
    expect(names('mv', aSession([aSiteRow('s-p')]))).toEqual([])
  })

  it('is none out of a meeting that was itself detached', () => {
    const parent = { sessionId: id<SessionView['session']['sessionId']>('y'), title: 'Giao ban', open: true }
    expect(names('dv', session({ hostUnitId: id('x'), parent }))).toEqual([])
  })

  it('is usually chaired from its own room, else from one that is there', () => {
    const view = aSession([aSiteRow('s-dv1', { presence: 'absent' }), aSiteRow('s-dv2')])
    const statusOf = statusReader(view, null)
    expect(usualChair(node('dv'), sitesToDetach(node('dv'), session()), statusOf)).toBe('s-dv')
    expect(usualChair(node('dv'), sitesToDetach(node('dv'), view), statusOf)).toBe('s-dv2')
    expect(usualChair(node('dv'), [], statusOf)).toBeNull()
  })
})

describe('Units that meet on their own', () => {
  const view: SessionView = {
    ...aSession([aSiteRow('s-p')]),
    'branch:session-mv': branch('mv', ['s-mv'], 20),
    'branch:session-dv': branch('dv', ['s-dv', 's-dv1'], 10),
  }

  it('are listed in the order in which they left', () => {
    expect(detachedBranches(view).map(({ unitId }) => unitId)).toEqual(['dv', 'mv'])
    expect([...detachedSites(view)]).toEqual(['s-dv', 's-dv1', 's-mv'])
    expect([...detachedSites(null)]).toEqual([])
  })

  it('are said of their sites, which are not taken for ones that were not invited', () => {
    const statusOf = statusReader(view, null)
    expect(statusOf('s-dv1').word).toBe('detached')
    expect(statusOf('s-b').word).toBe('notInvited')
    expect(statusOf('s-p').word).toBe('connected')
  })
})

describe('The session on screen, when nobody has chosen one', () => {
  const shown = (chosen: string | null, conducts: string[]) => {
    const parent = aSessionHead({
      sessionId: id('parent'),
      openedAt: 1,
      mayConduct: conducts.includes('p'),
    })
    const child = aSessionHead({
      sessionId: id('child'),
      openedAt: 2,
      mayConduct: conducts.includes('dv'),
      parent: { sessionId: id('parent'), title: 'Giao ban', open: true },
    })
    return sessionOnScreen([child, parent], chosen === null ? null : id(chosen))?.sessionId
  }

  it('stays the common one for those who conduct it: a district that leaves takes nobody’s screen along', () => {
    expect(shown(null, ['p', 'dv'])).toBe('parent')
  })

  it('is the own one for the district’s crew', () => {
    expect(shown(null, ['dv'])).toBe('child')
  })

  it('is the common one for those who conduct neither', () => {
    expect(shown(null, [])).toBe('parent')
  })

  it('is the chosen one, as long as it is open', () => {
    expect(shown('child', ['p', 'dv'])).toBe('child')
    expect(shown('gone', ['p', 'dv'])).toBe('parent')
  })
})
