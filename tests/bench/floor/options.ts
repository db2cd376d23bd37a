import { parseArgs } from 'node:util'

export interface FloorBenchOptions {
  /** Changes of floor that are measured; half of them from standby, half cold. */
  readonly switches: number
  readonly receivers: number
  readonly codec: 'vp8' | 'h264'
  readonly fps: number
  readonly json: boolean
  /** Without waiting for a calm machine. */
  readonly now: boolean
}

export const HELP = `npm run bench -- floor [tùy chọn · options]

Đo thời gian từ lệnh mời phát biểu tới hình đầu tiên của điểm cầu mới ở từng nơi nhận, bằng WebRTC thật.
Measures from the command that gives the floor to the first decoded picture of the new site at each receiver,
over real WebRTC, on a bridge of its own.

  --switches N    số lần đổi người phát biểu, nửa chuẩn bị trước, nửa không · changes, half of them cold (40)
  --receivers N   số điểm cầu nhận hình · sites that receive and decode (12)
  --fps N         số hình mỗi giây · pictures a second (15)
  --codec C       vp8; h264 không có trong libwebrtc cho Node · vp8; libwebrtc for Node has no h264
  --now           không chờ máy rảnh · without waiting for a calm machine
  --json          dòng cuối là kết quả JSON · the last line is the result as JSON
  --help          trang này · this page
`

export class UsageError extends Error {}

function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < low || value > high)
    throw new UsageError(`--${name} ${text}: ${low}–${high}`)
  return value
}

/** The options of a command line, or null when only the help is wanted. Throws UsageError. */
export function readOptions(args: readonly string[]): FloorBenchOptions | null {
  const { values } = parsed(args)
  if (values.help) return null
  const { codec } = values
  if (codec !== 'vp8' && codec !== 'h264') throw new UsageError(`--codec ${codec}: vp8, h264`)
  return {
    switches: whole('switches', values.switches, 2, 10_000),
    receivers: whole('receivers', values.receivers, 1, 200),
    fps: whole('fps', values.fps, 1, 30),
    codec,
    json: values.json,
    now: values.now,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        switches: { type: 'string', default: '40' },
        receivers: { type: 'string', default: '12' },
        fps: { type: 'string', default: '15' },
        codec: { type: 'string', default: 'vp8' },
        json: { type: 'boolean', default: false },
        now: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
