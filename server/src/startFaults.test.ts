import { readFileSync } from 'node:fs'
import { BridgeError } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { StoreError } from './adapters/store/openStore.ts'
import { endingOf, StartError } from './startFaults.ts'

const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: something, open '/data/bridge.log'`), { code, path: '/data/bridge.log' })

describe('A fault that ends the bridge', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EISDIR'])(
    'is one plain sentence in each language: %s',
    (code) => {
      const ending = endingOf(systemError(code))
      expect(ending?.exitCode).toBe(3)
      const sentences = ending?.text.split('\n') ?? []
      expect(sentences).toHaveLength(2)
      for (const sentence of sentences) {
        expect(sentence).toContain('/data/bridge.log')
        expect(sentence).not.toContain(code)
      }
    },
  )

  it('has its own words where it brings them', () => {
    expect(endingOf(new StartError(['Cấu hình sai.', 'Wrong.'], 2))).toEqual({
      text: 'Cấu hình sai.\nWrong.',
      exitCode: 2,
    })
    expect(endingOf(new StoreError('Hỏng.', 'Damaged.'))).toEqual({ text: 'Hỏng.\nDamaged.', exitCode: 3 })
    expect(endingOf(Object.assign(new Error('tls'), { reason: { vi: 'Khóa.', en: 'Key.' } }))?.text).toBe(
      'Khóa.\nKey.',
    )
    expect(endingOf(new BridgeError('storage_failed'))?.text).toContain('đĩa đầy')
  })

  it('that nobody foresaw has none', () => {
    for (const error of [
      new TypeError('x is undefined'),
      'text',
      null,
      Object.assign(new Error('?'), { reason: 5 }),
    ]) {
      expect(endingOf(error)).toBeNull()
    }
    try {
      readFileSync('/nowhere/at/all')
    } catch (error) {
      expect(endingOf(error)).toBeNull()
    }
  })
})
