import { useEffect } from 'react'
import { intentOf } from '../../state/site/keys.ts'
import type { SiteModel } from '../../state/site/SiteModel.ts'

const BUTTONS = '[data-room-button]:not(:disabled)'

/** Remote controls and clickers work wherever the focus is. */
export function useRoomKeys(model: SiteModel): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      const { activeElement } = document
      const intent = intentOf(event.key, {
        onControl: activeElement !== null && activeElement !== document.body,
        inDialog: document.querySelector('[role="dialog"], [role="listbox"]') !== null,
      })
      if (intent === 'none' || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      if (intent === 'clicker') void (pressGate() || model.clicker())
      else if (intent === 'press') primaryButton()?.click()
      else step(intent === 'next' ? 1 : -1)
    }
    document.addEventListener('keydown', handle)
    return () => document.removeEventListener('keydown', handle)
  }, [model])
}

/** What OK on a remote control presses now. */
export function primaryButton(): HTMLButtonElement | null {
  return (
    document.querySelector<HTMLButtonElement>('[role="alertdialog"] button') ??
    document.querySelector<HTMLButtonElement>('[data-testid="primary-action"]') ??
    document.querySelector<HTMLButtonElement>(BUTTONS)
  )
}

/** The browser waits for a press before it lets sound out; a clicker's is one. */
function pressGate(): boolean {
  const button = document.querySelector<HTMLButtonElement>('[role="alertdialog"] button')
  button?.click()
  return button !== null
}

function step(by: 1 | -1): void {
  // An alert stands before everything else: the keys do not leave it.
  const within = document.querySelector('[role="alertdialog"]') ?? document
  const buttons = [...within.querySelectorAll<HTMLButtonElement>(BUTTONS)]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons.at((at + by) % buttons.length)?.focus()
}
