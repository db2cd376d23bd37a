import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingOptional } from '../lockfile.mjs'
import { isInstalled } from './dependencies.mjs'

const ROOT = join(import.meta.dirname, '..', '..')
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
/** What may be installed on the machines that we pin Node for. */
function isOurs({ os = ['linux'], cpu = ['x64'], libc = ['glibc'] }) {
  return os.includes('linux') && libc.includes('glibc') && (cpu.includes('x64') || cpu.includes('arm64'))
}

const lock = (packages) => JSON.stringify({ packages })
const one = { version: '1.0.0', integrity: 'sha512-a' }

describe('node_modules is current', () => {
  const wanted = lock({
    '': { name: 'project' },
    server: { version: '0.1.0' },
    'node_modules/@us/server': { resolved: 'server', link: true },
    'node_modules/one': one,
    'node_modules/other-platform': { ...one, optional: true },
  })

  it('when each package is there as the lock file wants it', () => {
    expect(isInstalled(wanted, lock({ 'node_modules/one': one }))).toBe(true)
  })
  it.each([
    ['npm has not finished', undefined],
    ['a package is missing', lock({})],
    ['a version differs', lock({ 'node_modules/one': { ...one, version: '1.0.1' } })],
    ['the contents differ', lock({ 'node_modules/one': { ...one, integrity: 'sha512-b' } })],
    ['one is there that nobody asked for', lock({ 'node_modules/one': one, 'node_modules/two': one })],
  ])('not when %s', (_why, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false)
  })
})

describe('the lock file of the project', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
  const { allowScripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

  it('names no host', () => {
    const hosts = Object.values(packages).filter(({ resolved }) => /:\/\//.test(resolved ?? ''))
    expect(hosts).toEqual([])
  })
  it('pins the contents of every package that may be installed on Linux x64 and arm64', () => {
    const loose = Object.entries(packages).filter(
      ([path, entry]) =>
        path.includes('node_modules/') && !entry.link && !entry.inBundle && !entry.integrity && isOurs(entry),
    )
    expect(loose.map(([path]) => path)).toEqual([])
  })
  it('has the optional packages of every platform: without them npm ci refuses it (node tools/lockfile.mjs)', () => {
    expect(missingOptional(packages)).toEqual([])
  })
  it('has no install script about which package.json does not say yes or no', () => {
    // npm compiles a package that has a binding.gyp, although it names no script.
    const scripted = Object.entries(packages).filter(
      ([path, { hasInstallScript }]) =>
        hasInstallScript || (path !== '' && existsSync(join(ROOT, path, 'binding.gyp'))),
    )
    const undecided = scripted.map(([path]) => nameOf(path)).filter((name) => !(name in allowScripts))
    expect(undecided).toEqual([])
  })
})
