import type { Command } from '../command.ts'
import { accountCreate } from './accountCreate.ts'
import { accountResetPassword } from './accountResetPassword.ts'
import { backupCommand } from './backup.ts'
import { importDirectory } from './importDirectory.ts'
import { listAccounts } from './listAccounts.ts'
import { listSessions } from './listSessions.ts'
import { listSites } from './listSites.ts'
import { listUnits } from './listUnits.ts'
import { migrate } from './migrate.ts'
import { pair } from './pair.ts'
import { restoreCommand } from './restore.ts'

/** Every command, in the order of the help. A new one: a file here, and a line in this list. */
export const COMMANDS: readonly Command[] = [
  accountCreate,
  accountResetPassword,
  pair,
  importDirectory,
  listUnits,
  listSites,
  listAccounts,
  listSessions,
  backupCommand,
  restoreCommand,
  migrate,
]
