import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../program.mjs'
import { ROOT } from '../setup/setup.mjs'
import { runChecks } from './checks.mjs'
import { addCounts, closingLine, countReport } from './counts.mjs'

/** In this order: what is quick to fail comes first. Each is a project of vitest.config.ts. */
const PROJECTS = ['unit', 'integration', 'e2e']
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')

/**
 * Splits the arguments: names of projects, then options and filters for vitest. With names or filters the checks are
 * left out, because somebody is at work on one thing.
 */
export function parseTestArguments(args) {
  const projects = []
  const rest = [...args]
  while (PROJECTS.includes(rest[0])) projects.push(rest.shift())
  if (rest[0] === '--') rest.shift()
  return { projects: projects.length > 0 ? projects : PROJECTS, options: rest, everything: args.length === 0 }
}

async function runProject(project, options, { nodeBinary, env }, folder) {
  const report = join(folder, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [VITEST, 'run', '--project', project, '--passWithNoTests', ...reporters, ...options]
  console.log(`\n${project}`)
  const exitCode = await runProgram(nodeBinary, args, { cwd: ROOT, env })
  return countReport(existsSync(report) ? readFileSync(report, 'utf8') : undefined, exitCode)
}

/**
 * `npm test`: the checks, then every test, all of them even when some fail. The last line is the sum.
 * @param {string[]} args
 * @param {{nodeBinary: string, env: NodeJS.ProcessEnv}} prepared from `setUp`
 * @returns {Promise<number>} exit code
 */
export async function test(args, prepared) {
  const { projects, options, everything } = parseTestArguments(args)
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-test-'))
  let counts = everything ? await runChecks(prepared) : { passed: 0, failed: 0, skipped: 0 }
  try {
    for (const project of projects)
      counts = addCounts(counts, await runProject(project, options, prepared, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`\n${closingLine(counts)}`)
  return counts.failed === 0 ? 0 : 1
}
