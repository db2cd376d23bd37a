import { readFileSync, statSync } from 'node:fs'
import type { FileFault } from './fileFault.ts'

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

/** Reads a whole file, of at most `maxBytes`; what keeps it from being read becomes a fault in plain words. */
export function readBytes(path: string, shown: string, maxBytes: number): ReadBytes {
  const fault = (code: string, vi: string, en: string): ReadBytes => ({
    ok: false,
    faults: [{ file: shown, line: null, col: null, code, reason: { vi, en } }],
  })
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return fault('not_a_file', 'Đây không phải là tệp.', 'This is not a file.')
    if (stat.size > maxBytes) {
      return fault(
        'too_large',
        `Tệp quá lớn: ${stat.size} byte, giới hạn ${maxBytes} byte.`,
        `The file is too large: ${stat.size} bytes, the limit is ${maxBytes}.`,
      )
    }
    return { ok: true, bytes: readFileSync(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return fault('no_such_file', 'Không có tệp này.', 'There is no such file.')
    if (code === 'EACCES' || code === 'EPERM') {
      return fault('no_permission', 'Không có quyền đọc tệp này.', 'No permission to read this file.')
    }
    return fault('unreadable', `Không đọc được tệp (${code}).`, `The file cannot be read (${code}).`)
  }
}
