/// <reference lib="dom" />
import type { ClientMessageName, DataOf, ReplyOf, SlotName } from '@diem-cau/protocol'
import type { types } from 'mediasoup-client'

export type MediaMessageName = Extract<ClientMessageName, `media.${string}` | 'tiles.watch'>

/** What the media layer needs of a connection: questions and answers. */
export interface MediaPort {
  request<N extends MediaMessageName>(name: N, data: DataOf<N>): Promise<ReplyOf<N>>
}

/** The picture and the sound behind one place of the stage; null while it is not received. */
export interface SlotTracks {
  video: MediaStreamTrack | null
  audio: MediaStreamTrack | null
}
export type StageTracks = ReadonlyMap<SlotName, SlotTracks>

/** What was really done over the life of a page; a change of floor must add nothing at a listener. */
export interface MediaCounters {
  /** Calls of setLocalDescription and setRemoteDescription on any of its peer connections. */
  sdpOperations: number
  consumersCreated: number
  endpointsOpened: number
}

export type MediaState =
  /** No meeting, or nobody to connect to. */
  | { kind: 'idle' }
  | { kind: 'opening'; attempt: number }
  /** `connected`: ICE and DTLS of everything that was negotiated stand. */
  | { kind: 'ready'; endpointId: string; connected: boolean }
  /** The last attempt failed; the next one comes by itself. */
  | { kind: 'waiting'; attempt: number; reason: string }

export interface DeviceChoice {
  /** mediasoup-client's handler; detected from the browser when absent. Node needs it. */
  handlerName?: types.BuiltinHandlerName
}
