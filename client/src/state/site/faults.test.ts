import { expect, test } from 'vitest'
import { faultsOf } from './faults.ts'

test('a room in order, or not looked at yet, has no faults', () => {
  expect(faultsOf({ camera: 'ok', microphone: 'unknown' }, 'heard')).toEqual([])
})

test('sound comes before picture', () => {
  const faults = faultsOf({ camera: 'missing', microphone: 'denied' }, 'off')
  expect(faults.map(({ device }) => device)).toEqual(['microphone', 'camera'])
})

test('a fault is urgent once the room is on its way to the stage', () => {
  expect(faultsOf({ camera: 'ok', microphone: 'silent' }, 'ready')[0]?.urgent).toBe(true)
  expect(faultsOf({ camera: 'ok', microphone: 'silent' }, 'off')[0]?.urgent).toBe(false)
})
