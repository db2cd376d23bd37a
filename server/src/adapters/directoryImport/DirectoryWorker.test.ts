import { BridgeError, type UnitId } from '@diem-cau/protocol'
import { expect, it } from 'vitest'
import { aDataDirectory } from '../store/testing.ts'
import { DirectoryWorker } from './index.ts'

it('lets only so many wait for their file, and the others hear it at once', async () => {
  const worker = new DirectoryWorker({ directory: aDataDirectory(), url: '', passwordFile: null }, () => 1)
  const request = {
    format: 'csv' as const,
    what: 'units' as const,
    on: null,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
    scopes: ['u-02' as UnitId],
    template: false,
  }
  const codes: string[] = []
  const asked = Array.from({ length: 25 }, async () => {
    const error: unknown = await worker.write(request).catch((thrown: unknown) => thrown)
    codes.push(error instanceof BridgeError ? error.code : 'other')
  })
  await worker.close()
  await Promise.all(asked)
  expect(codes.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 'too_many_messages'))
  expect(codes.slice(15)).toHaveLength(10)
  expect(codes.slice(15)).not.toContain('too_many_messages')
})
