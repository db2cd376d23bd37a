import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from './program.mjs'

const RUN = join(import.meta.dirname, 'run.mjs')
const run = (...args) => spawnSync(process.execPath, [RUN, ...args], { encoding: 'utf8' })
const options = { env: process.env, cwd: process.cwd() }

describe('a program in the foreground', () => {
  it('passes its exit code on', async () => {
    expect(await runProgram(process.execPath, ['-e', 'process.exit(7)'], options)).toBe(7)
  })
  it('that a signal ended has the code of shells', async () => {
    expect(await runProgram(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'], options)).toBe(
      137,
    )
  })
  it('gets the signals that we get, and may end in its own way', async () => {
    const inner = `process.on('SIGTERM', () => process.exit(3)); console.log('ready'); setInterval(() => {}, 1000)`
    const outer = `import { runProgram } from ${JSON.stringify(join(import.meta.dirname, 'program.mjs'))}
      process.exitCode = await runProgram(process.execPath, ['-e', ${JSON.stringify(inner)}], { env: process.env })`
    const child = spawn(process.execPath, ['--input-type=module', '-e', outer], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([3, null])
  })
})

describe('tools/run.mjs', () => {
  it('lists its commands', () => {
    const { status, stdout } = run('--help')
    expect(status).toBe(0)
    for (const command of ['start', 'test', 'check', 'bench', 'simulate', 'setup'])
      expect(stdout).toContain(`\n  ${command}`)
  })
  it('refuses a command it does not have', () => {
    const { status, stderr } = run('strat')
    expect(status).toBe(1)
    expect(stderr).toContain('[command-unknown]')
  })
  it('names the benches it knows when asked for another', () => {
    const { status, stderr } = run('bench', 'nothing-of-that-name')
    expect(status).toBe(1)
    expect(stderr).toContain('[bench-unknown]')
  })
})
