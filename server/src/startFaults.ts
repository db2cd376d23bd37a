import { BridgeError, errorReply } from '@diem-cau/protocol'

/** A reason for which the bridge does not start, or can't go on, in plain words. */
export class StartError extends Error {
  readonly exitCode: number

  constructor(lines: readonly string[], exitCode: number) {
    super(lines.join('\n'))
    this.name = 'StartError'
    this.exitCode = exitCode
  }
}

interface Words {
  vi: string
  en: string
}

/** What a system's error means for whoever keeps the machine. */
const SYSTEM_FAULTS: Readonly<Record<string, (path: string) => Words>> = {
  ENOSPC: (path) => ({
    vi: `Đĩa đầy: không ghi được ${path}. Hãy giải phóng dung lượng rồi khởi động lại.`,
    en: `The disk is full: ${path} can not be written. Free some space and start again.`,
  }),
  EDQUOT: (path) => ({
    vi: `Hết hạn mức đĩa: không ghi được ${path}. Hãy giải phóng dung lượng rồi khởi động lại.`,
    en: `The disk quota is used up: ${path} can not be written. Free some space and start again.`,
  }),
  EROFS: unwritable,
  EACCES: unwritable,
  EPERM: unwritable,
  ENOTDIR: misplaced,
  EEXIST: misplaced,
  EISDIR: misplaced,
}

function unwritable(path: string): Words {
  return {
    vi: `Không có quyền ghi ${path}. Hãy cấp quyền cho tài khoản chạy máy chủ, hoặc chọn thư mục khác bằng BRIDGE_DATA.`,
    en: `${path} may not be written. Give the server's account the right to, or choose another folder by BRIDGE_DATA.`,
  }
}

function misplaced(path: string): Words {
  return {
    vi: `Đường dẫn ${path} không dùng được: có tệp nằm ở chỗ cần một thư mục, hoặc ngược lại. Hãy kiểm tra BRIDGE_DATA.`,
    en: `The path ${path} can not be used: there is a file where a folder should be, or the reverse. Check BRIDGE_DATA.`,
  }
}

/** How the process ends after a fault: what it prints, and its exit code. Null for what nobody foresaw. */
export function endingOf(error: unknown): { text: string; exitCode: number } | null {
  if (error instanceof StartError) return { text: error.message, exitCode: error.exitCode }
  const words = wordsOf(error)
  return words === null ? null : { text: `${words.vi}\n${words.en}`, exitCode: 3 }
}

function wordsOf(error: unknown): Words | null {
  if (error instanceof BridgeError) return errorReply(error.code, error.data).message
  if (!(error instanceof Error)) return null
  if ('vi' in error && typeof error.vi === 'string') return { vi: error.vi, en: error.message }
  if ('reason' in error && isWords(error.reason)) return error.reason
  const code = 'code' in error ? String(error.code) : ''
  const path = 'path' in error ? String(error.path) : ''
  return SYSTEM_FAULTS[code]?.(path) ?? null
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && 'vi' in value && 'en' in value
}
