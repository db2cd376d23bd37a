import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadOrMakeKey, publicKeyFromText, publicKeyText, signText, verifyText } from './NodeKey.ts'

describe('the key of a node', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'node-key-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it('is made once, for its owner alone, and read from then on', () => {
    const file = join(directory, 'keys', 'node.pem')
    const key = loadOrMakeKey(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(publicKeyText(loadOrMakeKey(file))).toBe(publicKeyText(key))
    expect(readdirSync(join(directory, 'keys'))).toEqual(['node.pem'])
  })

  it('signs what its public key, as one word, confirms', () => {
    const key = loadOrMakeKey(join(directory, 'node.pem'))
    const known = publicKeyFromText(publicKeyText(key))
    expect(publicKeyText(known)).toHaveLength(43)
    const signature = signText(key, 'điểm cầu')
    expect(verifyText(known, 'điểm cầu', signature)).toBe(true)
    expect(verifyText(known, 'diem cau', signature)).toBe(false)
    expect(verifyText(known, 'điểm cầu', '')).toBe(false)
  })

  it.each([
    ['text', 'no key'],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
  ])('is not replaced when the file holds %s', (_what, text) => {
    const file = join(directory, 'node.pem')
    writeFileSync(file, text)
    expect(() => loadOrMakeKey(file)).toThrow(
      expect.objectContaining({ reason: 'badConfiguration', message: expect.stringContaining(file) }),
    )
  })
})
