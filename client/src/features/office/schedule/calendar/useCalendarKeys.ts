import { useEffect, useRef } from 'react'
import { placeAfterKey, type CalendarPlace } from '../../../../state/schedule/calendarPlace.ts'
import type { Day } from '../../../../state/schedule/days.ts'

interface Actions {
  onNew: () => void
  onOpen: () => void
}

/** Whether a key belongs to what has the focus: a field, a menu, a dialog, a choice. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"]') !== null) return true
  if (!(target instanceof Element)) return false
  return (
    target.closest('input, textarea, select, [role="menu"], [role="listbox"], [role="combobox"]') !== null
  )
}

/** Arrows belong to a group of choices, Enter to a link or a button that has the focus. */
function isOwnKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End') {
    return target.closest('[role="group"], [role="radiogroup"]') !== null
  }
  return key === 'Enter' && target.closest('a, button') !== null
}

/** The calendar by keys: to days, months and weeks, a new session, what the day has. */
export function useCalendarKeys(
  place: CalendarPlace,
  today: Day,
  onPlace: (place: CalendarPlace) => void,
  actions: Actions,
): void {
  const latest = useRef({ place, today, onPlace, actions })
  useEffect(() => {
    latest.current = { place, today, onPlace, actions }
  })
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const { key, target } = event
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
      if (isTaken(target) || isOwnKey(target, key)) return
      const now = latest.current
      const next = placeAfterKey(now.place, key, now.today)
      if (next !== null) {
        event.preventDefault()
        now.onPlace(next)
      } else if (key === 'n' || key === 'N') {
        event.preventDefault()
        now.actions.onNew()
      } else if (key === 'Enter') {
        event.preventDefault()
        now.actions.onOpen()
      }
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [])
}
