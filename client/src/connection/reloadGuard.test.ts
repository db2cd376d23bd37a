import { expect, test } from 'vitest'
import { mayReload, type GuardStorage } from './reloadGuard.ts'

function memory(): GuardStorage {
  const values = new Map<string, string>()
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) }
}

test('a page reloads itself three times in ten minutes and no more', () => {
  const storage = memory()
  expect([0, 1_000, 2_000, 3_000].map((at) => mayReload(storage, at))).toEqual([true, true, true, false])
  expect(mayReload(storage, 601_000)).toBe(true)
})

test('what others left in the storage does no harm', () => {
  const storage = memory()
  storage.setItem('diem-cau.reloads', '{"broken')
  expect(mayReload(storage, 5)).toBe(true)
})
