import { parseArgs } from 'node:util'
import { SimulatorError } from '../SimulatorError.ts'

export interface SimulatorOptions {
  readonly sites: number
  /** Null: as the bridge's control file says. */
  readonly url: string | null
  readonly dataDirectory: string | null
  readonly sessionId: string | null
  readonly district: string | null
  readonly seed: number
  /** Null: until Ctrl-C. */
  readonly durationMs: number | null
  readonly calm: boolean
  readonly conduct: boolean
  /** Rooms answer the roll call by themselves. */
  readonly roll: boolean
  readonly fps: number
  readonly json: boolean
}

export const HELP = `npm run simulate -- [tùy chọn · options]

Đưa các điểm cầu giả lập vào một phiên họp đang mở, bằng WebRTC thật.
Brings synthetic sites into a session that is open, over real WebRTC.

  --sites N         số điểm cầu · how many sites (12)
  --data DIR        thư mục dữ liệu của bridge đang chạy · data directory of the running bridge (BRIDGE_DATA, ./data)
  --url URL         địa chỉ của bridge, nếu khác tệp điều khiển · address, where it differs from the control file
  --session ID      phiên họp, nếu có nhiều phiên · which session, when several are open
  --district NAME   chỉ lấy điểm cầu của đơn vị này, không cần dấu · only sites of this unit, accents not needed
  --calm            không rời họp, không mất kết nối · nobody leaves or loses the link
  --conduct         mời người kế tiếp phát biểu, 20 giây một lượt · gives the floor to the next one every 20 s
  --roll            tự trả lời điểm danh · answers the roll call
  --fps N           số hình mỗi giây, 1–30 · pictures a second (12)
  --seed N          cùng số thì cùng diễn biến · the same number plays the same meeting (1)
  --duration S      tự dừng sau S giây · ends by itself after S seconds
  --json            mỗi dòng một sự kiện JSON · one JSON event a line
  --help            trang này · this page
`

const MAX_SITES = 400

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        sites: { type: 'string', default: '12' },
        url: { type: 'string' },
        data: { type: 'string' },
        session: { type: 'string' },
        district: { type: 'string' },
        seed: { type: 'string', default: '1' },
        duration: { type: 'string' },
        fps: { type: 'string', default: '12' },
        calm: { type: 'boolean', default: false },
        conduct: { type: 'boolean', default: false },
        roll: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new SimulatorError('usage', { detail: error instanceof Error ? error.message : String(error) })
  }
}

function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < low || value > high)
    throw new SimulatorError('usage', { detail: `--${name} ${text} (${low}–${high})` })
  return value
}

/** The options of a command line, or null when only the help is wanted. Throws `usage`. */
export function readOptions(args: readonly string[]): SimulatorOptions | null {
  const values = parsed(args)
  if (values.help) return null
  if (values.url !== undefined && !URL.canParse(values.url))
    throw new SimulatorError('usage', { detail: `--url ${values.url}` })
  return {
    sites: whole('sites', values.sites, 1, MAX_SITES),
    url: values.url ?? null,
    dataDirectory: values.data ?? null,
    sessionId: values.session ?? null,
    district: values.district ?? null,
    seed: whole('seed', values.seed, 0, 0xffffffff),
    durationMs: values.duration === undefined ? null : whole('duration', values.duration, 1, 86_400) * 1_000,
    calm: values.calm,
    conduct: values.conduct,
    roll: values.roll,
    fps: whole('fps', values.fps, 1, 30),
    json: values.json,
  }
}
