import { useEffect, useRef, type RefObject } from 'react'

const STOPS = '[data-vote-key]:not(:disabled)'
const FIRST = '[data-vote-key="first"]'

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
}

/**
 * The arrows of a remote control go through the ballot and do not leave it; what comes first has the focus whenever
 * the ballot asks for something new. OK presses what has the focus, and only gives it when nothing has.
 */
export function useBallotKeys(step: string): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  const focusedFor = useRef('')
  useEffect(() => {
    if (focusedFor.current === step) return
    focusedFor.current = step
    ref.current?.querySelector<HTMLElement>(FIRST)?.focus()
  }, [step])
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const sheet = ref.current
      // Something that was opened over it has the keys.
      if (sheet === null || event.ctrlKey || event.altKey || event.metaKey || isCovered(sheet)) return
      const stops = [...sheet.querySelectorAll<HTMLElement>(STOPS)].toSorted(late)
      const at = stops.findIndex((stop) => stop === document.activeElement)
      const by = STEPS[event.key]
      if (by !== undefined) {
        event.preventDefault()
        focusOn(at === -1 ? stops[0] : stops.at((at + by) % stops.length))
      } else if (event.key === 'Enter' && document.activeElement === document.body) {
        event.preventDefault()
        focusOn(sheet.querySelector<HTMLElement>(FIRST))
      }
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return ref
}

function isCovered(sheet: HTMLElement): boolean {
  return [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="listbox"]')].some(
    (other) => other !== sheet && !sheet.contains(other),
  )
}

/** What puts the ballot away comes last, though it stands at the top. */
function late(a: HTMLElement, b: HTMLElement): number {
  return Number(a.dataset['voteKey'] === 'late') - Number(b.dataset['voteKey'] === 'late')
}

function focusOn(stop: HTMLElement | null | undefined): void {
  stop?.focus()
}
