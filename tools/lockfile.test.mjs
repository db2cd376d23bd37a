import { describe, expect, it } from 'vitest'
import { completed, missingOptional, platformOf } from './lockfile.mjs'

describe('the platform that a name says', () => {
  it.each([
    ['@swc/core-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@swc/core-linux-x64-gnu', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] }],
    ['@oxlint/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@oxlint-tsgolint/darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@oxfmt/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
  ])('%s', (name, platform) => expect(platformOf(name)).toEqual(platform))
  it('is none when it says none', () => expect(platformOf('fsevents')).toBeUndefined())
})

describe('completing the lock file', () => {
  const optionalDependencies = { 'tool-linux-x64': '1.2.3', 'tool-darwin-arm64': '1.2.3' }
  const packages = {
    '': { name: 'project' },
    'node_modules/tool': { version: '1.2.3', dev: true, optionalDependencies },
    'node_modules/tool-linux-x64': { version: '1.2.3', integrity: 'sha512-a' },
    'node_modules/zebra': { version: '1.0.0' },
  }

  it('adds what is missing, where npm would have put it, and touches nothing else', () => {
    const result = completed(packages)
    expect(Object.keys(result)).toEqual([
      '',
      'node_modules/tool',
      'node_modules/tool-darwin-arm64',
      'node_modules/tool-linux-x64',
      'node_modules/zebra',
    ])
    expect(result['node_modules/tool-darwin-arm64']).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    })
    expect(result).toMatchObject(packages)
    expect(missingOptional(result)).toEqual([])
  })
  it('finds a package that lies inside another', () => {
    const inner = {
      'node_modules/a/node_modules/tool': {
        version: '1.2.3',
        optionalDependencies: { 'tool-linux-x64': '1' },
      },
    }
    expect(
      missingOptional({ ...inner, 'node_modules/a/node_modules/tool-linux-x64': { version: '1' } }),
    ).toEqual([])
    expect(missingOptional(inner)).toHaveLength(1)
  })
  it('does not guess a version', () => {
    const ranged = {
      'node_modules/tool': { version: '1.2.3', optionalDependencies: { 'tool-darwin-arm64': '^1.0.0' } },
    }
    expect(() => completed(ranged)).toThrow('tool-darwin-arm64')
  })
})
