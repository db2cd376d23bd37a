import { between, seededRandom, seedOf } from './random.ts'

export interface PlayedAnswer {
  readonly present: number
  readonly invited: number
  readonly head: string
  /** How long the room counts before it answers. */
  readonly afterMs: number
}

/** Most rooms have everybody there; in a third of them one to three are missing. */
const MISSING_SHARE = 1 / 3

/** Who is there in a played room: the same room says the same every time. */
export function rollAnswerOf(seed: number, index: number): PlayedAnswer {
  const random = seededRandom(seedOf(seed ^ 0x2011, index))
  const invited = Math.floor(between(random, 6, 16))
  const missing = random() < MISSING_SHARE ? Math.floor(between(random, 1, 4)) : 0
  const afterMs = Math.round(between(random, 500, 6_000))
  return { present: invited - missing, invited, head: 'Trưởng đoàn', afterMs }
}
