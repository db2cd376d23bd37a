import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ninjaProgress } from './build.mjs'
import { sourceLines } from './libsrtp.mjs'
import { PATCHES, applyPatches, replaceOnce } from './patches.mjs'
import { prebuiltName } from './prebuilt.mjs'

const MEDIASOUP = join(import.meta.dirname, '..', '..', 'node_modules', 'mediasoup', 'worker')

describe('patches', () => {
  let folder

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'patches-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function copy(file, change = (text) => text) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), change(readFileSync(join(MEDIASOUP, file), 'utf8')))
  }
  const files = [...new Set(PATCHES.map(({ file }) => file))]

  it('fit the mediasoup that the lock file names', () => {
    for (const file of files) copy(file)
    applyPatches(folder)
    expect(readFileSync(join(folder, 'src/RTC/DtlsTransport.cpp'), 'utf8')).toContain('& BIO_CB_RETURN) != 0')
  })
  it('stop the build when the sources have changed', () => {
    for (const file of files) copy(file, (text) => text.replace('BIO_CB_RETURN) ?', 'BIO_CB_WRITE) ?'))
    expect(() => applyPatches(folder)).toThrow(expect.objectContaining({ code: 'worker-patch-outdated' }))
  })
  it('replace text that is there once, and only once', () => {
    expect(replaceOnce('a b c', 'b', 'x')).toBe('a x c')
    expect(replaceOnce('a c', 'b', 'x')).toBeUndefined()
    expect(replaceOnce('b a b', 'b', 'x')).toBeUndefined()
  })
})

describe('the sources of Debian', () => {
  const targets = [
    'Debian|http://mirror.example/debian/|bookworm|main',
    'Debian|http://mirror.example/debian/|bookworm|main', // Seen twice when two architectures are set up.
    'Debian|http://mirror.example/debian-security/|bookworm-security|main',
    'Node Source|https://other.example/node_20.x/|nodistro|main',
    '',
  ].join('\n')

  it('are those of the archives in use, and of Debian only', () => {
    expect(sourceLines(targets)).toEqual([
      'deb-src http://mirror.example/debian/ bookworm main',
      'deb-src http://mirror.example/debian-security/ bookworm-security main',
    ])
  })
  it('are trusted by Debian’s keys only', () => {
    expect(sourceLines(targets, '/keys/debian.gpg')[0]).toMatch(/^deb-src \[signed-by=\/keys\/debian.gpg\] /)
  })
})

describe('names and numbers', () => {
  it('reads how far ninja is', () => {
    expect(ninjaProgress('[146/261] Compiling C++ object x.o')).toBe('146/261')
    expect(ninjaProgress('ninja: Entering directory')).toBeUndefined()
  })
  it('names the official worker as mediasoup does', () => {
    const machine = { platform: 'linux', arch: 'x64', release: '6.1.0-37-amd64' }
    expect(prebuiltName('3.27.1', machine)).toBe('mediasoup-worker-3.27.1-linux-x64-kernel6.tgz')
    expect(prebuiltName('3.27.1', { ...machine, platform: 'darwin' })).toBe(
      'mediasoup-worker-3.27.1-darwin-x64.tgz',
    )
  })
})
