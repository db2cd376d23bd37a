import type { SendLevel, Source } from '@diem-cau/protocol'
import type { types } from 'mediasoup-client'
import { afterEach, expect, test, vi } from 'vitest'
import { SourceSender } from './SourceSender.ts'

interface FakeProducer {
  kind: 'audio' | 'video'
  track: MediaStreamTrack | null
  active: boolean[]
  producer: types.Producer
}

const track = (id: string): MediaStreamTrack => ({ id, readyState: 'live' }) as unknown as MediaStreamTrack

function fakeProducer(kind: 'audio' | 'video', first: MediaStreamTrack, layersWork: boolean): FakeProducer {
  const fake = { kind, track: first, active: kind === 'video' ? [true, true, true] : [true] } as FakeProducer
  const rtpSender = {
    getParameters: () => ({ encodings: fake.active.map((active) => ({ active })) }),
    setParameters: async ({ encodings }: { encodings: { active: boolean }[] }) => {
      if (!layersWork) throw new Error('not supported')
      fake.active = encodings.map(({ active }) => active)
    },
  }
  const replaceTrack = async (next: { track: MediaStreamTrack | null }): Promise<void> => {
    fake.track = next.track
  }
  fake.producer = { kind, rtpSender, replaceTrack } as unknown as types.Producer
  return fake
}

function setUp(source: Source, { layersWork = true, failures = 0 } = {}) {
  const made: FakeProducer[] = []
  let left = failures
  const closeSource = vi.fn<() => Promise<void>>(async () => {})
  const onTrouble = vi.fn<() => void>()
  const endpoint = {
    closed: false,
    produce: async (_source: Source, first: MediaStreamTrack) => {
      if (left-- > 0) throw new Error('media_refused')
      const fake = fakeProducer(source === 'microphone' ? 'audio' : 'video', first, layersWork)
      made.push(fake)
      return fake.producer
    },
    closeSource,
  }
  const sender = new SourceSender({ endpoint, source, videoCodec: 'vp8', onTrouble })
  const reach = async (next: MediaStreamTrack | null, level: SendLevel): Promise<void> => {
    sender.update(next, level)
    await vi.waitFor(() => expect(sender.idle).toBe(true))
  }
  return { sender, made, closeSource, onTrouble, reach }
}

afterEach(() => vi.useRealTimers())

test.each([
  ['none', [false, false, false]],
  ['low', [true, false, false]],
  ['full', [true, true, true]],
] as const)('a camera wished for at «%s» sends these layers', async (level, active) => {
  const { made, reach } = setUp('camera')
  await reach(track('c'), level)
  expect(made[0]?.active).toEqual(active)
})

test('a camera is produced once, whatever is wished for', async () => {
  const { made, reach } = setUp('camera')
  const camera = track('c')
  for (const level of ['none', 'low', 'full', 'none', 'full'] as const) await reach(camera, level)
  expect(made).toHaveLength(1)
})

test('a closed microphone has no track at its sender; an open one has', async () => {
  const { made, reach } = setUp('microphone')
  const microphone = track('m')
  await reach(microphone, 'none')
  expect(made[0]?.track).toBeNull()
  await reach(microphone, 'full')
  expect(made[0]?.track).toBe(microphone)
  await reach(microphone, 'none')
  expect(made[0]?.track).toBeNull()
})

test('another device takes the place of the first without being produced again', async () => {
  const { made, reach } = setUp('camera')
  await reach(track('first'), 'full')
  await reach(track('second'), 'full')
  expect(made.map((fake) => fake.track?.id)).toEqual(['second'])
})

test('an unplugged device ends its source, and a plugged one is produced again', async () => {
  const { made, closeSource, reach } = setUp('camera')
  await reach(track('first'), 'full')
  await reach(null, 'full')
  expect(closeSource).toHaveBeenCalledOnce()
  await reach(track('second'), 'low')
  expect(made).toHaveLength(2)
})

test('where layers can’t be switched, the track is taken off instead', async () => {
  const { made, reach } = setUp('camera', { layersWork: false })
  const camera = track('c')
  await reach(camera, 'none')
  expect(made[0]?.track).toBeNull()
  await reach(camera, 'low')
  expect(made[0]?.track).toBe(camera)
})

test('the latest wish wins, however quickly it follows', async () => {
  const { sender, made, reach } = setUp('camera')
  const camera = track('c')
  sender.update(camera, 'full')
  sender.update(camera, 'none')
  sender.update(camera, 'full')
  await reach(camera, 'low')
  expect(made.map(({ active }) => active)).toEqual([[true, false, false]])
})

test('a source that is refused is reported and tried again', async () => {
  vi.useFakeTimers()
  const { sender, made, onTrouble } = setUp('camera', { failures: 1 })
  sender.update(track('c'), 'full')
  await vi.advanceTimersByTimeAsync(0)
  expect(onTrouble).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(2_500)
  expect(made).toHaveLength(1)
})
