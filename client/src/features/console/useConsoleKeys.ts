import { useEffect, useRef } from 'react'
import { actionOfKey } from '../../state/console/keys.ts'
import { useConsole } from './ConsoleContext.ts'
import { KEY_HANDLERS, type KeyTargets } from './keyHandlers.ts'

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]')
}

/** Something over the page takes the keys: a dialog, a menu, a list of choices. */
function isCovered(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"]:not([data-side])') !== null) return true
  return target instanceof Element && target.closest('[role="menu"], [role="listbox"]') !== null
}

/** Every action of the console by its key. */
export function useConsoleKeys(targets: KeyTargets): void {
  const context = useConsole()
  const latest = useRef({ context, targets })
  useEffect(() => {
    latest.current = { context, targets }
  })
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const action = actionOfKey({
        key: event.key,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        metaKey: event.metaKey,
        inTextField: isTextField(event.target),
        covered: isCovered(event.target),
      })
      if (action === null || event.defaultPrevented) return
      event.preventDefault()
      KEY_HANDLERS[action](latest.current)
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [])
}
