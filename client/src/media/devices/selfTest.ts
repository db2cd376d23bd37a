/** Length of the recording that is played back. */
export const RECORDING_MS = 4_000
const TONE_MS = 1_200
/** A4 and E5: a fifth, easily told from a hum. */
const TONE_HZ = [440, 659.25] as const

/** Plays through the chosen loudspeaker; the browser's own when it has no choice. */
export async function useSpeaker(element: HTMLMediaElement, speakerId: string): Promise<void> {
  if (typeof element.setSinkId !== 'function') return
  // A loudspeaker that is gone: the default one serves.
  await element.setSinkId(speakerId).catch(async () => await element.setSinkId('').catch(() => {}))
}

/** Records the room for four seconds, on this PC only. */
export async function recordSample(microphone: MediaStreamTrack, signal: AbortSignal): Promise<Blob> {
  const recorder = new MediaRecorder(new MediaStream([microphone]))
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()))
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const timer = setTimeout(stop, RECORDING_MS)
  signal.addEventListener('abort', stop)
  recorder.start()
  await stopped
  clearTimeout(timer)
  return new Blob(parts, { type: recorder.mimeType })
}

/** Plays a recording to its end, or until it is broken off. */
export async function playSample(sample: Blob, speakerId: string, signal: AbortSignal): Promise<void> {
  const url = URL.createObjectURL(sample)
  const element = new Audio(url)
  try {
    await useSpeaker(element, speakerId)
    const ended = new Promise<void>((resolve, reject) => {
      element.addEventListener('ended', () => resolve())
      element.addEventListener('error', () => reject(new Error('the recording can not be played')))
      signal.addEventListener('abort', () => resolve())
    })
    if (!signal.aborted) await element.play()
    await ended
  } finally {
    element.pause()
    URL.revokeObjectURL(url)
  }
}

/** Two soft notes through the chosen loudspeaker. */
export async function playTone(speakerId: string): Promise<void> {
  const context = new AudioContext()
  const element = new Audio()
  try {
    const output = context.createMediaStreamDestination()
    element.srcObject = output.stream
    await useSpeaker(element, speakerId)
    await context.resume()
    await element.play()
    TONE_HZ.forEach((frequency, index) => note(context, output, frequency, (index * TONE_MS) / 2_000))
    await new Promise((resolve) => setTimeout(resolve, TONE_MS + 300))
  } finally {
    element.pause()
    await context.close()
  }
}

function note(context: AudioContext, output: AudioNode, frequency: number, delaySeconds: number): void {
  const start = context.currentTime + 0.1 + delaySeconds
  const oscillator = new OscillatorNode(context, { frequency })
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(0.25, start + 0.03)
  gain.gain.exponentialRampToValueAtTime(0.001, start + TONE_MS / 2_000)
  oscillator.connect(gain).connect(output)
  oscillator.start(start)
  oscillator.stop(start + TONE_MS / 2_000)
}
