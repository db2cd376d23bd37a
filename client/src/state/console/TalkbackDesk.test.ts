import type { EndpointId, SiteId } from '@diem-cau/protocol'
import { beforeEach, expect, test, vi } from 'vitest'
import { TalkbackDesk } from './TalkbackDesk.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
const ROOM = 's-1' as SiteId
const OTHER = 's-2' as SiteId
const stop = vi.fn()
const track = { stop } as unknown as MediaStreamTrack
const order = vi.fn(async (_place: string, _name: string, _data: object) => ({ done: true }) as never)
const setTalkback = vi.fn()
const media = { endpointId: 'e-1' as EndpointId, setTalkback }

let microphone = async (): Promise<MediaStreamTrack> => track
let desk: TalkbackDesk
beforeEach(() => {
  vi.clearAllMocks()
  microphone = async () => track
  desk = new TalkbackDesk({ order }, async () => await microphone())
  desk.setMedia(media)
})

test('opens the microphone, tells the server, and speaks', async () => {
  await desk.toggle(ROOM)
  expect(order).toHaveBeenCalledWith('site:s-1', 'talkback.start', { siteId: ROOM, endpointId: 'e-1' })
  expect(setTalkback).toHaveBeenLastCalledWith(track)
  expect(desk.current()).toEqual({ kind: 'on', siteId: ROOM })
})

test('a second press ends it, and the microphone with it', async () => {
  await desk.toggle(ROOM)
  await desk.toggle(ROOM)
  expect(order).toHaveBeenLastCalledWith('site:s-1', 'talkback.stop', { siteId: ROOM })
  expect(stop).toHaveBeenCalledOnce()
  expect(setTalkback).toHaveBeenLastCalledWith(null)
  expect(desk.current()).toMatchObject({ kind: 'idle', problem: null })
})

test('goes over to another room: the first is ended before', async () => {
  await desk.toggle(ROOM)
  await desk.toggle(OTHER)
  expect(order.mock.calls.map(([, name]) => name)).toEqual([
    'talkback.start',
    'talkback.stop',
    'talkback.start',
  ])
  expect(desk.current()).toEqual({ kind: 'on', siteId: OTHER })
})

test('is over here when the server has ended it, as when the room goes on stage', async () => {
  await desk.toggle(ROOM)
  desk.handleView(new Set([ROOM]))
  expect(desk.current().kind).toBe('on')
  desk.handleView(new Set())
  expect(stop).toHaveBeenCalledOnce()
  expect(desk.current().kind).toBe('idle')
})

test('says why it can not: no microphone, none allowed, no media', async () => {
  microphone = async () => await Promise.reject(new DOMException('', 'NotAllowedError'))
  await desk.toggle(ROOM)
  expect(desk.current()).toEqual({ kind: 'idle', problem: 'microphoneDenied', siteId: ROOM })
  microphone = async () => await Promise.reject(new DOMException('', 'NotFoundError'))
  await desk.toggle(ROOM)
  expect(desk.current()).toMatchObject({ problem: 'noMicrophone' })
  desk.setMedia({ endpointId: null, setTalkback })
  await desk.toggle(ROOM)
  expect(desk.current()).toMatchObject({ problem: 'noMedia' })
  expect(order).not.toHaveBeenCalled()
})

test('a refusal lets the microphone go', async () => {
  order.mockResolvedValueOnce(null as never)
  await desk.toggle(ROOM)
  expect(stop).toHaveBeenCalledOnce()
  expect(desk.current().kind).toBe('idle')
})

test('speaks on through media that were made anew', async () => {
  await desk.toggle(ROOM)
  const next = { endpointId: 'e-2' as EndpointId, setTalkback: vi.fn() }
  desk.setMedia(next)
  expect(next.setTalkback).toHaveBeenCalledWith(track)
})
