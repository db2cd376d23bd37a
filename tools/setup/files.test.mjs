import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheDirectory, hashFiles, listFiles, placeAtomically } from './files.mjs'

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path, text) {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function hash(extra) {
  return hashFiles(folder, listFiles([join(folder, 'src')]), extra)
}

describe('the cache folder', () => {
  it('is BRIDGE_CACHE when that is set', () => {
    expect(cacheDirectory({ BRIDGE_CACHE: '/srv/cache', XDG_CACHE_HOME: '/x' })).toBe('/srv/cache')
  })
  it('is in the cache folder of the user otherwise', () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: '/x' })).toBe('/x/diem-cau')
    expect(cacheDirectory({})).toMatch(/\.cache\/diem-cau$/)
  })
})

describe('the hash of files', () => {
  it('is the same for the same contents, wherever and whenever they were written', () => {
    write('src/a.ts', 'one')
    write('src/deep/b.ts', 'two')
    const before = hash()
    rmSync(join(folder, 'src'), { recursive: true })
    write('src/deep/b.ts', 'two')
    write('src/a.ts', 'one')
    expect(hash()).toBe(before)
  })
  it.each([
    ['a changed file', () => write('src/a.ts', 'other')],
    ['a new file', () => write('src/c.ts', '')],
    ['a renamed file', () => [rmSync(join(folder, 'src/a.ts')), write('src/z.ts', 'one')]],
    ['a character that moved to the next file', () => [write('src/a.ts', 'on'), write('src/b.ts', 'etwo')]],
  ])('changes with %s', (_what, change) => {
    write('src/a.ts', 'one')
    write('src/b.ts', 'two')
    const before = hash()
    change()
    expect(hash()).not.toBe(before)
  })
  it('changes with what is mixed in', () => {
    write('src/a.ts', 'one')
    expect(hash('node 24.1.0')).not.toBe(hash('node 24.2.0'))
  })
})

describe('placing a folder', () => {
  it('replaces the old one by the new one, whole', async () => {
    write('target/old.txt', 'old')
    await placeAtomically(join(folder, 'target'), (temporary) => {
      writeFileSync(join(temporary, 'new.txt'), 'new')
      expect(readFileSync(join(folder, 'target/old.txt'), 'utf8')).toBe('old')
    })
    expect(readdirSync(join(folder, 'target'))).toEqual(['new.txt'])
    expect(readdirSync(folder)).toEqual(['target'])
  })
  it('leaves nothing behind when filling it fails, and keeps the old one', async () => {
    write('target/old.txt', 'old')
    const filling = placeAtomically(join(folder, 'target'), (temporary) => {
      writeFileSync(join(temporary, 'half.txt'), 'half')
      throw new Error('disk full')
    })
    await expect(filling).rejects.toThrow('disk full')
    expect(readdirSync(join(folder, 'target'))).toEqual(['old.txt'])
    expect(readdirSync(folder)).toEqual(['target'])
  })
  it('clears away what a killed setup left', async () => {
    write('target.tmp-abc123/half.txt', 'half')
    await placeAtomically(join(folder, 'target'), () => undefined)
    expect(existsSync(join(folder, 'target.tmp-abc123'))).toBe(false)
  })
})
