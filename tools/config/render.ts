import { aboutOf, ConfigSchema, SETTINGS, type Setting } from '../../server/src/adapters/config/index.ts'
import { describeExpected } from '../../server/src/adapters/yamlFile/index.ts'

const SECTIONS = Object.entries(ConfigSchema.properties)

function settingsOfSection(name: string): Setting[] {
  return SETTINGS.filter(({ path }) => path[0] === name)
}

/** `docs/configuration.md`: every setting with its default, what is allowed, its variables and its meaning. */
export function configurationPage(): string {
  return [
    '# Cấu hình · Configuration',
    '',
    '<!-- Made by: node tools/config/generate.ts (do not edit) -->',
    '',
    'Thứ tự ưu tiên: biến môi trường, rồi tệp `config/bridge.yaml` (hoặc tệp nêu ở `BRIDGE_CONFIG`), rồi giá trị mặc',
    'định. Giá trị sai, khóa lạ và biến `BRIDGE_…` lạ đều bị từ chối; mọi lỗi được liệt kê một lần, kèm tệp, dòng và lý do.',
    'Đường dẫn tương đối tính từ thư mục cài đặt. Danh sách trong biến môi trường cách nhau bằng dấu phẩy; danh sách nhóm',
    'khóa viết bằng JSON.',
    '',
    'Order: environment variables, then `config/bridge.yaml` (or the file that `BRIDGE_CONFIG` names), then defaults.',
    'Wrong values, unknown keys and unknown `BRIDGE_…` variables are refused; all faults are listed at once, with file,',
    'line and reason. Relative paths start at the checkout. Lists in variables are separated by commas; lists of groups',
    'are JSON.',
    ...SECTIONS.flatMap(([name, schema]) => section(name, aboutOf(schema))),
    '',
  ].join('\n')
}

function section(name: string, about: { vi: string; en: string }): string[] {
  return ['', `## ${name}`, '', `${about.vi} · ${about.en}`, ...settingsOfSection(name).flatMap(entry)]
}

function entry({ path, schema, default: value, env, about }: Setting): string[] {
  const allowed = describeExpected(schema)
  const title = path.length > 1 ? ['', `### ${path.join('.')}`, ''] : ['']
  return [
    ...title,
    ...(path.length > 1 ? [about.vi, '', about.en, ''] : []),
    `- mặc định · default: \`${JSON.stringify(value)}\``,
    `- cho phép · allowed: ${allowed.vi} · ${allowed.en}`,
    `- môi trường · environment: ${env.map((variable) => `\`${variable}\``).join(', ')}`,
  ]
}

/** `config/bridge.yaml`: every setting at its default, with its meaning in a comment. */
export function configurationFile(): string {
  return [
    '# Cấu hình Điểm Cầu. Mọi giá trị dưới đây là mặc định; sửa rồi khởi động lại.',
    '# Configuration of Điểm Cầu. All values below are the defaults; edit them and start again.',
    '# Chi tiết, giới hạn và biến môi trường · Details, limits and environment variables: docs/configuration.md',
    ...SECTIONS.flatMap(([name, schema]) => {
      const settings = settingsOfSection(name)
      const [only] = settings
      if (only?.path.length === 1) return ['', ...comments(only, ''), `${name}: ${scalar(only.default)}`]
      const about = aboutOf(schema)
      return ['', `# ${about.vi} · ${about.en}`, `${name}:`, ...settings.flatMap(keyInFile)]
    }),
    '',
  ].join('\n')
}

function keyInFile(setting: Setting): string[] {
  const key = setting.path.at(-1) ?? ''
  const { default: value } = setting
  const isListOfGroups = Array.isArray(value) && value.some((item) => typeof item === 'object')
  const lines = isListOfGroups
    ? [`  ${key}:`, ...value.map((item) => `    - ${group(item)}`)]
    : [`  ${key}: ${scalar(value)}`]
  return [...comments(setting, '  '), ...lines]
}

function comments({ about }: Setting, indent: string): string[] {
  return [`${indent}# ${about.vi}`, `${indent}# ${about.en}`]
}

function group(item: unknown): string {
  if (typeof item !== 'object' || item === null) return scalar(item)
  return `{ ${Object.entries(item)
    .map(([key, value]) => `${key}: ${scalar(value)}`)
    .join(', ')} }`
}

/** Text that could be read as something else is quoted. */
function scalar(value: unknown): string {
  if (typeof value === 'string' && /^[a-zA-Z./][\w./-]*$/.test(value)) return value
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return JSON.stringify(value).replaceAll(',', ', ')
}
