import { describe, expect, it } from 'vitest'
import { AUDITED_ACTIONS } from '../state/people/auditedActions.ts'
import en from './en/audit.ts'
import vi from './vi/audit.ts'

type Texts = { readonly [key: string]: string | Texts }

function wordOf(texts: Texts, path: string): string | undefined {
  const [first = '', ...rest] = path.split('.')
  const found = texts[first]
  if (rest.length === 0) return typeof found === 'string' ? found : undefined
  return typeof found === 'object' ? wordOf(found, rest.join('.')) : undefined
}

function paths(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : paths(value, `${prefix}${key}.`),
  )
}

describe('The words of the audit trail', () => {
  it.each(AUDITED_ACTIONS)('name the action %s in both languages', (action) => {
    expect(wordOf(vi.action, action)).toMatch(/\S/)
    expect(wordOf(en.action, action)).toMatch(/\S/)
  })

  it('name no action twice alike, and none that is not there', () => {
    for (const { action } of [vi, en]) {
      const words = paths(action).map((path) => wordOf(action, path))
      expect(new Set(words).size).toBe(words.length)
      expect(paths(action).toSorted()).toEqual([...AUDITED_ACTIONS].toSorted())
    }
  })
})
