import type { RequestId, SiteId, SpeechKind, SpeechOutcome, UnitId } from '@diem-cau/protocol'

/** When something happened, by the script's own clock: not before `from`, not after `until`. */
export interface During {
  readonly from: number
  readonly until: number
}

/** Does something and says between which moments it was done. */
export async function during<T>(act: () => Promise<T>): Promise<During & { readonly value: T }> {
  const from = Date.now()
  const value = await act()
  return { from, until: Date.now(), value }
}

/** One request to speak as the script has played it; the register of the report must say the same. */
export interface PlayedSpeech {
  readonly requestId: RequestId
  readonly siteId: SiteId
  readonly kind: SpeechKind
  readonly speaker: string
  readonly topic: string
  /** The planned paper that it was. */
  readonly itemTitle: string
  readonly calledByChair: boolean
  readonly asked: During
  readonly nominatedBy: { readonly unitId: UnitId; readonly at: During } | null
  readonly check: { readonly picture: boolean; readonly sound: boolean } | null
  /** When it was given the floor; again where it had lost it with its link. */
  readonly given: readonly During[]
  /** When it lost the floor with its link. */
  readonly lost: readonly During[]
  readonly ended: During
  /** While its time stood still: somebody put a question in between, or its link was lost. */
  readonly paused: readonly { readonly begun: During; readonly over: During }[]
  readonly extensions: number
  readonly limitMs: number | null
  readonly isOverTime: boolean
  readonly interposed: boolean
  readonly outcome: SpeechOutcome
  readonly endedBy: string
}

/** Least and most milliseconds from one happening to another. */
export function between(begin: During, end: During): { least: number; most: number } {
  return { least: Math.max(0, end.from - begin.until), most: end.until - begin.from }
}

/** A speech while it is being played: what is known so far, and what becomes of it. */
export class Speaking {
  readonly #parts: Partial<Writable<PlayedSpeech>> &
    Pick<PlayedSpeech, 'requestId' | 'siteId' | 'kind' | 'asked'>

  constructor(parts: Pick<PlayedSpeech, 'requestId' | 'siteId' | 'kind' | 'asked'> & Partial<PlayedSpeech>) {
    this.#parts = parts
  }

  get requestId(): RequestId {
    return this.#parts.requestId
  }

  get siteId(): SiteId {
    return this.#parts.siteId
  }

  note(parts: Partial<PlayedSpeech>): void {
    Object.assign(this.#parts, parts)
  }

  /** It has been given the floor, for the first time or again. */
  gave(given: During): void {
    this.note({ given: [...(this.#parts.given ?? []), given] })
  }

  /** All of it, once it is over. */
  played(): PlayedSpeech {
    const { ended, outcome, endedBy, ...rest } = this.#parts
    if (ended === undefined || outcome === undefined || endedBy === undefined)
      throw new Error(`${this.siteId} has not come to its end`)
    return { ...NOTHING_SAID, ...rest, ended, outcome, endedBy }
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const NOTHING_SAID = {
  speaker: '',
  topic: '',
  itemTitle: '',
  calledByChair: false,
  nominatedBy: null,
  check: null,
  given: [],
  lost: [],
  paused: [],
  extensions: 0,
  limitMs: null,
  isOverTime: false,
  interposed: false,
} as const

/** A vote as the script has played it. */
export interface PlayedVote {
  readonly motionId: string
  readonly title: string
  readonly ballot: 'open' | 'secret'
  readonly opened: During
  readonly closed: During
  readonly closedBy: 'chair' | 'everybody'
  /** How each site has voted; a site with a right that is not in here has not. */
  readonly voted: ReadonlyMap<SiteId, readonly number[]>
  /** The votes that each site had. */
  readonly weights: ReadonlyMap<SiteId, number>
}
