import { afterEach, expect, test, vi } from 'vitest'
import { Capture, type UserMedia } from './Capture.ts'
import type { DevicePreferences } from './preferences.ts'

const preferences: DevicePreferences = {
  cameraId: '',
  microphoneId: '',
  speakerId: '',
  echoCancellation: false,
  autoGainControl: true,
  noiseSuppression: true,
}

class FakeTrack extends EventTarget {
  stopped = false
  readonly #deviceId: string

  constructor(deviceId: string) {
    super()
    this.#deviceId = deviceId
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.#deviceId }
  }

  stop(): void {
    this.stopped = true
  }
}

const streamOf = (track: FakeTrack): MediaStream => ({ getTracks: () => [track] }) as unknown as MediaStream
const refusal = (name: string): DOMException => new DOMException('', name)
const userMedia = vi.fn<UserMedia>()
let changes = 0

const setUp = (kind: 'camera' | 'microphone' = 'camera'): Capture => {
  changes = 0
  userMedia.mockReset()
  return new Capture(kind, userMedia, () => void (changes += 1))
}

afterEach(() => vi.useRealTimers())

test('a device that opens is known by its id', async () => {
  const capture = setUp()
  const track = new FakeTrack('cam-1')
  userMedia.mockResolvedValue(streamOf(track))
  await capture.open(preferences)
  expect(capture.state).toEqual({ device: 'ok', track, deviceId: 'cam-1' })
})

test.each([
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotAllowedError', 'denied'],
  ['NotReadableError', 'busy'],
  ['TypeError', 'unknown'],
])('%s means that it is %s', async (name, device) => {
  const capture = setUp()
  userMedia.mockRejectedValue(refusal(name))
  await capture.open(preferences)
  expect(capture.state).toMatchObject({ device, track: null })
  capture.close()
})

test('the room’s own sound processor: what was turned off is asked for off', async () => {
  const capture = setUp('microphone')
  userMedia.mockResolvedValue(streamOf(new FakeTrack('mic')))
  await capture.open(preferences)
  expect(userMedia.mock.calls[0]?.[0]).toMatchObject({
    audio: { echoCancellation: false, autoGainControl: true, noiseSuppression: true },
  })
})

test('the old device is let go only after the new one is there', async () => {
  const capture = setUp()
  const [first, second] = [new FakeTrack('a'), new FakeTrack('b')]
  userMedia.mockResolvedValueOnce(streamOf(first)).mockImplementationOnce(async () => {
    expect(first.stopped).toBe(false)
    return streamOf(second)
  })
  await capture.open(preferences)
  await capture.open({ ...preferences, cameraId: 'b' })
  expect(first.stopped).toBe(true)
  expect(capture.state.deviceId).toBe('b')
})

test('a device that is unplugged is missing, and the next best is looked for', async () => {
  const capture = setUp()
  const [first, second] = [new FakeTrack('usb'), new FakeTrack('built-in')]
  userMedia.mockResolvedValueOnce(streamOf(first)).mockResolvedValueOnce(streamOf(second))
  await capture.open(preferences)
  first.dispatchEvent(new Event('ended'))
  expect(capture.state.device).toBe('missing')
  await vi.waitFor(() => expect(capture.state.deviceId).toBe('built-in'))
})

test('a device that another program holds is tried again by itself', async () => {
  vi.useFakeTimers()
  const capture = setUp()
  userMedia
    .mockRejectedValueOnce(refusal('NotReadableError'))
    .mockResolvedValueOnce(streamOf(new FakeTrack('a')))
  await capture.open(preferences)
  expect(capture.state.device).toBe('busy')
  await vi.advanceTimersByTimeAsync(11_000)
  expect(capture.state.device).toBe('ok')
})

test('an opening that was overtaken lets its device go', async () => {
  const capture = setUp()
  const late = new FakeTrack('late')
  let finish = (_stream: MediaStream): void => {}
  userMedia
    .mockImplementationOnce(async () => await new Promise((resolve) => (finish = resolve)))
    .mockResolvedValueOnce(streamOf(new FakeTrack('second')))
  const first = capture.open(preferences)
  await capture.open(preferences)
  finish(streamOf(late))
  await first
  expect(late.stopped).toBe(true)
  expect(capture.state.deviceId).toBe('second')
})

test('silence is said of a device that works, and taken back', async () => {
  const capture = setUp('microphone')
  capture.setSilent(true)
  expect(capture.state.device).toBe('unknown')
  userMedia.mockResolvedValue(streamOf(new FakeTrack('mic')))
  await capture.open(preferences)
  capture.setSilent(true)
  expect(capture.state.device).toBe('silent')
  const before = changes
  capture.setSilent(true)
  expect(changes).toBe(before)
  capture.setSilent(false)
  expect(capture.state.device).toBe('ok')
})
