import type { KeyboardEvent } from 'react'
import { directionOf, nearest } from '../../../state/site/nearest.ts'

/**
 * Goes to the button of a sheet that lies next where an arrow points. At its edge the key goes on to the rest of the
 * page, and within a text to its letters.
 * @returns whether the key was used
 */
export function stepTo(event: KeyboardEvent<HTMLElement>, isTyping: boolean): boolean {
  const direction = directionOf(event.key)
  if (direction === null || (isTyping && (direction === 'left' || direction === 'right'))) return false
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-room-button]:not(:disabled)')]
  const from = buttons.find((button) => button === document.activeElement)
  if (from === undefined) return false
  const boxes = buttons.filter((button) => button !== from).map((button) => ({ button, ...boxOf(button) }))
  const next = nearest(boxOf(from), boxes, direction)
  if (next === undefined) return false
  event.preventDefault()
  event.stopPropagation()
  next.button.focus()
  return true
}

function boxOf(element: HTMLElement) {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return { left, right, top, bottom }
}
