const PROGRESS_EVERY_MS = 10_000

/** Tenths of a second up to a minute, then minutes and seconds. */
export function formatDuration(ms) {
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/**
 * Prints steps as they go: on a terminal the running one is a line that is overwritten, in a log it is said once and
 * then at most every ten seconds.
 * @param {{write(text: string): unknown, isTTY?: boolean}} stream
 */
export function createReporter(stream = process.stdout) {
  let live = false
  let lastProgressAt = -Infinity
  const print = (line) => {
    if (live) stream.write('\r\u001b[2K')
    live = false
    stream.write(`${line}\n`)
  }
  const progress = (title, text) => {
    if (stream.isTTY) {
      live = true
      stream.write(`\r\u001b[2K… ${title}${text ? `: ${text}` : ''}`.slice(0, 118))
      return
    }
    const now = performance.now()
    if (now - lastProgressAt < PROGRESS_EVERY_MS) return
    lastProgressAt = now
    print(`… ${title}${text ? `: ${text}` : ''}`)
  }
  return {
    started(title) {
      lastProgressAt = -Infinity
      progress(title, '')
    },
    progress,
    done: (title, ms) => print(`✓ ${title} (${formatDuration(ms)})`),
    failed: (title, ms) => print(`✗ ${title} (${formatDuration(ms)})`),
    note: (text) => print(`  ${text}`),
  }
}
