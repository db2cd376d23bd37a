import { expect, it } from 'vitest'
import { RunningProgram } from '../support/runProgram.ts'

it('the core bench has every command on disk before it is answered, and refuses none', async () => {
  const bench = new RunningProgram('tests/bench/core.ts', [
    '--seconds',
    '1',
    '--events',
    '2000',
    '--now',
    '--json',
  ])
  try {
    // Whether it was quick enough is a matter of the machine, and of nothing that is tested here.
    expect([0, 1], bench.stderr).toContain(await bench.ended())
    const report: unknown = JSON.parse(bench.stdout.trim().split('\n').at(-1) ?? '')
    expect(report).toMatchObject({
      name: 'core',
      commandsPerSecond: expect.any(Number),
      p99Ms: expect.any(Number),
      foldMs: expect.any(Number),
      foldEvents: 2_000,
      refused: 0,
    })
  } finally {
    await bench.kill()
  }
})
