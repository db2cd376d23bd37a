import { describe, expect, it } from 'vitest'
import { serverTls } from './serverTls.ts'

const ROOT = new URL('serverTls.ts', import.meta.url).pathname

describe('the judgement of the server’s certificate', () => {
  it('is strict away from this machine, with or without a root', () => {
    expect(serverTls({ serverUrl: 'https://10.0.0.5:8443' })).toEqual({})
    expect(Object.keys(serverTls({ serverUrl: 'https://bridge.example:8443', caFile: ROOT }))).toEqual(['ca'])
  })

  it('asks for no name on loopback, and without a root for no chain', () => {
    expect(serverTls({ serverUrl: 'https://127.0.0.1:8443' })).toEqual({ rejectUnauthorized: false })
    const withRoot = serverTls({ serverUrl: 'https://127.0.0.1:8443', caFile: ROOT })
    expect(withRoot.rejectUnauthorized).toBeUndefined()
    expect(withRoot.checkServerIdentity?.()).toBeUndefined()
  })

  it('names a root that cannot be read', () => {
    expect(() => serverTls({ serverUrl: 'https://10.0.0.5', caFile: '/no/such/root.pem' })).toThrow(
      '/no/such/root.pem',
    )
  })
})
