import { expect, test } from 'vitest'

type Texts = { readonly [key: string]: string | Texts }
const load = (modules: Record<string, { default: Texts }>, language: string) =>
  new Map(
    Object.entries(modules).map(([path, module]) => [path.replace(`./${language}/`, ''), module.default]),
  )

const vi = load(import.meta.glob<{ default: Texts }>('./vi/*.ts', { eager: true }), 'vi')
const en = load(import.meta.glob<{ default: Texts }>('./en/*.ts', { eager: true }), 'en')

function flatten(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  )
}
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => String(match[1])).toSorted((a, b) => a.localeCompare(b))

test('both languages have the same namespaces', () => {
  expect([...en.keys()].toSorted()).toEqual([...vi.keys()].toSorted())
})

test.each([...vi.keys()])('%s: the same keys, none empty, the same values to fill in', (name) => {
  const left = flatten(vi.get(name) ?? {})
  const right = new Map(flatten(en.get(name) ?? {}).filter(([key]) => !key.endsWith('_one')))
  expect([...right.keys()].toSorted()).toEqual(left.map(([key]) => key).toSorted())
  for (const [key, text] of left) {
    expect(text.trim(), `vi ${key}`).not.toBe('')
    expect(right.get(key)?.trim(), `en ${key}`).not.toBe('')
    expect(placeholders(right.get(key) ?? ''), key).toEqual(placeholders(text))
  }
})

test.each([...en.keys()])('%s: one thing has words of its own only where several have', (name) => {
  const several = new Map(flatten(en.get(name) ?? {}))
  for (const [key, text] of several) {
    if (!key.endsWith('_one')) continue
    const inAll = placeholders(several.get(key.replace(/_one$/, '')) ?? '')
    expect(inAll, key).toContain('count')
    expect(inAll, key).toEqual(expect.arrayContaining(placeholders(text)))
  }
})

test.each([...vi.keys()])('%s: no key that i18next would take apart', (name) => {
  for (const [key] of flatten(vi.get(name) ?? {})) expect(key).not.toContain(':')
})
