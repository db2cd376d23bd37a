/**
 * Accepts or refuses a mediasoup-worker: `node check.mjs <worker>` (Node 24). A libwebrtc peer shakes hands with it
 * (ICE, DTLS), sends a real tone over SRTP, and hears it come back through a consumer. The worker's own test suite has
 * no such peer in it: it passed on a build that crashed in its first handshake with a browser.
 * Exit code 0 when sound went both ways, 1 with the reason on stderr otherwise.
 */
import wrtc from '@roamhq/wrtc'
import { createWorker } from 'mediasoup'
import { Device } from 'mediasoup-client'

const TIME_LIMIT_MS = 30_000
const SAMPLE_RATE = 48_000
const SAMPLES_PER_FRAME = SAMPLE_RATE / 100 // libwebrtc takes sound in frames of 10 ms.
const TONE_HZ = 440
const AUDIBLE_PEAK = 1_000 // of 32,767

// The handler of mediasoup-client for browsers finds the WebRTC API among the globals.
Object.assign(globalThis, {
  RTCPeerConnection: wrtc.RTCPeerConnection,
  RTCSessionDescription: wrtc.RTCSessionDescription,
  MediaStream: wrtc.MediaStream,
  MediaStreamTrack: wrtc.MediaStreamTrack,
})

/** A track that sounds for as long as the process lives. */
function createTone() {
  const source = new wrtc.nonstandard.RTCAudioSource()
  const track = source.createTrack()
  let position = 0
  const timer = setInterval(() => {
    const samples = Int16Array.from({ length: SAMPLES_PER_FRAME }, (_, index) =>
      Math.round(10_000 * Math.sin((2 * Math.PI * TONE_HZ * (position + index)) / SAMPLE_RATE)),
    )
    position += SAMPLES_PER_FRAME
    source.onData({
      samples,
      sampleRate: SAMPLE_RATE,
      bitsPerSample: 16,
      channelCount: 1,
      numberOfFrames: SAMPLES_PER_FRAME,
    })
  }, 10)
  return { track, stop: () => clearInterval(timer) }
}

/** Resolves once something louder than silence has been decoded from the track. */
function untilHeard(track) {
  const sink = new wrtc.nonstandard.RTCAudioSink(track)
  return new Promise((resolve) => {
    sink.ondata = ({ samples }) => {
      if (!samples.some((sample) => Math.abs(sample) > AUDIBLE_PEAK)) return
      sink.stop()
      resolve()
    }
  })
}

/** mediasoup-client asks by callbacks. */
async function answer(result, done, failed) {
  try {
    done(await result)
  } catch (error) {
    failed(error)
  }
}

/** One side's transport on the server, and its peer in libwebrtc, wired to each other without any signalling. */
async function connect(device, router, webRtcServer, kind) {
  const server = await router.createWebRtcTransport({ webRtcServer })
  const { id, iceParameters, iceCandidates, dtlsParameters } = server
  const options = { id, iceParameters, iceCandidates, dtlsParameters }
  const peer = kind === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
  peer.on('connect', ({ dtlsParameters: theirs }, done, failed) => {
    void answer(server.connect({ dtlsParameters: theirs }), done, failed)
  })
  return { server, peer }
}

async function bytesReceived(producer) {
  for (;;) {
    const stats = await producer.getStats()
    const bytes = stats.reduce((sum, one) => sum + one.byteCount, 0)
    if (bytes > 0) return bytes
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Sends and receives; resolves with the number of bytes that the worker had decrypted when the tone was heard. */
async function exchange(worker) {
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1', portRange: { min: 40_000, max: 49_999 } }],
  })
  const router = await worker.createRouter({
    mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: SAMPLE_RATE, channels: 2 }],
  })
  const device = await Device.factory({ handlerName: 'Chrome111' })
  await device.load({ routerRtpCapabilities: router.rtpCapabilities })

  const up = await connect(device, router, webRtcServer, 'send')
  let producer
  const produce = async (options) => {
    producer = await up.server.produce(options)
    return { id: producer.id }
  }
  up.peer.on('produce', ({ kind, rtpParameters }, done, failed) => {
    void answer(produce({ kind, rtpParameters }), done, failed)
  })
  const tone = createTone()
  await up.peer.produce({ track: tone.track })
  await bytesReceived(producer)

  const down = await connect(device, router, webRtcServer, 'recv')
  const consumer = await down.server.consume({
    producerId: producer.id,
    rtpCapabilities: device.recvRtpCapabilities,
  })
  const { id, kind, rtpParameters } = consumer
  const received = await down.peer.consume({ id, producerId: producer.id, kind, rtpParameters })
  await untilHeard(received.track)
  const bytes = await bytesReceived(producer)
  tone.stop()
  return bytes
}

/** One line that says why, instead of a stack through mediasoup. */
function refuse(error) {
  console.error(error.message)
  process.exit(1)
}

async function main(binary) {
  process.on('uncaughtException', refuse) // mediasoup throws this way when a worker ends at once.
  const tooLong = new Error(`no sound both ways within ${TIME_LIMIT_MS / 1000} s`)
  const limit = setTimeout(refuse, TIME_LIMIT_MS, tooLong)
  process.env.MEDIASOUP_WORKER_BIN = binary
  const worker = await createWorker({ logLevel: 'error', workerBin: binary })
  worker.on('died', refuse)
  const bytes = await exchange(worker)
  clearTimeout(limit)
  console.log(`${bytes} bytes over DTLS-SRTP, and the tone came back`)
  worker.close()
  process.exit(0) // libwebrtc's threads would keep the process for seconds.
}

await main(process.argv[2])
