import { BridgeError, type RequestId, type SessionId, type SiteId, type UnitId } from '@diem-cau/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { Conductor, type CommandPort, type RequestRef } from './Conductor.ts'
import { id } from './testing.ts'

const site = id<SiteId>('s-mv')
const request: RequestRef = { requestId: id<RequestId>('r1'), siteId: site, queuePosition: 3 }

let sent: [name: string, data: object][] = []
let answer: () => Promise<unknown> = async () => ({ requestId: 'r1', done: true })
// eslint-disable-next-line typescript/no-unsafe-type-assertion -- answers what the test wants
const port = {
  command: async (name: string, data: object) => {
    sent.push([name, data])
    return await answer()
  },
} as unknown as CommandPort
let conductor: Conductor

beforeEach(() => {
  sent = []
  answer = async () => ({ requestId: 'r1', done: true })
  conductor = new Conductor(id<SessionId>('x'), port, () => 1_000)
})
const names = () => sent.map(([name]) => name)

describe('a command', () => {
  test('names the session, and is under way at its place until the server has answered', async () => {
    const done = conductor.give(site)
    expect(conductor.state.busy.has(`site:${site}`)).toBe(true)
    await done
    expect(conductor.state.busy.size).toBe(0)
    expect(sent).toEqual([['floor.give', { siteId: site, sessionId: 'x' }]])
  })

  test('is not sent twice while it is under way', async () => {
    await Promise.all([conductor.give(site), conductor.give(site)])
    expect(names()).toEqual(['floor.give'])
  })

  test('that is refused leaves its reason at its place, in both languages, until the next one there', async () => {
    answer = async () => {
      throw new BridgeError('stage_full', { places: 3 })
    }
    await conductor.give(site, { alongside: true })
    expect(conductor.state.problems.get(`site:${site}`)?.message).toEqual({
      vi: 'Màn hình chính đã đủ 3 điểm cầu phát biểu.',
      en: 'The stage already has 3 speaking sites.',
    })
    answer = async () => ({ requestId: 'r1' })
    await conductor.give(site)
    expect(conductor.state.problems.size).toBe(0)
  })
})

describe('moving in the queue', () => {
  test('is shown at once and taken back when refused', async () => {
    answer = async () => {
      throw new BridgeError('conflict')
    }
    const done = conductor.move(request, 1)
    expect(conductor.state.pendingMove).toEqual({ requestId: 'r1', position: 1 })
    await done
    expect(conductor.state.pendingMove).toBeNull()
  })

  test('to the same place or before the first one sends nothing', async () => {
    await conductor.move(request, 3)
    await conductor.move(request, 0)
    expect(sent).toEqual([])
  })
})

describe('undo', () => {
  test('brings a site back to its place in the queue from standby', async () => {
    await conductor.standby(site, 3)
    expect(conductor.state.undo).toEqual({ kind: 'standby', siteId: site, place: `site:${site}`, at: 1_000 })
    await conductor.undo()
    expect(sent.slice(1)).toEqual([
      ['floor.requeue', { requestId: 'r1', sessionId: 'x' }],
      ['floor.reorder', { requestId: 'r1', position: 3, sessionId: 'x' }],
    ])
    expect(conductor.state.undo).toBeNull()
  })

  test('of an invitation of a site that had not asked takes the request away', async () => {
    await conductor.invite(site)
    await conductor.undo()
    expect(names()).toEqual(['floor.invite', 'floor.decline'])
  })

  test('of a refusal puts the site back where it waited', async () => {
    await conductor.decline(request)
    await conductor.undo()
    expect(names()).toEqual(['floor.decline', 'floor.invite', 'floor.requeue', 'floor.reorder'])
  })

  test('of a move puts it back; of a layout lays out as before', async () => {
    await conductor.move(request, 1)
    await conductor.undo()
    await conductor.setLayout('content', 'single')
    await conductor.undo()
    expect(sent.map(([, data]) => data)).toMatchObject([
      { position: 1 },
      { position: 3 },
      { layout: 'content' },
      { layout: 'single' },
    ])
  })

  test('there is none for what is done on the air', async () => {
    await conductor.standby(site, 1)
    await conductor.give(site)
    await conductor.undo()
    expect(names()).toEqual(['floor.standby', 'floor.give'])
  })

  test('opening a microphone is never an undo away, closing one is', async () => {
    await conductor.setMicrophone(site, true)
    expect(conductor.state.undo).toBeNull()
    await conductor.setMicrophone(site, false)
    expect(conductor.state.undo?.kind).toBe('microphone')
  })
})

describe('letting a unit go', () => {
  test('names the unit and its chair, answers with its session, and leaves nothing to undo', async () => {
    await conductor.standby(site)
    answer = async () => ({ sessionId: 'branch' })
    expect(await conductor.detachBranch(id<UnitId>('mv'), site)).toBe('branch')
    expect(sent.at(-1)).toEqual(['session.detachBranch', { unitId: 'mv', chairSiteId: site, sessionId: 'x' }])
    expect(conductor.state.undo).toBeNull()
  })

  test('says why it was refused to whoever asked, whose question stays on screen', async () => {
    answer = async () => await Promise.reject(new BridgeError('branch_has_chair'))
    await expect(conductor.detachBranch(id<UnitId>('mv'), site)).rejects.toThrow(BridgeError)
  })
})
