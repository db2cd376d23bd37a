/** Full scale of the meter's lower end, in dBFS. */
const FLOOR_DB = -60
/** Below this a sample is digital silence: a real microphone always has some noise. */
const SILENCE_PEAK = 1e-5
/** How long nothing at all must come before the room is told, of a microphone that has never given a sound… */
const SILENT_FROM_START_MS = 10_000
/** … and of one that has: noise suppression may make a pause between words perfectly silent. */
const FELL_SILENT_MS = 30_000
const READ_EVERY_MS = 100

/** A level on the meter, 0 to 1, of an amplitude of 0 to 1: linear in decibels, as people hear. */
export function meterLevelOf(rms: number): number {
  if (rms <= 0) return 0
  const decibels = 20 * Math.log10(rms)
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB))
}

/**
 * Listens to a track, locally only: its level for the meter, and whether anything comes at all. It owns its
 * audio context and its copy of the track; the track itself stays its owner's.
 */
export class SoundLevel {
  readonly #onSilence: (silent: boolean) => void
  #context: AudioContext | null = null
  #node: MediaStreamAudioSourceNode | null = null
  #analyser: AnalyserNode | null = null
  #samples = new Float32Array(1_024)
  #timer: ReturnType<typeof setInterval> | undefined
  #level = 0
  #silentMs = 0
  #wasHeard = false

  constructor(onSilence: (silent: boolean) => void) {
    this.#onSilence = onSilence
  }

  /** 0 to 1. */
  get level(): number {
    return this.#level
  }

  listen(track: MediaStreamTrack | null): void {
    this.#node?.disconnect()
    this.#node = null
    this.#silentMs = 0
    this.#wasHeard = false
    this.#level = 0
    if (track === null) return
    const context = (this.#context ??= new AudioContext())
    this.#analyser ??= new AnalyserNode(context, { fftSize: 1_024 })
    this.#node = context.createMediaStreamSource(new MediaStream([track]))
    this.#node.connect(this.#analyser)
    this.#timer ??= setInterval(() => this.#read(), READ_EVERY_MS)
    this.resume()
  }

  /** After a person has pressed something, a browser that blocked sound lets it run. */
  resume(): void {
    void this.#context?.resume().catch(() => {})
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#node?.disconnect()
    void this.#context?.close().catch(() => {})
    this.#context = null
    this.#analyser = null
  }

  #read(): void {
    // A context that the browser holds back reads zeros: that says nothing of the microphone.
    if (this.#analyser === null || this.#node === null || this.#context?.state !== 'running') return
    this.#analyser.getFloatTimeDomainData(this.#samples)
    let sum = 0
    let peak = 0
    for (const sample of this.#samples) {
      sum += sample * sample
      peak = Math.max(peak, Math.abs(sample))
    }
    this.#level = meterLevelOf(Math.sqrt(sum / this.#samples.length))
    const silent = peak < SILENCE_PEAK
    this.#silentMs = silent ? this.#silentMs + READ_EVERY_MS : 0
    this.#wasHeard ||= !silent
    this.#onSilence(this.#silentMs >= (this.#wasHeard ? FELL_SILENT_MS : SILENT_FROM_START_MS))
  }
}
