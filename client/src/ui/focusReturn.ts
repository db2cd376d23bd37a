/** What the last dialog that was opened from the page itself was opened from. */
let lastOpener: HTMLElement | null = null

/**
 * What a dialog that opens now is opened from. An entry of a menu is gone by the time the dialog closes: its menu's
 * button stands for it.
 */
export function openerNow(): HTMLElement | null {
  const active = document.activeElement
  const menuButton = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  const opener = menuButton ? document.getElementById(menuButton) : active
  if (!(opener instanceof HTMLElement) || opener === document.body) return null
  if (opener.closest('[role=dialog]') === null) lastOpener = opener
  return opener
}

/**
 * Gives the focus back when a dialog closes. A dialog that followed another has an opener that went with it: then to
 * where the first was opened from.
 */
export function returnFocus(opener: HTMLElement | null, event: Event): void {
  const target = [opener, lastOpener].find((element) => element?.isConnected)
  if (target === undefined || target === null) return
  event.preventDefault()
  target.focus()
}
