/** What a key does in the console. */
export const KEY_ACTIONS = [
  'next',
  'previous',
  'give',
  'giveAlongside',
  'giveInterposed',
  'standby',
  'invite',
  'requeue',
  'decline',
  'moveUp',
  'moveDown',
  'nominate',
  'returnToGroup',
  'describe',
  'checkPicture',
  'checkSound',
  'finish',
  'revoke',
  'extend',
  'extendMore',
  'microphone',
  'closeAllButStage',
  'layoutSingle',
  'layoutSideBySide',
  'layoutContent',
  'pin',
  'hold',
  'endContent',
  'panic',
  'modeChairGives',
  'modeAgenda',
  'modeFree',
  'modeLecture',
  'delegation',
  'queueOpen',
  'limits',
  'callPaper',
  'agendaNext',
  'agendaFinish',
  'takeChair',
  'deputy',
  'carousel',
  'helpInbox',
  'noteIncident',
  'nextTool',
  'previousTool',
  'listen',
  'talkback',
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
  giveInterposed: 'c',
  standby: 's',
  invite: 'i',
  requeue: 'q',
  decline: 'x',
  moveUp: 'K',
  moveDown: 'J',
  nominate: 'n',
  returnToGroup: 'N',
  describe: 'w',
  checkPicture: 'v',
  checkSound: 'V',
  finish: 'e',
  revoke: 'r',
  extend: 't',
  extendMore: 'T',
  microphone: 'm',
  closeAllButStage: 'M',
  layoutSingle: '1',
  layoutSideBySide: '2',
  layoutContent: '3',
  pin: 'b',
  hold: 'h',
  endContent: 'E',
  // Far from every letter: it cuts everybody off without a question.
  panic: 'F9',
  modeChairGives: '5',
  modeAgenda: '6',
  modeFree: '7',
  modeLecture: '8',
  delegation: 'D',
  queueOpen: 'O',
  limits: 'y',
  callPaper: 'p',
  agendaNext: 'a',
  agendaFinish: 'A',
  takeChair: 'F8',
  deputy: 'F',
  carousel: '0',
  helpInbox: 'F2',
  noteIncident: 'F4',
  nextTool: ']',
  previousTool: '[',
  listen: 'l',
  talkback: 'd',
  undo: 'u',
  search: '/',
  details: 'o',
  help: '?',
}

const BY_KEY = new Map(KEY_ACTIONS.map((action) => [KEYS[action], action]))

/** Whatever has the keyboard: the emergency is not kept waiting by an open dialog. */
const ALWAYS: ReadonlySet<KeyAction> = new Set(['panic'])

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
  if (press.ctrlKey || press.altKey || press.metaKey) return null
  const action = BY_KEY.get(press.key) ?? null
  if (action === null || ALWAYS.has(action)) return action
  // What one types has no F keys in it.
  const isTyped = press.inTextField && !/^F\d/.test(press.key)
  return isTyped || press.covered ? null : action
}

/** A key as it is written on its cap: `⇧M` for a capital. */
export function keyCap(action: KeyAction): string {
  const key = KEYS[action]
  const isCapital = key.length === 1 && key.toLowerCase() !== key
  return isCapital ? `⇧${key}` : key.toUpperCase()
}
