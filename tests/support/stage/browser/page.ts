/// <reference lib="dom" />
import { Device } from 'mediasoup-client'
import type { Consumer, Producer, Transport } from 'mediasoup-client/types'
import type { PageSignalling } from './signalling.ts'

/** Runs in the browser: sends a coloured picture, receives one, and tells its colour. */

declare const signal: <M extends keyof PageSignalling>(
  method: M,
  data: Parameters<PageSignalling[M]>[0],
) => ReturnType<PageSignalling[M]>

const WIDTH = 960
const HEIGHT = 540
const FRAMES_PER_SECOND = 15

let device: Device
let sending: Transport | null = null
const producers: Producer[] = []
const screens: { video: HTMLVideoElement; consumer: Consumer }[] = []

async function load(): Promise<void> {
  device = new Device()
  await device.load({ routerRtpCapabilities: await signal('capabilities', null) })
}

async function openTransport(direction: 'send' | 'receive'): Promise<Transport> {
  const options = await signal('open', null)
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
  transport.on('connect', ({ dtlsParameters }, resolve, reject) => {
    signal('connect', { transportId: options.id, dtlsParameters }).then(resolve, reject)
  })
  transport.on('produce', ({ kind, rtpParameters }, resolve, reject) => {
    signal('produce', { transportId: options.id, kind, rtpParameters }).then((id) => resolve({ id }), reject)
  })
  return transport
}

/** Sends a picture of one colour in three layers with the given codec; returns the server's producer id. */
async function publish(colour: string, mimeType: string): Promise<string> {
  sending ??= await openTransport('send')
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: WIDTH, height: HEIGHT })
  const context = canvas.getContext('2d')
  let x = 0
  setInterval(() => {
    if (context === null) return
    context.fillStyle = colour
    context.fillRect(0, 0, WIDTH, HEIGHT)
    context.fillStyle = 'white'
    context.fillRect(x, 0, 32, 32)
    x = (x + 32) % WIDTH
  }, 1000 / FRAMES_PER_SECOND)
  const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()
  const codec = device.sendRtpCapabilities.codecs?.find(
    (candidate) => candidate.mimeType.toLowerCase() === mimeType,
  )
  if (track === undefined || codec === undefined) throw new Error(`this browser can not send ${mimeType}`)
  const producer = await sending.produce({
    track,
    codec,
    // So that all layers start at once, and not when the bandwidth has been explored.
    codecOptions: { videoGoogleStartBitrate: 3_000 },
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
      { scaleResolutionDownBy: 2, maxBitrate: 400_000 },
      { scaleResolutionDownBy: 1, maxBitrate: 900_000 },
    ],
  })
  producers.push(producer)
  return producer.id
}

/** Stops or starts upper layers of all that is sent. */
async function limitLayers(highest: number): Promise<void> {
  for (const producer of producers) await producer.setMaxSpatialLayer(highest)
}

/** Receives a producer and shows it; returns the number of the screen and the server's consumer id. */
async function receive(producerId: string): Promise<{ screen: number; consumerId: string }> {
  const transport = await openTransport('receive')
  const { rtpParameters, kind, id } = await signal('consume', {
    transportId: transport.id,
    producerId,
    rtpCapabilities: device.recvRtpCapabilities,
  })
  const consumer = await transport.consume({ id, producerId, kind, rtpParameters })
  const video = document.createElement('video')
  Object.assign(video, { muted: true, srcObject: new MediaStream([consumer.track]) })
  document.body.append(video)
  await signal('resume', { consumerId: id })
  // It plays once there is a picture.
  video.play().catch(() => {})
  screens.push({ video, consumer })
  return { screen: screens.length - 1, consumerId: id }
}

/** What a screen shows: the colour in its middle and the width of the picture. */
function look(screen: number): { rgb: number[]; width: number } {
  const video = screens[screen]?.video
  if (video === undefined || video.videoWidth === 0) return { rgb: [], width: 0 }
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 1, height: 1 })
  const context = canvas.getContext('2d')
  context?.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 8, 8, 0, 0, 1, 1)
  const pixel = context?.getImageData(0, 0, 1, 1).data ?? []
  return { rgb: [...pixel].slice(0, 3), width: video.videoWidth }
}

/** The codec a screen's picture came in, as the browser reports it. */
async function codecOf(screen: number): Promise<string> {
  const reports = await screens[screen]?.consumer.getStats()
  for (const report of reports?.values() ?? []) if (report.type === 'codec') return String(report.mimeType)
  return ''
}

Object.assign(globalThis, { stagePage: { load, publish, limitLayers, receive, look, codecOf } })
