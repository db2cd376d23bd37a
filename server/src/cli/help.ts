import type { Command, CommandOption, Language, Words } from './command.ts'

const COMMON: Readonly<Record<string, CommandOption>> = {
  json: {
    type: 'boolean',
    does: { vi: 'In kết quả dạng JSON, cho chương trình.', en: 'Print the result as JSON.' },
  },
  lang: { type: 'string', value: 'vi|en', does: { vi: 'Ngôn ngữ.', en: 'Language.' } },
  help: { type: 'boolean', does: { vi: 'Hướng dẫn của lệnh.', en: 'Help for the command.' } },
}
const WORDS = {
  usage: { vi: 'Cách dùng', en: 'Usage' },
  commands: { vi: 'Các lệnh', en: 'Commands' },
  options: { vi: 'Tùy chọn', en: 'Options' },
  about: {
    vi: 'Công cụ quản trị cầu hội nghị Điểm Cầu.',
    en: 'Administration of the bridge Điểm Cầu.',
  },
  more: {
    vi: 'Thêm --help sau một lệnh để xem hướng dẫn của lệnh đó. Thiết lập: docs/configuration.md.',
    en: 'Add --help to a command for its own help. Settings: docs/configuration.md.',
  },
  codes: {
    vi: 'Mã kết thúc: 0 xong, 1 bị từ chối, 2 sai cú pháp, 3 thiết lập hoặc cơ sở dữ liệu có vấn đề.',
    en: 'Exit codes: 0 done, 1 refused, 2 wrong command line, 3 settings or database.',
  },
} satisfies Record<string, Words>

/** All commands, for who knows none. */
export function overview(commands: readonly Command[], language: Language): string {
  const lines = commands.map((command) => [usageOf(command), command.does[language]] as const)
  return [
    WORDS.about[language],
    '',
    `${WORDS.usage[language]}: npm run -s bridge -- ${language === 'vi' ? 'LỆNH' : 'COMMAND'} …`,
    '',
    `${WORDS.commands[language]}:`,
    ...columns(lines),
    '',
    WORDS.more[language],
    WORDS.codes[language],
  ].join('\n')
}

/** One command's help. */
export function helpOf(command: Command, language: Language): string {
  const options = Object.entries({ ...command.options, ...COMMON }).map(
    ([name, { value, does }]) =>
      [`--${name}${value === undefined ? '' : ` ${value}`}`, does[language]] as const,
  )
  return [
    command.does[language],
    '',
    `${WORDS.usage[language]}: npm run -s bridge -- ${usageOf(command)}`,
    ...(command.help === undefined ? [] : ['', command.help[language]]),
    '',
    `${WORDS.options[language]}:`,
    ...columns(options),
    '',
    WORDS.codes[language],
  ].join('\n')
}

/** `backup FILE [--force]` */
function usageOf(command: Command): string {
  const places = command.arguments.map((name) => (name.endsWith('?') ? `[${name.slice(0, -1)}]` : name))
  const options = Object.entries(command.options).map(
    ([name, { value }]) => `[--${name}${value === undefined ? '' : ` ${value}`}]`,
  )
  return [command.name, ...places, ...options].join(' ')
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)))
  return rows.flatMap(([left, right]) =>
    left.length > width
      ? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`]
      : [`  ${left.padEnd(width)}  ${right}`],
  )
}

/** Rows under headings, for a terminal. Wide signs are not thought of: Vietnamese has none. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows].map((row) => row.map((cell) => cell.normalize('NFC')))
  const widths = headings.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
