import type { ApiScope, SessionView } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { siteId, unitId } from '../core/directory/testing.ts'
import { fields } from '../core/vote/testing.ts'
import { dispatch } from './dispatch.ts'
import { aBridge, aPerson, FakePeer } from './testing.ts'

/** A meeting of the province with a motion that is being prepared, and a room that asks the crew for help. */
async function aMeeting() {
  const { services, presence } = aBridge()
  const crew = aPerson('p')
  let count = 0
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
  const key = () => `command-${(count += 1)}` as never
  const { sessionId } = await dispatch(services, crew, 'session.open', {
    command: key(),
    title: 'Họp trực tuyến',
    hostUnitId: unitId('p'),
    chairSiteId: siteId('sp'),
    invitedUnitIds: [unitId('p')],
  })
  const room = FakePeer.site('sc11')
  await presence.arrive(siteId('sc11'), room)
  await dispatch(services, room, 'chat.say', { command: key(), text: 'Không nghe thấy tiếng' })
  await dispatch(services, crew, 'vote.propose', { command: key(), sessionId, fields: fields() })
  const look = async (peer: FakePeer) => {
    const selector = { view: 'session', sessionId } as const
    const { entities } = await dispatch(services, peer, 'view.subscribe', { selector })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this selector draws
    return entities as unknown as SessionView
  }
  return { look, crew }
}
const kinds = (view: SessionView) => [...new Set(Object.keys(view).map((key) => key.split(':', 1)[0]))]

/** A program with a token of somebody of the crew. */
function aProgram({ actor }: FakePeer, scopes: readonly ApiScope[]): FakePeer {
  if (actor.kind !== 'person') throw new Error('a program is somebody’s')
  return new FakePeer({ ...actor, scopes }, 'program')
}

describe('What a program is shown', () => {
  it('is what its owner sees, where it may conduct', async () => {
    const { look, crew } = await aMeeting()
    const view = await look(aProgram(crew, ['conduct', 'sessions:read']))
    expect(kinds(view)).toEqual(kinds(await look(crew)))
    expect(kinds(view)).toEqual(expect.arrayContaining(['chat', 'motion']))
    expect(view.session.mayConduct).toBe(true)
  })

  it('holds no draft of a motion and no letter to the crew, where it may only look', async () => {
    const { look, crew } = await aMeeting()
    const view = await look(aProgram(crew, ['sessions:read']))
    expect(view.session.mayConduct).toBe(false)
    expect(view['site:sc11']).toBeDefined()
    expect(kinds(view)).not.toContain('motion')
    expect(kinds(view)).not.toContain('chat')
  })
})
