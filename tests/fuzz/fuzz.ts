/**
 * `npm run fuzz`: rooms, districts, desks and crew tell the pure core whatever comes to their minds, a million times.
 * No network, no disk, no real clock. Whatever they say, the rules of the domain hold; where one does not, the
 * shortest meeting that breaks it is written down and can be played again.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { decide } from '../../server/src/core/branch/decide.ts'
import { fuzz, type FuzzReport } from './meeting/fuzz.ts'
import { HELP, readOptions, UsageError, type FuzzOptions } from './meeting/options.ts'
import { replay } from './meeting/playMeeting.ts'
import { readTurns, writeTurns } from './meeting/turnsFile.ts'

const BROKEN = 1
const WRONG_USE = 2

function tableOf({ commands, meetings, events, refused, seconds, unseenEvents }: FuzzReport): string {
  const perSecond = Math.round(commands / Math.max(0.001, seconds))
  return [
    `lệnh · commands           ${commands} (${perSecond}/s), bị từ chối · refused ${refused}`,
    `cuộc họp · meetings       ${meetings}, sự kiện · events ${events}`,
    `chưa gặp · never seen     ${unseenEvents.join(', ') || '–'}`,
  ].join('\n')
}

function run(options: FuzzOptions): number {
  const { seed, commands } = options
  process.stderr.write(`hạt giống · seed ${seed} (npm run fuzz -- --commands ${commands} --seed ${seed})\n`)
  const { report, broken } = fuzz(options, decide, (text) => process.stderr.write(`${text}\n`))
  if (broken !== null) {
    const file = `fuzz-${broken.seed}.json`
    writeFileSync(file, writeTurns(broken.turns))
    process.stderr.write(
      `${broken.fault.stack ?? broken.fault.message}\n` +
        `${broken.turns.length} bước là đủ · steps are enough: ${file}\n` +
        `npm run fuzz -- --replay ${file}\n`,
    )
  }
  process.stdout.write(`${options.json ? JSON.stringify(report) : tableOf(report)}\n`)
  return broken === null ? 0 : BROKEN
}

function playAgain(file: string): number {
  const turns = readTurns(readFileSync(file, 'utf8'))
  const fault = replay(turns, decide)
  process.stdout.write(
    fault === null
      ? `${turns.length} bước, không vi phạm · steps, no rule is broken\n`
      : `${fault.stack ?? fault.message}\n`,
  )
  return fault === null ? 0 : BROKEN
}

function main(args: readonly string[]): number {
  try {
    const options = readOptions(args)
    if (options === null) {
      process.stdout.write(HELP)
      return 0
    }
    return options.replay === null ? run(options) : playAgain(options.replay)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\n\n${HELP}`)
    return WRONG_USE
  }
}

process.exitCode = main(process.argv.slice(2))
