import { expect, test } from 'vitest'
import { actionOfKey, KEY_ACTIONS, keyCap, KEYS, type KeyPress } from './keys.ts'

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  inTextField: false,
  covered: false,
  ...change,
})

test('every action has a key of its own', () => {
  expect(new Set(KEY_ACTIONS.map((action) => KEYS[action])).size).toBe(KEY_ACTIONS.length)
  for (const action of KEY_ACTIONS) expect(actionOfKey(press(KEYS[action]))).toBe(action)
})

test('text, the browser’s own keys and an open dialog are left alone', () => {
  expect(actionOfKey(press('g', { inTextField: true }))).toBeNull()
  expect(actionOfKey(press('r', { ctrlKey: true }))).toBeNull()
  expect(actionOfKey(press('m', { covered: true }))).toBeNull()
  expect(actionOfKey(press('z'))).toBeNull()
})

test('a capital is written with Shift', () => {
  expect([keyCap('microphone'), keyCap('closeAllButStage'), keyCap('help')]).toEqual(['M', '⇧M', '?'])
})

test('a key with a name is written with its name', () => {
  expect([keyCap('panic'), keyCap('carousel')]).toEqual(['F9', '0'])
})

test('the panic key waits for no dialog and no field', () => {
  expect(actionOfKey(press('F9', { covered: true }))).toBe('panic')
  expect(actionOfKey(press('F9', { inTextField: true }))).toBe('panic')
  expect(actionOfKey(press('F9', { ctrlKey: true }))).toBeNull()
})
