import { ALL_EVENTS } from './allEvents.ts'
import type { Decide, Turn } from './Meeting.ts'
import { playMeeting } from './playMeeting.ts'
import { Random } from './Random.ts'
import { shortest } from './shortest.ts'

export interface FuzzReport {
  commands: number
  violations: number
  seed: number
  meetings: number
  events: number
  refused: number
  /** Kinds of events that no meeting came to: what they lead to was not tried. */
  unseenEvents: string[]
  seconds: number
}

export interface Broken {
  /** Of the meeting, not of the run. */
  seed: number
  fault: Error
  turns: readonly Turn[]
}

/** Long enough for a meeting to become entangled, short enough to find out what went wrong. */
const COMMANDS_A_MEETING = 1_000
const SAY_EVERY = 200

/** Plays meetings until so many commands were given, or a rule is broken. */
export function fuzz(
  { commands, seed }: { commands: number; seed: number },
  decide: Decide,
  say: (text: string) => void,
): { report: FuzzReport; broken: Broken | null } {
  const random = new Random(seed)
  const startedAt = performance.now()
  const seen = new Set<string>()
  const report: FuzzReport = {
    commands: 0,
    violations: 0,
    seed,
    meetings: 0,
    events: 0,
    refused: 0,
    unseenEvents: [],
    seconds: 0,
  }
  let broken: Broken | null = null
  while (report.commands < commands && broken === null) {
    const own = random.between(0, 2 ** 31 - 1)
    const { turns, counts, fault } = playMeeting(
      own,
      Math.min(COMMANDS_A_MEETING, commands - report.commands),
      decide,
    )
    report.commands += counts.commands
    report.events += counts.events
    report.refused += counts.refused
    report.meetings += 1
    for (const type of counts.eventTypes) seen.add(type)
    if (fault !== null) broken = { seed: own, fault, turns: shortest(turns, fault, decide) }
    else if (report.meetings % SAY_EVERY === 0) say(`${report.commands} lệnh · commands`)
  }
  report.violations = broken === null ? 0 : 1
  report.unseenEvents = ALL_EVENTS.filter((type) => !seen.has(type))
  report.seconds = Math.round((performance.now() - startedAt) / 100) / 10
  return { report, broken }
}
