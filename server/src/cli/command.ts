import type { ParseArgsConfig } from 'node:util'
import type { BridgeConfig } from '../adapters/config/index.ts'
import type { Store, StorePlace } from '../adapters/store/openStore.ts'

export interface Words {
  vi: string
  en: string
}
export type Language = keyof Words

/** What shells and scripts test. */
export const EXIT = {
  done: 0,
  /** Understood, and not done: the reason is said. */
  refused: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Settings, database, disk: what the machine's keeper puts right. */
  environment: 3,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

type Option = NonNullable<ParseArgsConfig['options']>[string]

/** An option of a command: `--name`, with a value unless it is a switch. */
export interface CommandOption {
  type: Option['type']
  /** How its value is called in the help: FILE. */
  value?: string
  does: Words
}

/** What a command has to do with: its arguments, the settings, the store. */
export interface Invocation {
  /** What stands after the command's name; as many as `arguments` says. */
  positionals: readonly string[]
  /** Options that were given. */
  values: Readonly<Record<string, string | boolean | undefined>>
  config: BridgeConfig
  place: StorePlace
  version: string
  now: () => number
  /** The store, brought up to date; closed after the command. @throws {EnvironmentError} */
  openStore: () => Promise<Store>
  /** A word on what is going on, for a person who waits. Not in `--json`. */
  progress: (words: Words) => void
}

export interface Outcome {
  /** For programs: what `--json` prints. */
  data: unknown
  /** For people. */
  text: Words
  /** `refused` where the answer is no: a check that found something. */
  exitCode?: ExitCode
}

/** One command of the program, in a file of its own, listed in commands/index.ts. */
export interface Command {
  /** Its words: `account create`. */
  name: string
  /** What has to follow, in capitals. One that ends in `?` may be left out. */
  arguments: readonly string[]
  options: Readonly<Record<string, CommandOption>>
  /** In half a line. */
  does: Words
  /** What else one has to know; may have several lines. */
  help?: Words
  run: (invocation: Invocation) => Promise<Outcome>
}

/** The command line can't be understood. */
export class UsageError extends Error {
  readonly vi: string

  constructor(vi: string, en: string) {
    super(en)
    this.name = 'UsageError'
    this.vi = vi
  }
}

/** Something that a command needs is not as it should be. The cause is in plain words already. */
export class EnvironmentError extends Error {
  readonly vi: string

  constructor(vi: string, en: string, options?: ErrorOptions) {
    super(en, options)
    this.name = 'EnvironmentError'
    this.vi = vi
  }
}
