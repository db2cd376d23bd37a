import { expect, it } from 'vitest'
import { RunningProgram } from '../support/runProgram.ts'

it('the floor bench measures what receivers see, with nothing negotiated at any of them', async () => {
  const bench = new RunningProgram('tests/bench/floor.ts', [
    '--switches',
    '4',
    '--receivers',
    '2',
    '--json',
    '--now',
  ])
  try {
    expect(await bench.ended(), bench.stderr).toBe(0)
    const report: unknown = JSON.parse(bench.stdout.trim().split('\n').at(-1) ?? '')
    expect(report).toMatchObject({
      name: 'floor',
      switches: 4,
      receivers: 2,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
      coldP50Ms: expect.any(Number),
      coldP95Ms: expect.any(Number),
      sdpOperations: 0,
      consumersCreated: 0,
      followed: 1,
      audioFollowMs: expect.any(Number),
      avSyncMs: expect.any(Number),
    })
  } finally {
    await bench.kill()
  }
})
