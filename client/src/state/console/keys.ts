/** What a key does in the console. */
export const KEY_ACTIONS = [
  'next',
  'previous',
  'give',
  'giveAlongside',
  'standby',
  'invite',
  'requeue',
  'decline',
  'moveUp',
  'moveDown',
  'finish',
  'revoke',
  'microphone',
  'closeAllButStage',
  'layoutSingle',
  'layoutSideBySide',
  'layoutContent',
  'listen',
  'undo',
  'search',
  'details',
  'help',
] as const
export type KeyAction = (typeof KEY_ACTIONS)[number]

/** The key of each action, as `KeyboardEvent.key` says it. Capitals are with Shift. */
export const KEYS: Readonly<Record<KeyAction, string>> = {
  next: 'j',
  previous: 'k',
  give: 'g',
  giveAlongside: 'G',
  standby: 's',
  invite: 'i',
  requeue: 'q',
  decline: 'x',
  moveUp: 'K',
  moveDown: 'J',
  finish: 'e',
  revoke: 'r',
  microphone: 'm',
  closeAllButStage: 'M',
  layoutSingle: '1',
  layoutSideBySide: '2',
  layoutContent: '3',
  listen: 'l',
  undo: 'u',
  search: '/',
  details: 'o',
  help: '?',
}

const BY_KEY = new Map(KEY_ACTIONS.map((action) => [KEYS[action], action]))

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  /** Pressed in a field that takes text: it is text, not an action. */
  readonly inTextField: boolean
  /** Something over the page (a dialog, a menu) has the keyboard. */
  readonly covered: boolean
}

/** The action of a key press, or null when it is none. */
export function actionOfKey(press: KeyPress): KeyAction | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.inTextField || press.covered) return null
  return BY_KEY.get(press.key) ?? null
}

/** A key as it is written on its cap: `⇧M` for a capital. */
export function keyCap(action: KeyAction): string {
  const key = KEYS[action]
  const isCapital = key.toLowerCase() !== key
  return isCapital ? `⇧${key}` : key.toUpperCase()
}
