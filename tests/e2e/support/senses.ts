import type { Page } from 'playwright-core'
import { COLOURS, type Colour } from './fakeRoom.ts'

/** Nearest known colour of a decoded picture; `none` when there is no picture, or it is none of ours. */
export type Seen = Colour | 'none'

/** What a `<video>` shows a person now: the mean colour of its middle, from a frame that was really decoded. */
export async function seenIn(page: Page, selector: string): Promise<Seen> {
  const rgb = await page.evaluate((wanted) => {
    const video = document.querySelector<HTMLVideoElement>(wanted)
    if (video === null || video.readyState < 2 || video.videoWidth === 0) return null
    // A place that is empty keeps its last frame out of sight.
    if (!video.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return null
    const canvas = document.createElement('canvas')
    canvas.width = 16
    canvas.height = 16
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) return null
    const { videoWidth: w, videoHeight: h } = video
    context.drawImage(video, w / 4, h / 4, w / 2, h / 2, 0, 0, 16, 16)
    const { data } = context.getImageData(0, 0, 16, 16)
    const sum = [0, 0, 0]
    for (let i = 0; i < data.length; i += 4) {
      for (const channel of [0, 1, 2]) sum[channel] = (sum[channel] ?? 0) + (data[i + channel] ?? 0)
    }
    return sum.map((value) => value / 256)
  }, selector)
  return rgb === null ? 'none' : nearest(rgb)
}

function nearest(rgb: readonly number[]): Seen {
  let best: Seen = 'none'
  let bestDistance = 70
  for (const [name, colour] of Object.entries(COLOURS) as [Colour, readonly number[]][]) {
    const distance = Math.hypot(...colour.map((value, i) => value - (rgb[i] ?? 0)))
    if (distance < bestDistance) [best, bestDistance] = [name, distance]
  }
  return best
}

/**
 * Tones that a page plays, in hertz, loudest first: the peaks over everything that its media elements carry.
 * Muted elements count as silence. The page's own analysers stay in it between calls.
 */
export function heardOn(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const store = window as unknown as {
      ears?: { audio: AudioContext; by: Map<MediaStreamTrack, AnalyserNode> }
    }
    store.ears ??= { audio: new AudioContext(), by: new Map() }
    const { audio, by } = store.ears
    await audio.resume()
    const playing = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].filter(
      (element) => !element.muted && element.volume > 0 && !element.paused,
    )
    const tracks = playing.flatMap((element) =>
      element.srcObject instanceof MediaStream ? element.srcObject.getAudioTracks() : [],
    )
    for (const track of tracks) {
      if (by.has(track)) continue
      const analyser = audio.createAnalyser()
      analyser.fftSize = 4096
      analyser.smoothingTimeConstant = 0
      audio.createMediaStreamSource(new MediaStream([track])).connect(analyser)
      by.set(track, analyser)
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
    const peaks: { hz: number; level: number }[] = []
    for (const track of tracks) {
      const analyser = by.get(track)
      if (analyser === undefined || track.readyState !== 'live') continue
      const bins = new Float32Array(analyser.frequencyBinCount)
      analyser.getFloatFrequencyData(bins)
      let loudest = 0
      bins.forEach((level, bin) => {
        if (level > (bins[loudest] ?? -Infinity)) loudest = bin
      })
      const level = bins[loudest] ?? -Infinity
      if (level > -55) peaks.push({ hz: (loudest * audio.sampleRate) / analyser.fftSize, level })
    }
    return peaks.toSorted((a, b) => b.level - a.level).map(({ hz }) => hz)
  })
}

export function hears(tones: readonly number[], toneHz: number): boolean {
  return tones.some((hz) => Math.abs(hz - toneHz) < 40)
}

/** What really crosses the page's transports, counted by the browser. */
export interface Traffic {
  /** Streams of which at least one packet has arrived. */
  received: { video: number; audio: number }
  /** Packets that have arrived and left, all streams together. */
  packetsReceived: number
  packetsSent: number
}

export function trafficOf(page: Page): Promise<Traffic> {
  return page.evaluate(async () => {
    const { testPeers } = window as unknown as { testPeers: RTCPeerConnection[] }
    const traffic = { received: { video: 0, audio: 0 }, packetsReceived: 0, packetsSent: 0 }
    for (const peer of testPeers) {
      if (peer.connectionState === 'closed') continue
      for (const stat of (await peer.getStats()).values()) {
        // The worker probes for bandwidth with padding under this SSRC: no stream of anybody's.
        const isProbe = stat.ssrc === 1234
        if (stat.type === 'inbound-rtp' && stat.packetsReceived > 0 && !isProbe) {
          traffic.received[stat.kind as 'video' | 'audio'] += 1
          traffic.packetsReceived += stat.packetsReceived
        }
        if (stat.type === 'outbound-rtp') traffic.packetsSent += stat.packetsSent
      }
    }
    return traffic
  })
}

/** Codecs of the pictures that were decoded here. */
export function receivedVideoCodecsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { testPeers } = window as unknown as { testPeers: RTCPeerConnection[] }
    const codecs = new Set<string>()
    for (const peer of testPeers) {
      if (peer.connectionState === 'closed') continue
      const report = await peer.getStats()
      for (const stat of report.values()) {
        if (stat.type !== 'inbound-rtp' || stat.kind !== 'video' || !(stat.framesDecoded > 0)) continue
        const codec = report.get(stat.codecId) as { mimeType: string } | undefined
        if (codec !== undefined) codecs.add(codec.mimeType)
      }
    }
    return [...codecs]
  })
}
