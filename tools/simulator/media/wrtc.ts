/// <reference lib="dom" />
import { createRequire } from 'node:module'

/** One picture, planar 4:2:0: Y, then U, then V. */
export interface I420Frame {
  width: number
  height: number
  data: Uint8ClampedArray
}

/** Ten milliseconds of one channel. */
export interface SoundFrame {
  samples: Int16Array
  sampleRate: number
  bitsPerSample: 16
  channelCount: number
  numberOfFrames: number
}

interface VideoSource {
  createTrack(): MediaStreamTrack
  onFrame(frame: I420Frame): void
}
interface AudioSource {
  createTrack(): MediaStreamTrack
  onData(data: SoundFrame): void
}
interface Sink {
  stop(): void
}
export interface VideoSink extends Sink {
  onframe: ((event: { frame: I420Frame }) => void) | null
}
export interface AudioSink extends Sink {
  ondata: ((event: SoundFrame) => void) | null
}

/** What libwebrtc for Node offers beyond the standard, as this program uses it. */
interface Wrtc {
  MediaStream: typeof MediaStream
  MediaStreamTrack: typeof MediaStreamTrack
  RTCPeerConnection: typeof RTCPeerConnection
  RTCRtpReceiver: typeof RTCRtpReceiver
  RTCRtpSender: typeof RTCRtpSender
  RTCRtpTransceiver: typeof RTCRtpTransceiver
  RTCSessionDescription: typeof RTCSessionDescription
  RTCIceCandidate: typeof RTCIceCandidate
  nonstandard: {
    RTCVideoSource: new () => VideoSource
    RTCAudioSource: new () => AudioSource
    RTCVideoSink: new (track: MediaStreamTrack) => VideoSink
    RTCAudioSink: new (track: MediaStreamTrack) => AudioSink
    rgbaToI420(rgba: { width: number; height: number; data: Uint8ClampedArray }, i420: I420Frame): void
  }
}

// The package's own types are partly wrong (a video source that takes samples), so they are written down above.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const wrtc = createRequire(import.meta.url)('@roamhq/wrtc') as Wrtc

const GLOBALS = [
  'MediaStream',
  'MediaStreamTrack',
  'RTCPeerConnection',
  'RTCRtpReceiver',
  'RTCRtpSender',
  'RTCRtpTransceiver',
  'RTCSessionDescription',
  'RTCIceCandidate',
] as const

/** Name of mediasoup-client's handler that fits this libwebrtc: it can not be told from a browser's user agent. */
export const WRTC_HANDLER = 'Chrome111'

/** Makes a browser's WebRTC of this process, which mediasoup-client looks for in the globals. */
export function installWrtcGlobals(): void {
  for (const name of GLOBALS)
    Object.defineProperty(globalThis, name, { value: wrtc[name], configurable: true, writable: true })
}
