import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { listFiles } from '../setup/files.mjs'
import { tryRun } from '../setup/process.mjs'
import { formatDuration } from '../setup/report.mjs'
import { ROOT } from '../setup/setup.mjs'
import { clockReads } from './clock.mjs'

const SOURCES = ['protocol/src', 'server/src', 'sfu/src', 'client/src', 'tools', 'tests']
const CORE = join(ROOT, 'server', 'src', 'core')
const COMPOSE = ['/usr/bin/docker-compose', '/usr/local/bin/docker-compose']

/**
 * Everything `npm run check` looks at. `fix` is what to type when it fails, where something can be typed; `proof` is
 * what the output of a check must have in it that would also be content with nothing.
 */
const CHECKS = [
  { title: 'format', command: ['oxfmt', '--check'], fix: 'npx oxfmt' },
  { title: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { title: 'types', command: ['tsc', '-p', 'tsconfig.json', '--noEmit'] },
  { title: 'types of the client', command: ['tsc', '-p', 'client/tsconfig.json', '--noEmit'] },
  { title: 'dead code', command: ['knip', '--no-progress'] },
  {
    title: 'dependency direction',
    command: () => ['depcruise', ...SOURCES.filter((path) => existsSync(join(ROOT, path)))],
    proof: /\(\d{2,} modules/, // Without a parser for TypeScript it finds none.
  },
  { title: 'core takes its clock as an argument', inspect: inspectCore },
  {
    title: 'docker-compose config',
    command: () => [installedCompose(), 'config', '--quiet'],
    skip: () => installedCompose() === undefined && 'the Debian package docker-compose is not installed',
  },
]

/** Looked for when it is needed: `npm test` installs it after this module was loaded. */
function installedCompose() {
  return COMPOSE.find((file) => existsSync(file))
}

function inspectCore() {
  const files = listFiles([CORE], (path) => /[.]test[.]ts$/.test(path))
  return files.flatMap((file) =>
    clockReads(readFileSync(file, 'utf8')).map(
      ({ line, text }) => `${relative(ROOT, file)}:${line}: ${text}`,
    ),
  )
}

async function runCheck(check, env) {
  const reason = check.skip?.()
  if (reason) return { ok: true, skipped: true, output: reason }
  if (check.inspect) {
    const found = check.inspect()
    return { ok: found.length === 0, output: found.join('\n') }
  }
  const [name, ...args] = typeof check.command === 'function' ? check.command() : check.command
  const { code, output } = await tryRun(name, args, { cwd: ROOT, env })
  const proven = check.proof === undefined || check.proof.test(output)
  return { ok: code === 0 && proven, output: proven ? output : `${output}\nfound nothing to check` }
}

/**
 * Runs every check, also after one has failed, and prints what each found.
 * @param {{env: NodeJS.ProcessEnv}} prepared from `setUp`
 * @returns {Promise<{passed: number, failed: number, skipped: number}>}
 */
export async function runChecks({ env }) {
  const toolEnv = {
    ...env,
    PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${env.PATH}`,
    NO_COLOR: '1',
  }
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const check of CHECKS) {
    const startedAt = performance.now()
    const { ok, skipped, output } = await runCheck(check, toolEnv)
    counts[skipped ? 'skipped' : ok ? 'passed' : 'failed'] += 1
    const mark = skipped ? '-' : ok ? '✓' : '✗'
    console.log(`${mark} ${check.title} (${formatDuration(performance.now() - startedAt)})`)
    if (!ok || skipped) console.log(indent(output))
    if (!ok && check.fix) console.log(`  → ${check.fix}`)
  }
  return counts
}

function indent(text) {
  return text
    .split('\n')
    .map((line) => `  | ${line}`)
    .join('\n')
}

/** `npm run check`: exit code 0 only when nothing failed. */
export async function checkAll(prepared) {
  const { passed, failed, skipped } = await runChecks(prepared)
  console.log(`${passed} checks passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}
