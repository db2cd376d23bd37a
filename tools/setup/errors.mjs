/**
 * A failure that the person at the keyboard can act on: a stable code, one sentence in Vietnamese, the same in
 * English, the exact commands that help (if any), and the tail of what a program printed (if it was one that failed).
 */
export class SetupError extends Error {
  /** @param {{code: string, vi: string, en: string, commands?: string[], detail?: string}} fault */
  constructor({ code, vi, en, commands = [], detail = '' }) {
    super(en)
    this.name = 'SetupError'
    this.code = code
    this.vi = vi
    this.en = en
    this.commands = commands
    this.detail = detail
  }
}

/** The text shown for any error: both languages for ours, the stack for a fault of the program itself. */
export function describeError(error) {
  if (!(error instanceof SetupError)) return String(error?.stack ?? error)
  const lines = [`[${error.code}] ${error.vi}`, `  ${error.en}`]
  if (error.commands.length > 0) {
    lines.push('', '  Lệnh cần chạy / Commands to run:', ...error.commands.map((command) => `    ${command}`))
  }
  if (error.detail !== '') lines.push('', ...error.detail.split('\n').map((line) => `  | ${line}`))
  return lines.join('\n')
}
