import type { SlotName } from '@diem-cau/protocol'
import type { StageTracks } from '../types.ts'
import { useSpeaker } from './selfTest.ts'

/** The crew's voice in a talkback: no place of the stage. */
const VOICE = 'voice'
/** How loud the stage is meanwhile, of 1. */
const BESIDE_A_VOICE = 0.25

/**
 * Plays the sound of the stage, whatever is on the screen. One element a slot, apart from the pictures, so
 * that a change of layout interrupts nobody. It owns its elements; the tracks are the endpoint's.
 */
export class StageSound {
  readonly #elements = new Map<SlotName | typeof VOICE, HTMLAudioElement>()
  readonly #parent: HTMLElement
  readonly #onBlocked: (blocked: boolean) => void
  #own: ReadonlySet<string> = new Set()
  #speakerId = ''
  #closed = false

  /** @param parent where the elements live; nothing of them is seen. */
  constructor(parent: HTMLElement, onBlocked: (blocked: boolean) => void) {
    this.#parent = parent
    this.#onBlocked = onBlocked
  }

  setTracks(slots: StageTracks): void {
    for (const [slot, { audio }] of slots) {
      if (audio !== null) this.#attach(slot, audio)
    }
    for (const [slot, element] of this.#elements) {
      if (slot !== VOICE && !slots.has(slot)) element.srcObject = null
    }
    void this.play()
  }

  /** Who of the crew speaks with this room off air: heard beside the stage, which makes way for it. */
  setVoice(track: MediaStreamTrack | null): void {
    if (track === null) {
      const element = this.#elements.get(VOICE)
      if (element !== undefined) element.srcObject = null
    } else this.#attach(VOICE, track)
    for (const [slot, element] of this.#elements) {
      element.volume = slot === VOICE || track === null ? 1 : BESIDE_A_VOICE
    }
    void this.play()
  }

  /** Slots that carry this room: the server sends it nothing there, and nothing would be played. */
  setOwn(slots: readonly SlotName[]): void {
    this.#own = new Set(slots)
    for (const [slot, element] of this.#elements) element.muted = this.#own.has(slot)
  }

  async setSpeaker(speakerId: string): Promise<void> {
    this.#speakerId = speakerId
    await Promise.all(
      [...this.#elements.values()].map(async (element) => await useSpeaker(element, speakerId)),
    )
  }

  /** Begins to play; says so when the browser waits for a press first. */
  async play(): Promise<void> {
    const started = [...this.#elements.values()]
      .filter(({ srcObject }) => srcObject !== null)
      .map(async (element) => await element.play())
    const outcomes = await Promise.allSettled(started)
    if (this.#closed) return
    this.#onBlocked(outcomes.some(isBlocked))
  }

  close(): void {
    this.#closed = true
    for (const element of this.#elements.values()) {
      element.srcObject = null
      element.remove()
    }
    this.#elements.clear()
  }

  #attach(slot: SlotName | typeof VOICE, track: MediaStreamTrack): void {
    const element = this.#elements.get(slot) ?? this.#create(slot)
    const playing =
      element.srcObject instanceof MediaStream ? element.srcObject.getAudioTracks()[0] : undefined
    if (playing !== track) element.srcObject = new MediaStream([track])
  }

  #create(slot: SlotName | typeof VOICE): HTMLAudioElement {
    const element = document.createElement('audio')
    element.dataset['slot'] = slot
    element.autoplay = true
    element.muted = this.#own.has(slot)
    this.#parent.append(element)
    this.#elements.set(slot, element)
    if (this.#speakerId !== '') void useSpeaker(element, this.#speakerId)
    return element
  }
}

function isBlocked(outcome: PromiseSettledResult<void>): boolean {
  return (
    outcome.status === 'rejected' &&
    outcome.reason instanceof DOMException &&
    outcome.reason.name === 'NotAllowedError'
  )
}
