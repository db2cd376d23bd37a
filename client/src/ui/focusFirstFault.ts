import type { SubmitEvent } from 'react'

/** Brings whoever has submitted a form to the first field that is not right, once its fault is said. */
export function focusFirstFault({ currentTarget }: SubmitEvent): void {
  requestAnimationFrame(() => currentTarget.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
}
