/** What a test's room looks and sounds like: told apart at the other end by colour and tone. */
export interface FakeRoom {
  readonly colour: Colour
  /** Hertz; keep rooms at least 150 apart. */
  readonly toneHz: number
  /** A room with people in it instead of the bare colour: for pictures that are shown, not measured. */
  readonly scene?: boolean
}

export const COLOURS = {
  red: [220, 30, 30],
  green: [30, 180, 40],
  blue: [40, 60, 220],
  yellow: [225, 215, 40],
  magenta: [210, 40, 200],
  cyan: [40, 205, 215],
} as const
export type Colour = keyof typeof COLOURS

/**
 * A script for `addInitScript`: the page's camera and microphone become a moving picture in one colour and a
 * steady tone. `tampered`: what the page says to its senders about stopping is swallowed, so that it goes on
 * sending whatever it is told.
 */
export function fakeRoomScript({ colour, toneHz, scene = false }: FakeRoom, tampered = false): string {
  return `(${install.toString()})(${JSON.stringify({ rgb: COLOURS[colour], toneHz, scene, tampered })})`
}

/** Runs in the page. */
function install({
  rgb,
  toneHz,
  scene,
  tampered,
}: {
  rgb: readonly number[]
  toneHz: number
  scene: boolean
  tampered: boolean
}): void {
  const camera = (): MediaStreamTrack => {
    const canvas = document.createElement('canvas')
    canvas.width = 960
    canvas.height = 540
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    let frame = 0
    const drawScene = (): void => {
      const wall = context.createLinearGradient(0, 0, 0, 540)
      wall.addColorStop(0, '#d9dfe2')
      wall.addColorStop(1, '#b3bec4')
      context.fillStyle = wall
      context.fillRect(0, 0, 960, 540)
      for (const [index, x] of [170, 400, 640, 850].entries()) {
        const sway = Math.sin(frame / 12 + index) * 3
        context.fillStyle = ['#2d3e50', '#5a3d3a', '#31493c', '#44405e'][index] ?? 'black'
        context.beginPath()
        context.ellipse(x + sway, 430, 88, 120, 0, Math.PI, 0)
        context.fill()
        context.fillStyle = '#c79a79'
        context.beginPath()
        context.arc(x + sway, 268, 44, 0, 7)
        context.fill()
        context.fillStyle = '#1f1a17'
        context.beginPath()
        context.ellipse(x + sway, 248, 46, 32, 0, Math.PI, 0)
        context.fill()
      }
      context.fillStyle = '#6b4a2f'
      context.fillRect(0, 420, 960, 120)
    }
    const draw = (): void => {
      frame += 1
      if (scene) return drawScene()
      context.fillStyle = `rgb(${rgb.join(',')})`
      context.fillRect(0, 0, 960, 540)
      // Something moves at the edge, away from where the colour is read.
      context.fillStyle = 'black'
      context.fillRect((frame * 16) % 960, 510, 40, 30)
    }
    draw()
    setInterval(draw, 100)
    const [track] = canvas.captureStream(10).getVideoTracks()
    if (track === undefined) throw new Error('no track')
    return track
  }
  const microphone = (): MediaStreamTrack => {
    const audio = new AudioContext()
    const oscillator = audio.createOscillator()
    const level = audio.createGain()
    level.gain.value = 0.4
    oscillator.frequency.value = toneHz
    const out = audio.createMediaStreamDestination()
    oscillator.connect(level).connect(out)
    oscillator.start()
    const [track] = out.stream.getAudioTracks()
    if (track === undefined) throw new Error('no track')
    return track
  }
  navigator.mediaDevices.getUserMedia = (wanted) => {
    const stream = new MediaStream()
    if (wanted?.video !== undefined && wanted.video !== false) stream.addTrack(camera())
    if (wanted?.audio !== undefined && wanted.audio !== false) stream.addTrack(microphone())
    return Promise.resolve(stream)
  }
  // For the tests' own look at what really arrives and leaves, below everything that the page says of itself.
  const peers: RTCPeerConnection[] = []
  Object.assign(window, { testPeers: peers })
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      peers.push(this)
    }
  }
  if (!tampered) return
  const replaceTrack = RTCRtpSender.prototype.replaceTrack
  RTCRtpSender.prototype.replaceTrack = function keepSending(track) {
    return track === null ? Promise.resolve() : replaceTrack.call(this, track)
  }
  const setParameters = RTCRtpSender.prototype.setParameters
  RTCRtpSender.prototype.setParameters = function keepAllLayers(parameters, ...rest) {
    for (const encoding of parameters.encodings) encoding.active = true
    return setParameters.call(this, parameters, ...rest)
  }
}
