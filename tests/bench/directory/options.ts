import { parseArgs } from 'node:util'

export interface DirectoryBenchOptions {
  readonly searches: number
  readonly json: boolean
  /** Without waiting for a calm machine. */
  readonly now: boolean
}

export const HELP = `npm run bench -- directory [tùy chọn · options]

Nhập danh mục của cả nước (trước 01/07/2025) vào một cầu riêng: xem trước, áp dụng, tìm kiếm, và hiển thị trong trình
duyệt. Mọi số đo qua HTTP thật.
Imports the units of the whole country (before 1 July 2025) into a bridge of its own: previewed, applied, searched, and
shown in a browser. Everything is measured over real HTTP.

  --searches N    số lần tìm · searches (300)
  --now           không chờ máy rảnh · without waiting for a calm machine
  --json          dòng cuối là kết quả JSON · the last line is the result as JSON
  --help          trang này · this page
`

export class UsageError extends Error {}

/** The options of a command line, or null when only the help is wanted. @throws {UsageError} */
export function readOptions(args: readonly string[]): DirectoryBenchOptions | null {
  const { values } = parsed(args)
  if (values.help) return null
  const searches = Number(values.searches)
  if (!/^\d+$/.test(values.searches) || searches < 10 || searches > 100_000)
    throw new UsageError(`--searches ${values.searches}: 10–100000`)
  return { searches, json: values.json, now: values.now }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        searches: { type: 'string', default: '300' },
        json: { type: 'boolean', default: false },
        now: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
