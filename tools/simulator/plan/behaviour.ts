import type { FloorState } from '@diem-cau/protocol'
import { between, seededRandom, seedOf, type Random } from './random.ts'

/** What a synthetic room does of its own accord. */
export type Action = 'request' | 'withdraw' | 'leave' | 'return' | 'loseLink' | 'regainLink'

export interface Step {
  /** Milliseconds since everybody had joined. */
  readonly atMs: number
  readonly action: Action
}

export interface BehaviourOptions {
  readonly seed: number
  /** Place of the site among those simulated. */
  readonly index: number
  /** Calm rooms ask to speak and stay; the others also leave and lose their link. */
  readonly calm: boolean
}

/** Waves in which rooms come before a meeting: most in the middle, a few late. */
const JOIN_WAVES_MS = [0, 1_500, 3_500, 6_000] as const
const JOIN_SPREAD_MS = 1_200
/** More sites than this come over a longer time, so that they do not all negotiate at once. */
const JOINED_IN_ONE_GO = 40

/** When each site joins, in milliseconds from the start; the chair's room, index 0, is there first. */
export function joinTimes(seed: number, count: number): number[] {
  const random = seededRandom(seed)
  const stretch = Math.max(1, count / JOINED_IN_ONE_GO)
  return Array.from({ length: count }, (_, index) => {
    const wave = JOIN_WAVES_MS[Math.floor(random() * JOIN_WAVES_MS.length)] ?? 0
    const atMs = Math.round((wave + between(random, 0, JOIN_SPREAD_MS)) * stretch)
    return index === 0 ? 0 : atMs
  })
}

/** What a room turns to next, and how likely, in a hundred. */
const LIVELY = { request: 62, leave: 12, loseLink: 26 } as const
const CALM = { request: 100, leave: 0, loseLink: 0 } as const

function pick(random: Random, weights: Readonly<Record<string, number>>): string {
  const entries = Object.entries(weights)
  let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    rest -= weight
    if (rest < 0) return name
  }
  return entries[0]?.[0] ?? ''
}

/**
 * The endless plan of one room, in order of time. Every absence ends before the next thing begins, so a plan never
 * asks a room to speak while it is away. The same options give the same plan.
 */
export function* behaviourOf({ seed, index, calm }: BehaviourOptions): Generator<Step, never> {
  const random = seededRandom(seedOf(seed, index))
  let atMs = between(random, 4_000, 45_000)
  const step = (action: Action, afterMs: number): Step => {
    atMs += afterMs
    return { atMs: Math.round(atMs), action }
  }
  for (;;) {
    switch (pick(random, calm ? CALM : LIVELY)) {
      case 'leave':
        yield step('leave', 0)
        yield step('return', between(random, 8_000, 25_000))
        break
      case 'loseLink':
        yield step('loseLink', 0)
        yield step('regainLink', between(random, 3_000, 15_000))
        break
      default:
        yield step('request', 0)
        if (random() < 0.25) yield step('withdraw', between(random, 10_000, 40_000))
    }
    atMs += between(random, 25_000, 110_000)
  }
}

/** What a room answers to what is done to it. */
export type Reaction = 'accept' | 'end'

export interface Temper {
  /** How long it lets an invitation stand before it accepts. */
  readonly acceptAfterMs: number
  /** How long it speaks before it ends of its own accord. */
  readonly speakForMs: number
}

export function temperOf(seed: number, index: number): Temper {
  const random = seededRandom(seedOf(seed ^ 0x7e3a, index))
  return {
    acceptAfterMs: Math.round(between(random, 1_000, 4_000)),
    speakForMs: Math.round(between(random, 30_000, 90_000)),
  }
}

/** What is due after `inStateMs` in a state of the floor, if anything. */
export function reactionTo(state: FloorState | 'idle', inStateMs: number, temper: Temper): Reaction | null {
  if (state === 'invited' && inStateMs >= temper.acceptAfterMs) return 'accept'
  if (state === 'live' && inStateMs >= temper.speakForMs) return 'end'
  return null
}
