import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'

export interface FuzzOptions {
  readonly commands: number
  readonly seed: number
  readonly json: boolean
  /** A file with a meeting that is played again; null: meetings are drawn by lot. */
  readonly replay: string | null
}

export const HELP = `npm run fuzz -- [tùy chọn · options]

Điểm cầu, đơn vị, bàn điều hành ra lệnh ngẫu nhiên cho phần lõi; sau mỗi lệnh, mọi quy tắc phải đúng.
Rooms, districts and desks give the core commands by chance; after each one every rule has to hold.

  --commands N    số lệnh · how many commands, 1 to 100 000 000 (100 000)
  --seed N        cùng hạt giống là cùng cuộc họp · the same seed is the same run (by lot)
  --json          một dòng JSON · one line of JSON
  --replay FILE   chạy lại các bước đã ghi khi có vi phạm · play again what was written down when a rule broke
  --help          trang này · this page

Mã thoát · exit codes: 0 không vi phạm · nothing broken; 1 vi phạm · a rule is broken; 2 dùng sai · wrong use.
`

export class UsageError extends Error {}

/** The options of a command line, or null when only the help is wanted. @throws {UsageError} */
export function readOptions(args: readonly string[]): FuzzOptions | null {
  const { values } = parsed(args)
  if (values.help === true) return null
  return {
    commands: whole('commands', values.commands ?? '100000', 1, 100_000_000),
    seed: values.seed === undefined ? randomInt(2 ** 31) : whole('seed', values.seed, 0, 2 ** 32 - 1),
    json: values.json === true,
    replay: values.replay ?? null,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        commands: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        replay: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw new UsageError(`--${name} ${text}: ${low}–${high}`)
  }
  return value
}
