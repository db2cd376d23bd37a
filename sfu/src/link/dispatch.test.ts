import { NODE_REQUESTS } from '@diem-cau/protocol/node'
import { describe, expect, it, vi } from 'vitest'
import { RequestError } from '../RequestError.ts'
import { silentLog } from '../rooms/testing.ts'
import { createDispatch, type NodeHandlers } from './dispatch.ts'

const unexpected = async () => await Promise.reject(new Error('a handler that was not expected'))

function handlers(over: Partial<NodeHandlers>): NodeHandlers {
  const none = Object.fromEntries(Object.keys(NODE_REQUESTS).map((name) => [name, unexpected]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one handler for every name of the contract
  return { ...none, ...over } as NodeHandlers
}

describe('a request to the node', () => {
  it('reaches its handler when it is as the contract has it', async () => {
    const keepOnly = vi.fn<NodeHandlers['desired.keepOnly']>(async () => ({}))
    const dispatch = createDispatch(handlers({ 'desired.keepOnly': keepOnly }), silentLog)
    expect(await dispatch('desired.keepOnly', { streams: ['b1'] })).toEqual({ ok: true, data: {} })
    expect(keepOnly).toHaveBeenCalledWith({ streams: ['b1'] })
  })

  it.each([
    ['desired.keepOnly', { streams: ['../b1'] }],
    ['desired.keepOnly', null],
    ['endpoint.connect', { endpointId: 'e', direction: 'sideways', dtlsParameters: { fingerprints: [] } }],
    ['toString', {}],
    ['no.such', {}],
  ])('is answered when it is malformed: %s %j', async (name, data) => {
    const dispatch = createDispatch(handlers({}), silentLog)
    expect(await dispatch(name, data)).toMatchObject({ ok: false, code: 'invalid_message' })
  })

  it('is answered with the code of what went wrong', async () => {
    const refusing = async () => await Promise.reject(new RequestError('unknown_endpoint', 'no endpoint e'))
    const dispatch = createDispatch(handlers({ 'endpoint.close': refusing }), silentLog)
    expect(await dispatch('endpoint.close', { endpointId: 'e' })).toEqual({
      ok: false,
      code: 'unknown_endpoint',
      reason: 'no endpoint e',
    })
    expect(await dispatch('node.stats', {})).toMatchObject({ ok: false, code: 'internal' })
  })
})
