import { describe, expect, it } from 'vitest'
import { endpointState } from './endpointState.ts'

const NEW = { ice: 'new', dtls: 'new' } as const
const UP = { ice: 'completed', dtls: 'connected' } as const

describe('the state of an endpoint', () => {
  it('is open until a transport is connected, and connected although one is never used', () => {
    expect(endpointState([NEW, NEW])).toBe('open')
    expect(endpointState([NEW, { ice: 'connected', dtls: 'connecting' }])).toBe('open')
    expect(endpointState([NEW, UP])).toBe('connected')
  })

  it('is disconnected as soon as one of them is', () => {
    expect(endpointState([UP, { ice: 'disconnected', dtls: 'connected' }])).toBe('disconnected')
  })

  it.each(['failed', 'closed'] as const)('is lost when DTLS has %s', (dtls) => {
    expect(endpointState([UP, { ice: 'disconnected', dtls }])).toBe('lost')
  })
})
