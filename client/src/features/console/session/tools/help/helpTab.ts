import { useSyncExternalStore } from 'react'

export type HelpTab = 'chat' | 'messages' | 'incidents'

let current: HelpTab = 'chat'
const listeners = new Set<() => void>()

/** Chosen by a key from anywhere on the desk, and kept while other tools are on screen. */
export function showHelpTab(tab: HelpTab): void {
  current = tab
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useHelpTab(): [HelpTab, (tab: HelpTab) => void] {
  return [useSyncExternalStore(subscribe, () => current), showHelpTab]
}
