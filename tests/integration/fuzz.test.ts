import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decide } from '../../server/src/core/branch/decide.ts'
import { isRefusal } from '../../server/src/core/branch/decision.ts'
import { fuzz } from '../fuzz/meeting/fuzz.ts'
import type { Decide } from '../fuzz/meeting/Meeting.ts'
import { readOptions, UsageError } from '../fuzz/meeting/options.ts'
import { replay } from '../fuzz/meeting/playMeeting.ts'
import { readTurns, writeTurns } from '../fuzz/meeting/turnsFile.ts'

const SILENT = (): void => {}
const seed = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31))

/** A core in which a held stage closes no microphone. */
const forgetful: Decide = (state, command, now) => {
  const decision = decide(state, command, now)
  if (isRefusal(decision) || command.type !== 'HoldStage') return decision
  return decision.filter(({ type }) => type !== 'MicrophoneClosed')
}

describe(`Commands by chance (seed ${seed}, FC_SEED=${seed} repeats it)`, () => {
  it('break no rule of the domain, whoever gives them, and come to nearly every kind of event', () => {
    const { report, broken } = fuzz({ commands: 40_000, seed }, decide, SILENT)
    expect(broken).toBeNull()
    expect(report).toMatchObject({ commands: 40_000, violations: 0, seed })
    expect(report.unseenEvents.length).toBeLessThanOrEqual(3)
  })

  it('are the same for the same seed', () => {
    const once = fuzz({ commands: 3_000, seed }, decide, SILENT).report
    const again = fuzz({ commands: 3_000, seed }, decide, SILENT).report
    expect({ ...again, seconds: 0 }).toEqual({ ...once, seconds: 0 })
  })

  it('find a broken rule, and the shortest meeting that breaks it, which can be played again', () => {
    const { report, broken } = fuzz({ commands: 100_000, seed }, forgetful, SILENT)
    expect(report.violations).toBe(1)
    if (broken === null) throw new Error('nothing was found')
    expect(broken.fault.message).toBe('Not so: nobody is heard while the stage is held')
    // The session opens, somebody comes, comes to speak, opens a microphone, and the stage is held.
    expect(broken.turns.length).toBeLessThanOrEqual(8)
    const read = readTurns(writeTurns(broken.turns))
    expect(replay(read, forgetful)?.message).toBe(broken.fault.message)
    expect(replay(read, decide)).toBeNull()
  })
})

describe('The options of the fuzz', () => {
  it('are read, with a seed by lot where none is given', () => {
    expect(readOptions(['--commands', '5', '--seed', '7', '--json'])).toEqual({
      commands: 5,
      seed: 7,
      json: true,
      replay: null,
    })
    expect(readOptions([])).toMatchObject({ commands: 100_000, json: false })
    expect(readOptions(['--help'])).toBeNull()
  })

  it.each([[['--commands', '0']], [['--seed', 'x']], [['--wrong']], [['left', 'over']]])(
    'are refused: %j',
    (args) => {
      expect(() => readOptions(args)).toThrow(UsageError)
    },
  )
})
