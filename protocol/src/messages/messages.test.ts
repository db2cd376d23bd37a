import { IsArray, IsInteger, IsObject, IsString, type TSchema } from 'typebox'
import { describe, expect, it } from 'vitest'
import { incompatibilityOf, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '../version.ts'
import { CLIENT_MESSAGES, SERVER_MESSAGES } from './index.ts'

const all = Object.entries(CLIENT_MESSAGES)

/** Every schema inside a schema, with where it is. */
function* parts(schema: TSchema, path = ''): Generator<{ schema: TSchema; path: string }> {
  yield { schema, path }
  const { properties, items, anyOf, allOf, patternProperties } = schema as {
    properties?: Record<string, TSchema>
    items?: TSchema
    anyOf?: TSchema[]
    allOf?: TSchema[]
    patternProperties?: Record<string, TSchema>
  }
  for (const [name, inner] of Object.entries(properties ?? {})) yield* parts(inner, `${path}/${name}`)
  if (items !== undefined) yield* parts(items, `${path}/*`)
  for (const inner of [...(anyOf ?? []), ...(allOf ?? [])]) yield* parts(inner, path)
  for (const inner of Object.values(patternProperties ?? {})) yield* parts(inner, `${path}/*`)
}

describe.each(all)('The message %s', (name, { audience, kind, summary, data, reply }) => {
  it('is named, described and meant for somebody', () => {
    expect(name).toMatch(/^([a-z][A-Za-z]*[.])?[a-z][A-Za-z]*$/)
    expect(summary).toMatch(/^\p{Lu}.*[.?]$/su)
    expect(['anyone', 'site', 'console', 'both']).toContain(audience)
    expect(['handshake', 'command', 'query', 'subscription', 'media']).toContain(kind)
    expect(IsObject(reply) || 'anyOf' in reply).toBe(true)
  })

  it('takes no field that it does not name', () => {
    expect(data).toMatchObject({ type: 'object', additionalProperties: false })
  })

  it('carries an idempotency key where it changes something, and only there', () => {
    const { properties } = data as { properties: Record<string, TSchema> }
    expect(Object.hasOwn(properties, 'command')).toBe(kind === 'command')
  })

  it('has an end to everything that comes from outside: texts, lists, whole numbers', () => {
    for (const { schema, path } of parts(data)) {
      if (IsString(schema)) expect('maxLength' in schema || 'pattern' in schema, path).toBe(true)
      if (IsArray(schema)) expect(schema, path).toHaveProperty('maxItems')
      if (IsInteger(schema)) expect(schema, path).toHaveProperty('minimum')
    }
  })
})

describe('What the server says unasked', () => {
  it.each(Object.entries(SERVER_MESSAGES))('%s is described', (_name, { summary, data }) => {
    expect(summary).toMatch(/^\p{Lu}.*[.]$/su)
    expect(IsObject(data)).toBe(true)
  })
})

describe('Versions', () => {
  it('are understood from the oldest to this one', () => {
    expect(OLDEST_PROTOCOL_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION)
    for (let version = OLDEST_PROTOCOL_VERSION; version <= PROTOCOL_VERSION; version++) {
      expect(incompatibilityOf(version)).toBeNull()
    }
  })

  it('are refused beyond, with the reason that tells the page what to do', () => {
    expect(incompatibilityOf(OLDEST_PROTOCOL_VERSION - 1)).toBe('protocol_too_old')
    expect(incompatibilityOf(PROTOCOL_VERSION + 1)).toBe('protocol_too_new')
    expect(incompatibilityOf(Number.MAX_SAFE_INTEGER)).toBe('protocol_too_new')
  })
})
