import { errorReply, type InstanceId, type MediaView, type Source } from '@diem-cau/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BridgeConnection, consoleIdentity, Emitter } from '../../connection/index.ts'
import { FakeSocket } from '../../connection/FakeSocket.ts'
import type { MediaState, SiteMediaEvents } from '../../media/index.ts'
import type { RoomDevicesState } from '../../media/devices/index.ts'
import { SiteModel } from './SiteModel.ts'
import { idleSite, place } from './testing.ts'

const START = 1_700_000_000_000
const nothing = { device: 'ok', track: null, deviceId: '' } as const
const stopped = new Set<string>()
const track = (id: string): MediaStreamTrack =>
  Object.assign(new EventTarget(), { id, stop: () => stopped.add(id) }) as unknown as MediaStreamTrack

class FakeMedia {
  readonly events = new Emitter<SiteMediaEvents>()
  readonly slots = new Map()
  readonly tracks = new Map<Source, MediaStreamTrack | null>()
  state: MediaState = { kind: 'ready', endpointId: 'e', connected: true }
  view: MediaView | null | undefined
  setView(view: MediaView | null): void {
    this.view = view
  }
  setTrack(source: Source, next: MediaStreamTrack | null): void {
    this.tracks.set(source, next)
  }
  setTalkback(): void {}
  handleOnline(): void {}
  handleOffline(): void {}
  handleReset(): void {}
  close(): void {}
}

class FakeDevices {
  readonly events = new Emitter<{ change: RoomDevicesState }>()
  readonly level = { level: 0, resume: () => {} }
  state = {
    camera: nothing,
    microphone: nothing,
    preferences: { speakerId: '' },
  } as unknown as RoomDevicesState
  held = false
  become(change: Partial<RoomDevicesState>): void {
    this.state = { ...this.state, ...change }
    this.events.emit('change', this.state)
  }
  async start(): Promise<void> {
    this.held = true
  }
  async reopen(): Promise<void> {
    this.held = true
  }
  release(): void {
    this.held = false
  }
  async choose(): Promise<void> {}
  close(): void {}
}

const sound = {
  setVoice: vi.fn(),
  setTracks: vi.fn(),
  setOwn: vi.fn(),
  setSpeaker: vi.fn(),
  play: vi.fn(),
  close: vi.fn(),
}
const displayMedia = vi.fn<() => Promise<MediaStream>>()
let socket: FakeSocket
let media: FakeMedia
let devices: FakeDevices
let model: SiteModel

beforeEach(async () => {
  vi.useFakeTimers({ now: START })
  stopped.clear()
  socket = new FakeSocket()
  media = new FakeMedia()
  devices = new FakeDevices()
  const identity = consoleIdentity('i-1' as InstanceId)
  const connection = new BridgeConnection({ socket, identity, random: () => 0.5 })
  model = new SiteModel({ place, connection, media, devices, displayMedia, sound: () => sound })
  model.start()
  await greet()
})
afterEach(() => {
  model.close()
  vi.useRealTimers()
})

async function greet(): Promise<void> {
  socket.challenge(START)
  await vi.advanceTimersByTimeAsync(0)
  socket.answer('hello', { serverTime: START, version: '1', site: place })
  socket.answer('view.subscribe', { subscription: 's', n: 0, entities: idleSite() })
}

let n = 0
const change = (set: Record<string, unknown>): void =>
  socket.emit('view.delta', { subscription: 's', n: (n += 1), set, remove: [] })
beforeEach(() => {
  n = 0
})

const screen = () => model.getSnapshot().screen
const meeting = () => idleSite({ inMeeting: true })
const floor = (update: object) => ({ floor: { ...meeting().floor, ...update } })

test('a room joins by itself when its meeting opens', () => {
  expect(screen().kind).toBe('waiting')
  change({ meeting: meeting().meeting })
  expect(screen()).toMatchObject({ kind: 'meeting', status: { kind: 'listening' } })
})

test('a press is sent once, however often it is pressed meanwhile', async () => {
  change({ meeting: meeting().meeting })
  const first = model.act('request')
  await model.act('request')
  expect(model.getSnapshot().pending).toBe('request')
  expect(socket.all('floor.request')).toHaveLength(1)
  socket.answer('floor.request', { requestId: 'r-1' as never })
  await first
  expect(model.getSnapshot().pending).toBeNull()
})

test('a refusal is said in words for a while', async () => {
  change({ meeting: meeting().meeting })
  const pressed = model.act('request')
  socket.refuse('floor.request', 'already_requested')
  await pressed
  expect(model.getSnapshot().trouble).toMatchObject({ kind: 'refused', error: { code: 'already_requested' } })
  await vi.advanceTimersByTimeAsync(9_000)
  expect(model.getSnapshot().trouble).toBeNull()
})

test('a clicker asks at once, but ends a speech only with a second press', async () => {
  change({ meeting: meeting().meeting })
  void model.clicker()
  expect(socket.all('floor.request')).toHaveLength(1)
  socket.answer('floor.request', { requestId: 'r-1' as never })
  await vi.advanceTimersByTimeAsync(0)
  change(floor({ state: 'live', microphoneOpen: true, liveSince: START }))
  await model.clicker()
  expect(model.getSnapshot().armed).toBe('end')
  expect(socket.all('floor.end')).toHaveLength(0)
  void model.clicker()
  expect(socket.all('floor.end')).toHaveLength(1)
  socket.answer('floor.end', { done: true })
})

test('a first press of the clicker is forgotten after a while, and when the floor changes', async () => {
  change({ meeting: meeting().meeting, ...floor({ state: 'queued', queuePosition: 2 }) })
  await model.clicker()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(model.getSnapshot().armed).toBeNull()
  await model.clicker()
  change(floor({ state: 'live', microphoneOpen: true, liveSince: START }))
  expect(model.getSnapshot().armed).toBeNull()
})

test('devices are handed to the media and told to the server, once for each change', () => {
  const before = socket.all('site.report').length
  const camera = track('camera')
  devices.become({ camera: { device: 'ok', track: camera, deviceId: 'c' } })
  expect(media.tracks.get('camera')).toBe(camera)
  expect(socket.all('site.report')).toHaveLength(before)
  devices.become({ microphone: { device: 'missing', track: null, deviceId: '' } })
  devices.become({})
  expect(socket.all('site.report')).toHaveLength(before + 1)
  expect(socket.last('site.report').data).toEqual({ camera: 'ok', microphone: 'missing' })
})

test('a room whose site is opened elsewhere lets its camera and microphone go, and takes them back', async () => {
  change({ meeting: meeting().meeting })
  socket.emit('goodbye', errorReply('replaced'))
  expect(screen()).toMatchObject({ kind: 'refused', way: 'takeOver' })
  expect(devices.held).toBe(false)
  expect(media.view).toBeNull()
  model.takeOver()
  await greet()
  expect(screen().kind).toBe('waiting')
  expect(devices.held).toBe(true)
})

test('while the link is lost nothing is let go and the last that was known stays', () => {
  change({ meeting: meeting().meeting, ...floor({ state: 'live', microphoneOpen: true, liveSince: START }) })
  socket.lose()
  expect(devices.held).toBe(true)
  expect(screen()).toMatchObject({ kind: 'meeting', link: { kind: 'noServer' }, tally: 'heard' })
  media.state = { kind: 'ready', endpointId: 'e', connected: false }
  media.events.emit('state', media.state)
  expect(screen()).toMatchObject({ link: { kind: 'lost' }, tally: 'off', status: { kind: 'cut' } })
})

test('how a speech ended is taken off the screen by itself', async () => {
  change({ meeting: meeting().meeting, ...floor({ lastOutcome: { state: 'done', at: START } }) })
  expect(screen()).toMatchObject({ status: { kind: 'ended' } })
  await vi.advanceTimersByTimeAsync(16_000)
  expect(screen()).toMatchObject({ status: { kind: 'listening' } })
})

test('presenting captures first, then asks; what the console ends is captured no more', async () => {
  const shown = track('screen')
  displayMedia.mockResolvedValue({ getVideoTracks: () => [shown] } as unknown as MediaStream)
  change({ meeting: meeting().meeting })
  const pressed = model.act('startContent')
  await vi.advanceTimersByTimeAsync(0)
  expect(media.tracks.get('content')).toBe(shown)
  socket.answer('content.start', { done: true })
  await pressed
  const { media: wish } = meeting()
  change({ media: { ...wish, send: { ...wish.send, content: true } } })
  expect(screen()).toMatchObject({ presenting: true })
  change({ media: wish })
  expect(screen()).toMatchObject({ presenting: false })
  expect(media.tracks.get('content')).toBeNull()
  expect(stopped).toContain('screen')
})

test('a refused presentation ends its capture', async () => {
  const shown = track('screen')
  displayMedia.mockResolvedValue({ getVideoTracks: () => [shown] } as unknown as MediaStream)
  change({ meeting: meeting().meeting })
  const pressed = model.act('startContent')
  await vi.advanceTimersByTimeAsync(0)
  socket.refuse('content.start', 'content_not_allowed')
  await pressed
  expect(stopped).toContain('screen')
  expect(model.getSnapshot()).toMatchObject({ content: null, trouble: { kind: 'refused' } })
})

test('who closes the choice of screens has changed their mind', async () => {
  displayMedia.mockRejectedValue(new DOMException('', 'NotAllowedError'))
  change({ meeting: meeting().meeting })
  await model.act('startContent')
  expect(socket.all('content.start')).toHaveLength(0)
  expect(model.getSnapshot().trouble).toBeNull()
})
