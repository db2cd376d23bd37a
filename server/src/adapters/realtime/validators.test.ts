import { CLIENT_MESSAGES } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { isClientMessage, validated, versionOf } from './validators.ts'

const faultOf = (name: keyof typeof CLIENT_MESSAGES, data: unknown): unknown => {
  try {
    return validated(name, data)
  } catch (error) {
    return error
  }
}

const A_SESSION = {
  command: 'k',
  title: 'Giao ban',
  hostUnitId: 'u1',
  chairSiteId: 's1',
  invitedUnitIds: ['u1'],
}

describe('Messages at the boundary', () => {
  it('are those of the protocol and no others', () => {
    for (const name of Object.keys(CLIENT_MESSAGES)) expect(isClientMessage(name)).toBe(true)
    for (const name of ['', 'toString', '__proto__', 'challenge', 'floor.request ']) {
      expect(isClientMessage(name)).toBe(false)
    }
  })

  it('are refused with where and why', () => {
    expect(
      faultOf('floor.reorder', { command: 'k', sessionId: 's', requestId: 'r', position: 0 }),
    ).toMatchObject({
      code: 'invalid_message',
      data: { path: '/position', reason: expect.stringMatching(/1/) },
    })
  })

  it.each([
    undefined,
    null,
    0,
    '',
    'text',
    [],
    [{}],
    true,
    { command: 5 },
    { command: 'k', more: 1 },
    { command: 'a b' },
  ])('are refused in any other form: %j', (data) => {
    expect(faultOf('floor.request', data)).toMatchObject({ code: 'invalid_message' })
  })

  it('let no field through that the protocol does not name', () => {
    const data: unknown = JSON.parse('{"command":"k","__proto__":{"open":true}}')
    expect(faultOf('microphone.set', data)).toMatchObject({ code: 'invalid_message' })
  })

  it('have no text that can not be stored', () => {
    expect(faultOf('session.open', { ...A_SESSION, title: 'Giao ban\0' })).toMatchObject({
      code: 'invalid_message',
      data: { path: '/title' },
    })
    expect(validated('session.open', A_SESSION)).toEqual(A_SESSION)
  })

  it('have every text, list and number bounded', () => {
    const long = 'x'.repeat(81)
    expect(faultOf('floor.request', { command: long })).toMatchObject({ code: 'invalid_message' })
    const siteIds = Array.from({ length: 49 }, (_, index) => `s${index}`)
    expect(faultOf('tiles.watch', { sessionId: 's', siteIds })).toMatchObject({ code: 'invalid_message' })
  })
})

describe('The version that a greeting names', () => {
  it('is read whatever else the greeting says', () => {
    expect(versionOf({ protocol: 9, client: { kind: 'of the future' }, more: [] })).toBe(9)
    for (const greeting of [
      null,
      'hello',
      {},
      { protocol: '1' },
      { protocol: 1.5 },
      { protocol: Number.NaN },
    ]) {
      expect(versionOf(greeting)).toBeNull()
    }
  })
})
