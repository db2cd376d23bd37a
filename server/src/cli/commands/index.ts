import type { Command } from '../command.ts'
import { backupCommand } from './backup.ts'
import { migrate } from './migrate.ts'
import { restoreCommand } from './restore.ts'

/** Every command, in the order of the help. A new one: a file here, and a line in this list. */
export const COMMANDS: readonly Command[] = [backupCommand, restoreCommand, migrate]
