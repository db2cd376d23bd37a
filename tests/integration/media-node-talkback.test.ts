import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOOKS, Stand, VIEWER_HERTZ } from '../support/mediaNode/Stand.ts'
import type { TestPeer } from '../support/mediaNode/TestPeer.ts'

const hertzOf = (name: string): number => LOOKS[name]?.hertz ?? 0
/** What was on its way when it ended may still arrive. */
const ON_ITS_WAY_MS = 400

describe('a talkback on a media node of two workers', () => {
  let stand: Stand
  let operator: TestPeer
  let room: TestPeer
  let other: TestPeer

  beforeEach(async () => {
    stand = new Stand()
    await stand.start({ workers: 2 })
    await stand.desire({ stage: { chair: 'blue' } })
    await stand.joinSending('blue')
    room = await stand.joinSending('red')
    other = await stand.join('green')
    operator = await stand.joinViewer('console-1')
  })
  afterEach(async () => await stand.stop())

  async function speak(): Promise<void> {
    await stand.desire({ stage: { chair: 'blue' }, talkbacks: { 'console-1': 'red' } })
    await operator.produce('talkback')
    await Promise.all([operator.consumeTalkback(), room.consumeTalkback()])
    await Promise.all([operator.hears('talkback', hertzOf('red')), room.hears('talkback', VIEWER_HERTZ)])
  }

  it('is heard at both ends, beside the stage, and by nobody else', async () => {
    await speak()
    await room.hears('chair', hertzOf('blue'))
    await other.hears('chair', hertzOf('blue'))
    expect(other.share('chair', hertzOf('red'))).toBeLessThan(0.1)
    expect(await other.packets('speaker1', 'audio')).toBe(0)
    await expect(other.consumeTalkback()).rejects.toThrow('not_desired')
    const stranger = await stand.joinViewer('console-2')
    await expect(stranger.consumeTalkback()).rejects.toThrow('not_desired')
  })

  it('ends at both ends at once, whatever they go on sending', async () => {
    await speak()
    await stand.desire({ stage: { chair: 'blue' } })
    await delay(ON_ITS_WAY_MS)
    const before = await Promise.all([operator, room].map((peer) => peer.packets('talkback', 'audio')))
    const sent = await room.packetsSent('microphone')
    await delay(ON_ITS_WAY_MS)
    expect(await room.packetsSent('microphone')).toBeGreaterThan(sent)
    expect(await Promise.all([operator, room].map((peer) => peer.packets('talkback', 'audio')))).toEqual(
      before,
    )
    await expect(room.consumeTalkback()).rejects.toThrow('not_desired')
  })

  it('is no way in for a console that sends without one, nor for another source', async () => {
    await operator.produce('talkback')
    await expect(operator.produce('microphone')).rejects.toThrow('refused')
    await expect(room.produce('talkback')).rejects.toThrow('refused')
    await expect(room.consumeTalkback()).rejects.toThrow('not_desired')
    await stand.desire({ stage: { chair: 'blue' }, talkbacks: { 'console-2': 'red' } })
    await expect(room.consumeTalkback()).rejects.toThrow('not_ready')
  })

  it('changes to another room without being heard by the first', async () => {
    await speak()
    await stand.desire({ stage: { chair: 'blue' }, talkbacks: { 'console-1': 'green' } })
    await other.produce('microphone')
    await Promise.all([operator.consumeTalkback(), other.consumeTalkback()])
    await operator.hears('talkback', hertzOf('green'))
    await expect(room.consumeTalkback()).rejects.toThrow('not_desired')
  })
})
