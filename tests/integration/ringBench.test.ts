import { expect, it } from 'vitest'
import { RunningProgram } from '../support/runProgram.ts'

it('the ring bench measures every site that it calls', async () => {
  const bench = new RunningProgram('tests/bench/ring.ts', ['--sites', '3', '--json'])
  try {
    expect(await bench.ended(), bench.stderr).toBe(0)
    const report: unknown = JSON.parse(bench.stdout.trim().split('\n').at(-1) ?? '')
    expect(report).toMatchObject({
      name: 'ring',
      sites: 3,
      rang: 3,
      answered: 3,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
    })
  } finally {
    await bench.kill()
  }
})
