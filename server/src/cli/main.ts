import { fileURLToPath } from 'node:url'
import { VERSION } from '../version.ts'
import { COMMANDS } from './commands/index.ts'
import { runCli } from './runCli.ts'

process.exitCode = await runCli(process.argv.slice(2), COMMANDS, {
  env: process.env,
  root: fileURLToPath(new URL('../../../', import.meta.url)),
  version: VERSION,
  now: Date.now,
  out: (line) => console.log(line),
  err: (line) => console.error(line),
})
