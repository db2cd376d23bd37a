import { describe, expect, it } from 'vitest'
import { admissions, sameShape, wantedGroups } from './plan.ts'
import { roomWith, siteId } from './testing.ts'

describe('the plan of a room', () => {
  it('wants the sources of who is on a slot and of who is about to be', () => {
    const room = roomWith('speaker', { standby: ['next'] })
    expect(wantedGroups(room)).toEqual([
      { siteId: 'speaker', group: 'room' },
      { siteId: 'next', group: 'room' },
    ])
  })

  it('wants content apart from the room that shares it, and nothing of who only shows a tile', () => {
    const room = roomWith(null)
    room.sites.push({ siteId: siteId('sharer'), camera: 'low', microphone: false, content: true })
    expect(wantedGroups(room)).toEqual([{ siteId: 'sharer', group: 'content' }])
  })

  it('lets in what is named', () => {
    const admitted = admissions(roomWith('speaker', { muted: true }))
    expect(admitted.get(siteId('speaker'))).toEqual({ camera: 'full', microphone: false, content: false })
    expect(admitted.get(siteId('other'))).toBeUndefined()
  })

  it('keeps slots only for the same places in the same order and codec', () => {
    const room = roomWith('speaker')
    expect(sameShape(room, roomWith(null))).toBe(true)
    expect(sameShape(room, { ...room, videoCodec: 'h264' })).toBe(false)
    expect(sameShape(room, { ...room, slots: room.slots.toReversed() })).toBe(false)
    expect(sameShape(room, { ...room, slots: room.slots.slice(1) })).toBe(false)
  })
})
