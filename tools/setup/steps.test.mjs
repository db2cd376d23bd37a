import { describe, expect, it } from 'vitest'
import { SetupError, describeError } from './errors.mjs'
import { createReporter } from './report.mjs'
import { runSteps } from './steps.mjs'

/** A step that is done or not, and tells what happened to it. */
function fakeStep(title, { done = false, fails = false, log }) {
  let isDone = done
  return {
    title,
    isDone: () => isDone,
    run: async () => {
      log.push(title)
      if (fails) throw new SetupError({ code: 'broken', vi: 'hỏng', en: 'broken' })
      isDone = true
    },
  }
}

function tools() {
  const printed = []
  const locks = { taken: 0, held: 0 }
  const takeLock = async () => {
    locks.taken += 1
    locks.held += 1
    return () => (locks.held -= 1)
  }
  return { printed, locks, takeLock, report: createReporter({ write: (text) => printed.push(text) }) }
}

describe('running steps', () => {
  it('runs what is missing, in order, under the lock', async () => {
    const log = []
    const kit = tools()
    const steps = [fakeStep('a', { log }), fakeStep('b', { done: true, log }), fakeStep('c', { log })]
    await runSteps(steps, kit)
    expect(log).toEqual(['a', 'c'])
    expect(kit.locks).toEqual({ taken: 1, held: 0 })
    const ticks = kit.printed.filter((line) => line.startsWith('✓'))
    expect(ticks.map((line) => line.slice(0, 3))).toEqual(['✓ a', '✓ b', '✓ c'])
  })
  it('takes no lock and runs nothing when all is done', async () => {
    const log = []
    const kit = tools()
    await runSteps([fakeStep('a', { done: true, log })], kit)
    expect(log).toEqual([])
    expect(kit.locks.taken).toBe(0)
  })
  it('stops at the step that fails, marks it and gives the lock back', async () => {
    const log = []
    const kit = tools()
    const steps = [fakeStep('a', { fails: true, log }), fakeStep('b', { log })]
    await expect(runSteps(steps, kit)).rejects.toMatchObject({ code: 'broken' })
    expect(log).toEqual(['a'])
    expect(kit.locks.held).toBe(0)
    expect(kit.printed.at(-1)).toMatch(/^✗ a/)
  })
  it('does not repeat what another setup finished while this one waited', async () => {
    const log = []
    const step = fakeStep('a', { log })
    const kit = tools()
    const takeLock = async () => {
      await step.run()
      return () => undefined
    }
    await runSteps([step], { ...kit, takeLock })
    expect(log).toEqual(['a'])
  })
})

describe('an error', () => {
  it('says what to type, in both languages', () => {
    const error = new SetupError({
      code: 'root-needed',
      vi: 'Cần quyền.',
      en: 'Root is needed.',
      commands: ['sudo x'],
    })
    expect(describeError(error)).toBe(
      '[root-needed] Cần quyền.\n  Root is needed.\n\n  Lệnh cần chạy / Commands to run:\n    sudo x',
    )
  })
})
