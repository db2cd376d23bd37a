import { expect, test } from 'vitest'
import { intentOf } from './keys.ts'

const free = { onControl: false, inDialog: false }

test('OK on a remote control presses the large button wherever the focus is lost', () => {
  expect(intentOf('Enter', free)).toBe('press')
  expect(intentOf(' ', free)).toBe('press')
  expect(intentOf('Enter', { ...free, onControl: true })).toBe('none')
})

test('a clicker’s forward key is told apart from a deliberate press', () => {
  expect(intentOf('PageDown', free)).toBe('clicker')
  expect(intentOf('PageUp', free)).toBe('previous')
})

test('arrows walk over the buttons; an open dialog keeps its keys', () => {
  expect(intentOf('ArrowRight', free)).toBe('next')
  expect(intentOf('ArrowUp', free)).toBe('previous')
  expect(intentOf('ArrowRight', { ...free, inDialog: true })).toBe('none')
  expect(intentOf('a', free)).toBe('none')
})
