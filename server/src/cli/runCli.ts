import { parseArgs } from 'node:util'
import { BridgeError, errorReply } from '@diem-cau/protocol'
import { formatFaults, loadConfig } from '../adapters/config/index.ts'
import { openStore, StoreError, storePlace, type Store } from '../adapters/store/openStore.ts'
import {
  EnvironmentError,
  EXIT,
  UsageError,
  type Command,
  type ExitCode,
  type Invocation,
  type Language,
  type Outcome,
  type Words,
} from './command.ts'
import { helpOf, overview } from './help.ts'

/** The world outside, as far as the program sees it. */
export interface CliWorld {
  env: Readonly<Record<string, string | undefined>>
  /** The checkout. */
  root: string
  version: string
  now: () => number
  out: (text: string) => void
  err: (text: string) => void
}

interface Parsed {
  command: Command
  positionals: string[]
  values: Record<string, string | boolean | undefined>
}

/**
 * Runs one command line. Everything it has to say goes to `out`, with `--json` one object; what a person waits for and
 * what went wrong goes to `err`.
 */
export async function runCli(
  argv: readonly string[],
  commands: readonly Command[],
  world: CliWorld,
): Promise<ExitCode> {
  const language = languageOf(argv, world.env)
  const asJson = argv.includes('--json')
  try {
    const wanted = findCommand(argv, commands)
    if (wanted === null) {
      world.out(overview(commands, language))
      return argv.length === 0 ? EXIT.usage : EXIT.done
    }
    if (argv.includes('--help') || argv.includes('-h')) {
      world.out(helpOf(wanted.command, language))
      return EXIT.done
    }
    const {
      data,
      text,
      exitCode = EXIT.done,
    } = await run(parse(wanted), world, (words) => {
      if (!asJson) world.err(words[language])
    })
    world.out(asJson ? JSON.stringify(data) : text[language])
    return exitCode
  } catch (error) {
    return explain(error, { language, asJson }, world)
  }
}

/** The command whose words begin the line; null when there is none and help is wanted. @throws {UsageError} */
function findCommand(
  argv: readonly string[],
  commands: readonly Command[],
): { command: Command; rest: string[] } | null {
  const words = argv.filter((word) => !word.startsWith('-'))
  if (words.length === 0 || words[0] === 'help') return null
  const command = commands.find(({ name }) => startsWith(argv, name.split(' ')))
  if (command !== undefined) return { command, rest: argv.slice(command.name.split(' ').length) }
  const similar = commands.filter(({ name }) => name.split(' ')[0] === words[0]).map(({ name }) => name)
  throw new UsageError(
    `Không có lệnh "${argv.join(' ')}". ${similar.length > 0 ? `Có thể là: ${similar.join(', ')}.` : 'Thêm --help để xem các lệnh.'}`,
    `There is no command "${argv.join(' ')}". ${similar.length > 0 ? `It may be: ${similar.join(', ')}.` : 'Add --help to see the commands.'}`,
  )
}

function startsWith(argv: readonly string[], words: readonly string[]): boolean {
  return words.every((word, index) => argv[index] === word)
}

function parse({ command, rest }: { command: Command; rest: string[] }): Parsed {
  const own = Object.entries(command.options).map(([name, { type }]) => [name, { type }] as const)
  const options = {
    ...Object.fromEntries(own),
    json: { type: 'boolean' },
    lang: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  let parsed: { positionals: string[]; values: Parsed['values'] }
  try {
    parsed = parseArgs({ args: rest, options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new UsageError(`Tùy chọn không đúng: ${reason}.`, `Wrong options: ${reason}.`)
  }
  const least = command.arguments.filter((name) => !name.endsWith('?')).length
  if (parsed.positionals.length < least || parsed.positionals.length > command.arguments.length) {
    throw new UsageError(
      `Lệnh ${command.name} cần: ${command.arguments.join(' ') || 'không có tham số nào'}.`,
      `The command ${command.name} takes: ${command.arguments.join(' ') || 'nothing'}.`,
    )
  }
  return { command, ...parsed }
}

async function run(
  { command, positionals, values }: Parsed,
  world: CliWorld,
  progress: (words: Words) => void,
): Promise<Outcome> {
  const loaded = loadConfig({ env: world.env, cwd: world.root })
  if (!loaded.ok) {
    const text = formatFaults(loaded.faults)
    throw new EnvironmentError(text, text)
  }
  const place = storePlace(loaded.config)
  let opened: Store | null = null
  const invocation: Invocation = {
    positionals,
    values,
    config: loaded.config,
    place,
    version: world.version,
    now: world.now,
    progress,
    openStore: async () => {
      opened ??= await asEnvironment(() => openStore(place, 'bulk'))
      return opened
    },
  }
  try {
    return await command.run(invocation)
  } finally {
    await closing(opened)
  }
}

/** Apart, because the compiler does not see that the store was opened meanwhile. */
async function closing(store: Store | null): Promise<void> {
  await store?.destroy()
}

/** Does what opens something, whose faults are of the machine and not of the command. */
export async function asEnvironment<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreError) throw new EnvironmentError(error.vi, error.message, { cause: error })
    throw error
  }
}

function explain(
  error: unknown,
  { language, asJson }: { language: Language; asJson: boolean },
  { out, err }: CliWorld,
): ExitCode {
  const { code, words, exitCode } = describe(error)
  if (asJson) out(JSON.stringify({ error: { code, ...words } }))
  else err(words[language])
  return exitCode
}

function describe(error: unknown): { code: string; words: Words; exitCode: ExitCode } {
  if (error instanceof BridgeError) {
    const exitCode = error.code === 'storage_failed' ? EXIT.environment : EXIT.refused
    return { code: error.code, words: errorReply(error.code, error.data).message, exitCode }
  }
  if (error instanceof UsageError) return known('usage', error, EXIT.usage)
  if (error instanceof EnvironmentError) return known('environment', error, EXIT.environment)
  if (error instanceof StoreError) return known('refused', error, EXIT.refused)
  throw error
}

function known(code: string, { vi, message: en }: { vi: string; message: string }, exitCode: ExitCode) {
  return { code, words: { vi, en }, exitCode }
}

/** Vietnamese unless English is asked for: by `--lang`, or by the terminal's own language. */
function languageOf(argv: readonly string[], env: CliWorld['env']): Language {
  const asked = argv[argv.indexOf('--lang') + 1]
  if (argv.includes('--lang') && (asked === 'vi' || asked === 'en')) return asked
  if (argv.includes('--lang=en')) return 'en'
  if (argv.includes('--lang=vi')) return 'vi'
  const terminal = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return terminal.startsWith('en') ? 'en' : 'vi'
}
