import { describe, expect, it } from 'vitest'
import { environmentName, readConfig } from './NodeConfig.ts'

const SETTINGS = {
  nodeId: 'node-1',
  serverUrl: 'https://127.0.0.1:8443',
  serverPublicKey: 'A'.repeat(43),
  keyFile: '/tmp/node.pem',
}
const file = (settings: unknown) => ({ name: 'node.json', text: JSON.stringify(settings) })

describe('the settings of a node', () => {
  it('have defaults for what need not be said', () => {
    expect(readConfig(file(SETTINGS), {})).toEqual({
      ...SETTINGS,
      workers: 0,
      basePort: 44_400,
      logLevel: 'info',
      child: false,
      autonomyMs: 60_000,
    })
  })

  it('come from the environment alone, or over those of the file', () => {
    const environment = {
      MEDIA_NODE_WORKERS: '3',
      MEDIA_NODE_CHILD: 'true',
      MEDIA_NODE_LISTEN_ADDRESSES: '10.0.0.5, 10.0.0.6=203.0.113.9',
    }
    const config = readConfig(file({ ...SETTINGS, workers: 1 }), environment)
    expect(config).toMatchObject({
      workers: 3,
      child: true,
      listenAddresses: [{ ip: '10.0.0.5' }, { ip: '10.0.0.6', announcedAddress: '203.0.113.9' }],
    })
    const whole = Object.fromEntries(
      Object.entries(SETTINGS).map(([name, value]) => [environmentName(name), value]),
    )
    expect(readConfig(null, whole)).toMatchObject(SETTINGS)
  })

  it.each([
    ['serverUrl', { serverUrl: 'ftp://x' }],
    ['workers', { workers: 1.5 }],
    ['basePort', { basePort: 70_000 }],
    ['listenAddresses', { listenAddresses: [] }],
    ['listenAddresses.0', { listenAddresses: [{ ip: '10.0.0.5', port: 1 }] }],
    ['logLevel', { logLevel: 'loud' }],
    ['serverPublicKey', { serverPublicKey: 'short' }],
  ])('are refused with the name of %s', (name, wrong) => {
    expect(() => readConfig(file({ ...SETTINGS, ...wrong }), {})).toThrow(
      expect.objectContaining({ reason: 'badConfiguration', message: expect.stringContaining(name) }),
    )
  })

  it('are refused whole when one is missing, unknown, or a number that is none', () => {
    const { keyFile: _keyFile, ...incomplete } = SETTINGS
    expect(() => readConfig(file(incomplete), {})).toThrow('keyFile')
    expect(() => readConfig(file({ ...SETTINGS, worker: 1 }), {})).toThrow('worker')
    expect(() => readConfig(file(SETTINGS), { MEDIA_NODE_WORKERS: 'many' })).toThrow('workers')
    expect(() => readConfig({ name: 'node.json', text: '{' }, {})).toThrow('node.json')
    expect(() => readConfig(file([1]), {})).toThrow('not a JSON object')
  })
})
