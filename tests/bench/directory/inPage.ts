/* oxlint-disable unicorn/consistent-function-scoping, typescript/unbound-method -- see below */
/* What runs inside the page: each function is sent there by itself and knows nothing of this file. */

/** Marks when the first row of the tree is painted, as the measure `first-row` since the page was opened. */
export function watchFirstRow(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[role="treeitem"]') === null) return
    observer.disconnect()
    // The frame in which it is drawn, and the one after it: then it has been on screen.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => performance.measure('first-row', { start: 0, end: performance.now() }))
    })
  })
  observer.observe(document, { childList: true, subtree: true })
}

export interface Scrolled {
  readonly framesPerSecond: number
  readonly longestFrameMs: number
  /** Share of the frames looked at in which the middle of the tree showed no row. */
  readonly blankRatio: number
  readonly rows: number
}

/** Scrolls an element from end to end in six seconds, a step a frame, and counts the frames. */
export async function scrollThrough(selector: string): Promise<Scrolled> {
  const DURATION_MS = 6_000
  // Looking whether there are rows costs something itself.
  const LOOK_EVERY = 10
  const found = document.querySelector(selector)
  if (!(found instanceof HTMLElement)) throw new Error(`nothing to scroll: ${selector}`)
  const element = found
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const { left, top, width, height } = element.getBoundingClientRect()
  const distance = element.scrollHeight - element.clientHeight
  element.scrollTop = 0
  const from = await nextFrame()
  let [last, longest, frames, looks, blank] = [from, 0, 0, 0, 0]
  for (let at = from; at - from < DURATION_MS;) {
    element.scrollTop = (distance * (at - from)) / DURATION_MS
    at = await nextFrame()
    longest = Math.max(longest, at - last)
    last = at
    frames++
    if (frames % LOOK_EVERY !== 0) continue
    looks++
    const middle = document.elementFromPoint(left + width / 2, top + height / 2)
    if (middle?.closest('[role="treeitem"]') === null) blank++
  }
  const sizes = [...element.querySelectorAll('[role="treeitem"]')].map((row) => row.clientHeight)
  return {
    framesPerSecond: (frames * 1_000) / (last - from),
    longestFrameMs: longest,
    blankRatio: blank / Math.max(1, looks),
    rows: Math.round(element.scrollHeight / Math.max(1, ...sizes)),
  }
}

/** Types texts letter by letter into a field. @returns times from each letter to the painted answer, milliseconds */
export async function typeThrough({ selector, texts }: { selector: string; texts: readonly string[] }) {
  const field = document.querySelector(selector)
  if (!(field instanceof HTMLInputElement)) throw new Error(`nothing to type into: ${selector}`)
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  const painted = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(), { once: true })
        port1.start()
        port2.postMessage(null)
      })
    })
  const times: number[] = []
  for (const text of texts) {
    for (let length = 1; length <= text.length; length++) {
      const from = performance.now()
      setValue?.call(field, text.slice(0, length))
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await painted()
      times.push(performance.now() - from)
    }
  }
  return times
}
