import { applyDelta, type Entities } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { ViewHub } from './ViewHub.ts'
import type { Peer } from './Peer.ts'
import { FakePeer, RecordingLog, settled } from './testing.ts'

const BRIDGE = { view: 'bridge' } as const

/** What each peer may see, by its page. */
function aHub(initial: Record<string, Entities> = {}) {
  const shown = new Map<string, Entities>(Object.entries(initial))
  const log = new RecordingLog()
  let draws = 0
  const hub = new ViewHub((peer: Peer) => {
    draws += 1
    const view = shown.get(peer.instance)
    if (view === undefined) throw new Error('nothing to draw')
    return view
  }, log)
  return { hub, shown, log, draws: () => draws }
}
const page = (name: string) => FakePeer.site('a', name)

describe('A live view', () => {
  it('begins with a snapshot and follows with deltas numbered from 1 without gaps', async () => {
    const { hub, shown } = aHub({ p: { a: 1 } })
    const peer = page('p')
    const snapshot = hub.subscribe(peer, BRIDGE)
    expect(snapshot).toMatchObject({ n: 0, entities: { a: 1 } })
    for (let a = 2; a <= 4; a++) {
      shown.set('p', { a })
      hub.changed()
      await settled()
    }
    const deltas = peer.received('view.delta')
    expect(deltas.map(({ n }) => n)).toEqual([1, 2, 3])
    let copy: { n: number; entities: Entities } = snapshot
    for (const delta of deltas) {
      const applied = applyDelta(copy.entities, copy.n, delta)
      if (applied.gap) throw new Error('a gap')
      copy = applied
    }
    expect(copy.entities).toEqual({ a: 4 })
  })

  it('sends all changes of one turn at once, and only what has changed', async () => {
    const { hub, shown } = aHub({ p: { a: 1, b: { c: 1 }, gone: true } })
    const peer = page('p')
    hub.subscribe(peer, BRIDGE)
    for (const c of [2, 3, 4]) {
      shown.set('p', { a: 1, b: { c } })
      hub.changed()
    }
    await settled()
    expect(peer.received('view.delta')).toMatchObject([{ n: 1, set: { b: { c: 4 } }, remove: ['gone'] }])
  })

  it('does not number what a subscriber may not see: others’ changes leave no gap', async () => {
    const { hub, shown } = aHub({ p: { a: 1 }, q: { b: 1 } })
    const [p, q] = [page('p'), page('q')]
    hub.subscribe(p, BRIDGE)
    hub.subscribe(q, BRIDGE)
    shown.set('q', { b: 2 })
    hub.changed()
    await settled()
    shown.set('p', { a: 2 })
    hub.changed()
    await settled()
    expect(p.received('view.delta').map(({ n }) => n)).toEqual([1])
    expect(q.received('view.delta').map(({ n }) => n)).toEqual([1])
  })

  it('is not sent to who has unsubscribed or gone; nobody ends another’s', async () => {
    const { hub, shown } = aHub({ p: { a: 1 }, q: { a: 1 } })
    const [p, q] = [page('p'), page('q')]
    const first = hub.subscribe(p, BRIDGE)
    const second = hub.subscribe(q, BRIDGE)
    hub.unsubscribe(p, second.subscription)
    hub.unsubscribe(p, first.subscription)
    shown.set('p', { a: 2 })
    shown.set('q', { a: 2 })
    hub.changed()
    await settled()
    expect([p.sent.length, q.sent.length]).toEqual([0, 1])
    hub.forget(q)
    shown.set('q', { a: 3 })
    hub.changed()
    await settled()
    expect(q.sent).toHaveLength(1)
  })

  it('of a page is one of eight at most: the oldest gives way', async () => {
    const { hub, shown } = aHub({ p: { a: 1 } })
    const peer = page('p')
    const ids = Array.from({ length: 9 }, () => hub.subscribe(peer, BRIDGE).subscription)
    shown.set('p', { a: 2 })
    hub.changed()
    await settled()
    expect(peer.received('view.delta').map(({ subscription }) => subscription)).toEqual(ids.slice(1))
  })

  it('that can not be drawn is logged and takes no other one along', async () => {
    const { hub, shown, log } = aHub({ p: { a: 1 }, q: { a: 1 } })
    const [p, q] = [page('p'), page('q')]
    hub.subscribe(p, BRIDGE)
    hub.subscribe(q, BRIDGE)
    shown.delete('p')
    shown.set('q', { a: 2 })
    hub.changed()
    await settled()
    expect(q.sent).toHaveLength(1)
    expect(log.lines.map(({ level }) => level)).toEqual(['error'])
  })
})
