/** What a key means to a room's page, beside what the browser does with it anyway. */
export type KeyIntent =
  /** Press the large button. */
  | 'press'
  /** Press it with a presenter's clicker, which is pressed by mistake more often. */
  | 'clicker'
  | 'next'
  | 'previous'
  | 'none'

export interface KeyContext {
  /** A control has the focus and takes Enter and Space itself. */
  onControl: boolean
  /** A dialog or a list is open: the keys are its own. */
  inDialog: boolean
}

/** Remote controls send arrows and Enter, clickers PageDown and PageUp. */
export function intentOf(key: string, { onControl, inDialog }: KeyContext): KeyIntent {
  if (inDialog) return 'none'
  switch (key) {
    case 'Enter':
    case ' ':
      return onControl ? 'none' : 'press'
    case 'PageDown':
      return 'clicker'
    case 'ArrowRight':
    case 'ArrowDown':
      return 'next'
    case 'ArrowLeft':
    case 'ArrowUp':
    case 'PageUp':
      return 'previous'
    default:
      return 'none'
  }
}
