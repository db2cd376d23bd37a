import { describe, expect, it } from 'vitest'
import { SimulatorError } from '../SimulatorError.ts'
import { readOptions } from './options.ts'

describe('options', () => {
  it('has defaults for everything', () => {
    expect(readOptions([])).toMatchObject({ sites: 12, seed: 1, fps: 12, calm: false, durationMs: null })
  })

  it('reads what is given', () => {
    expect(
      readOptions(['--sites', '30', '--duration', '90', '--calm', '--district', 'dong van', '--fps', '10']),
    ).toMatchObject({ sites: 30, durationMs: 90_000, calm: true, district: 'dong van', fps: 10 })
  })

  it('shows the help', () => {
    expect(readOptions(['--help'])).toBeNull()
  })

  it.each([
    ['--sites', '0'],
    ['--sites', 'ten'],
    ['--sites', '1e2'],
    ['--fps', '60'],
    ['--url', 'nowhere'],
    ['--unknown'],
    ['twelve'],
  ])('refuses %s %s in words', (...args) => {
    expect(() => readOptions(args)).toThrow(SimulatorError)
  })
})
