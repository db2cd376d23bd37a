import { useEffect, useRef } from 'react'

export type PageStep = 1 | -1

interface PageKeys {
  next: readonly string[]
  previous: readonly string[]
}

/** What a clicker sends, and a remote control's arrows aside: those up and down still walk over the buttons. */
export const ROOM_PAGE_KEYS: PageKeys = {
  next: ['PageDown', 'ArrowRight'],
  previous: ['PageUp', 'ArrowLeft'],
}
export const DESK_PAGE_KEYS: PageKeys = { next: ['PageDown'], previous: ['PageUp'] }

const TEXT = 'input, textarea, select, [contenteditable="true"]'

/** Turns pages by keys, before anything else takes them; not while text is written or a question stands over the page. */
export function usePageKeys(keys: PageKeys, turn: ((by: PageStep) => void) | null): void {
  const latest = useRef(turn)
  useEffect(() => {
    latest.current = turn
  })
  const isOn = turn !== null
  useEffect(() => {
    if (!isOn) return undefined
    const press = (event: KeyboardEvent): void => {
      const by = keys.next.includes(event.key) ? 1 : keys.previous.includes(event.key) ? -1 : null
      if (by === null || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.matches(TEXT)) return
      if (document.querySelector('[role="alertdialog"], [role="dialog"], [role="listbox"], [role="menu"]'))
        return
      event.preventDefault()
      event.stopPropagation()
      latest.current?.(by)
    }
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [keys, isOn])
}
