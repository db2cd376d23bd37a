import { BridgeError, type FloorMode, type RequestId, type SessionId, type SiteId } from '@diem-cau/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { Conductor, type CommandPort } from './Conductor.ts'
import {
  extend,
  giveFloor,
  isModeFinal,
  modeOf,
  nextPin,
  nominate,
  pinnedSite,
  returnToGroup,
  setDelegation,
  setLimits,
  setMode,
  setPin,
  setQueue,
  setSkipped,
} from './floorRules.ts'
import { aConduct, aRequest, aSession, aSlot, id } from './testing.ts'

const request = { requestId: id<RequestId>('r1'), siteId: id<SiteId>('s-mv'), queuePosition: 2 }
let sent: [name: string, data: object][] = []
let refusal: BridgeError | null = null
// eslint-disable-next-line typescript/no-unsafe-type-assertion -- answers what the test wants
const port = {
  command: async (name: string, data: object) => {
    if (refusal !== null) throw refusal
    sent.push([name, data])
    return { done: true }
  },
} as unknown as CommandPort
let conductor: Conductor

beforeEach(() => {
  sent = []
  refusal = null
  conductor = new Conductor(id<SessionId>('x'), port, () => 1_000)
})

const free: FloorMode = { mode: 'free', maxOpen: 3 }

describe('what is changed is taken back by one step', () => {
  test.each<[string, () => Promise<unknown>, [string, object], [string, object]]>([
    [
      'the mode',
      () => setMode(conductor, free, { mode: 'agenda' }),
      ['floor.setMode', { mode: free }],
      ['floor.setMode', { mode: { mode: 'agenda' } }],
    ],
    [
      'delegation',
      () => setDelegation(conductor, true),
      ['floor.setDelegation', { on: true }],
      ['floor.setDelegation', { on: false }],
    ],
    [
      'a district’s queue',
      () => setQueue(conductor, id('dv'), false),
      ['floor.setQueue', { unitId: 'dv', open: false }],
      ['floor.setQueue', { unitId: 'dv', open: true }],
    ],
    [
      'a nomination',
      () => nominate(conductor, request),
      ['group.nominate', { requestId: 'r1' }],
      ['group.return', { requestId: 'r1' }],
    ],
    [
      'a return',
      () => returnToGroup(conductor, request),
      ['group.return', { requestId: 'r1' }],
      ['group.nominate', { requestId: 'r1' }],
    ],
    [
      'an extension',
      () => extend(conductor, request, 5),
      ['floor.extend', { requestId: 'r1', seconds: 300 }],
      ['floor.extend', { requestId: 'r1', seconds: -300 }],
    ],
    [
      'what is shown big',
      () => setPin(conductor, request.siteId, null),
      ['stage.pin', { siteId: 's-mv' }],
      ['stage.pin', { siteId: null }],
    ],
    [
      'an item left out',
      () => setSkipped(conductor, 'a', true),
      ['agenda.skip', { itemId: 'a', skipped: true }],
      ['agenda.skip', { itemId: 'a', skipped: false }],
    ],
  ])('%s', async (_, act, [name, data], [backName, backData]) => {
    await act()
    expect(sent).toEqual([[name, { ...data, sessionId: 'x' }]])
    expect(conductor.state.undo).not.toBeNull()
    await conductor.undo()
    expect(sent[1]).toEqual([backName, { ...backData, sessionId: 'x' }])
    expect(conductor.state.undo).toBeNull()
  })

  test('nothing is asked for that is so already', async () => {
    await setMode(conductor, free, { ...free })
    await setPin(conductor, null, null)
    expect(sent).toEqual([])
  })

  test('a refusal is told where it was asked for, and leaves nothing to take back', async () => {
    refusal = new BridgeError('conflict')
    const { limits } = aConduct()
    expect(await setLimits(conductor, limits, limits)).toBe(false)
    expect(conductor.state.problems.has('rules')).toBe(true)
    expect(conductor.state.undo).toBeNull()
  })
})

describe('giving the floor', () => {
  const site = request.siteId
  const speaking = [
    aRequest('r3', 's-dv1', { state: 'live', slot: 'speaker2' }),
    aRequest('r2', 's-dv', { state: 'live', slot: 'speaker1' }),
  ]

  test('names the speech that it takes over from, as it is on screen', async () => {
    await giveFloor({ conductor, view: aSession([], speaking) }, site)
    await giveFloor({ conductor, view: aSession([]) }, site)
    expect(sent.map(([, data]) => data)).toEqual([
      { siteId: site, insteadOf: 'r2', sessionId: 'x' },
      { siteId: site, insteadOf: null, sessionId: 'x' },
    ])
  })
})

describe('a mode as it is asked for', () => {
  test('free discussion keeps its number of microphones, at most the places of the stage', () => {
    expect(modeOf('free', { mode: 'agenda' }, 3)).toEqual({ mode: 'free', maxOpen: 2 })
    expect(modeOf('free', free, 3)).toEqual(free)
    expect(modeOf('free', free, 1)).toEqual({ mode: 'free', maxOpen: 1 })
    expect(modeOf('agenda', free, 3)).toEqual({ mode: 'agenda' })
  })

  test('a lecture can’t be taken back while somebody speaks', () => {
    expect(isModeFinal({ mode: 'lecture' }, 1)).toBe(true)
    expect(isModeFinal({ mode: 'lecture' }, 0)).toBe(false)
    expect(isModeFinal(free, 2)).toBe(false)
  })
})

describe('who is shown big', () => {
  const slots = [aSlot('chair', 's-p'), aSlot('speaker1', 's-mv'), aSlot('content', 's-mv')]

  test('goes round: chair, speakers, then whoever began last', () => {
    expect(nextPin({ pinned: null, slots })).toBe('s-p')
    expect(nextPin({ pinned: 'chair', slots })).toBe('s-mv')
    expect(nextPin({ pinned: 'speaker1', slots })).toBeNull()
    expect(pinnedSite({ pinned: 'speaker1', slots })).toBe('s-mv')
    expect(pinnedSite({ pinned: 'speaker2', slots })).toBeNull()
  })
})
