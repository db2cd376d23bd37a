import type { MediaKind, VideoCodec } from '@diem-cau/protocol'
import type { Producer, Router } from 'mediasoup/types'
import type { Logger } from 'pino'
import type { SwitchResult } from '../stage/index.ts'
import { StageSlot } from '../stage/StageSlot.ts'
import { StageSource } from '../stage/StageSource.ts'

/** What a room asks of a source that may be switched onto slots. */
export interface SourcePort {
  /** Puts another producer of the same router in the place of the last. */
  setVideo(producer: Producer | null): Promise<void>
  setAudio(producer: Producer | null): Promise<void>
  close(): void
}

export interface SlotSwitch {
  readonly kind: MediaKind
  readonly sourceId: string | null
  readonly elapsedMs: number
}

/** What a room asks of a slot. A later switch overtakes one under way. */
export interface SlotPort {
  readonly videoProducer: Producer | null
  readonly audioProducer: Producer | null
  switchVideo(source: SourcePort | null): Promise<SwitchResult>
  switchAudio(source: SourcePort | null): Promise<SwitchResult>
  on(event: 'switch', listener: (change: SlotSwitch) => void): unknown
  close(): void
}

export interface SlotRequest {
  readonly slotId: string
  readonly router: Router
  readonly videoCodec: VideoCodec
  readonly audio: boolean
  readonly logger: Logger
}

export interface SourceRequest {
  readonly sourceId: string
  readonly router: Router
  readonly video?: Producer
  readonly audio?: Producer
}

/** Makes slots and sources: the stage's own, or fakes in the tests of a room. */
export interface StageFactory {
  createSlot(request: SlotRequest): Promise<SlotPort>
  createSource(request: SourceRequest): Promise<SourcePort>
}

export const STAGE: StageFactory = {
  createSlot: async (request) => await StageSlot.create(request),
  createSource: async (request) => await StageSource.create(request),
}
