import { expect, test, vi } from 'vitest'
import { SheetOrder } from './sheetOrder.ts'

test('one sheet at a time, whatever was opened first; the next follows when it is done', () => {
  const order = new SheetOrder()
  const listener = vi.fn()
  order.subscribe(listener)
  expect(order.foremost()).toBeNull()
  order.want('group', true)
  expect(order.foremost()).toBe('group')
  order.want('vote', true)
  order.want('rollCall', true)
  expect(order.foremost()).toBe('vote')
  order.want('vote', false)
  expect(order.foremost()).toBe('rollCall')
  order.want('rollCall', false)
  order.want('group', false)
  expect(order.foremost()).toBeNull()
  // The roll call came while the vote was open: nothing changed on the screen.
  expect(listener).toHaveBeenCalledTimes(5)
})
