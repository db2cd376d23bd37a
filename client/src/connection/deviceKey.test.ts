import { deviceProofText } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { createMemoryKey, generatePair, keyOfPair, proveDevice } from './deviceKey.ts'

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

test('a proof is valid for its public key and its challenge, and for no other', async () => {
  const key = await createMemoryKey()
  const proof = { nonce: 'n-1', deviceId: 'd-1', instance: 'i-1' }
  const signature = bytesOf(await proveDevice(key, proof))
  const curve = { name: 'ECDSA', namedCurve: 'P-256' }
  const publicKey = await crypto.subtle.importKey('spki', bytesOf(key.publicKey), curve, true, ['verify'])
  const verify = async (text: string): Promise<boolean> =>
    await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      publicKey,
      signature,
      new TextEncoder().encode(text),
    )
  expect(signature).toHaveLength(64)
  expect(await verify(deviceProofText('n-1', 'd-1', 'i-1'))).toBe(true)
  expect(await verify(deviceProofText('n-2', 'd-1', 'i-1'))).toBe(false)
})

test('the private key can not be read out', async () => {
  const pair = await generatePair()
  await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow()
  expect((await keyOfPair(pair)).publicKey).toMatch(/^[A-Za-z0-9_-]{100,200}$/)
})
