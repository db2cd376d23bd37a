/**
 * @typedef {object} Step
 * @property {string} title what is being made ready, for the person who watches
 * @property {() => boolean | Promise<boolean>} isDone looks only (a few milliseconds) and changes nothing
 * @property {(progress: (text: string) => void) => Promise<void>} run makes it so; may be cut off anywhere and run again
 */

async function areDone(steps) {
  for (const step of steps) if (!(await step.isDone())) return false
  return true
}

/**
 * Brings each step to its end, in order, and says so. When all are done already this looks and takes no lock; otherwise
 * it works alone: a second setup waits, then finds the work done.
 * @param {Step[]} steps
 * @param {{report: ReturnType<import('./report.mjs').createReporter>, takeLock: () => Promise<() => void>}} tools
 */
export async function runSteps(steps, { report, takeLock }) {
  const release = (await areDone(steps)) ? undefined : await takeLock()
  try {
    for (const step of steps) await runStep(step, report)
  } finally {
    release?.()
  }
}

async function runStep(step, report) {
  const startedAt = performance.now()
  const elapsed = () => performance.now() - startedAt
  try {
    if (!(await step.isDone())) {
      report.started(step.title)
      await step.run((text) => report.progress(step.title, text))
    }
  } catch (error) {
    report.failed(step.title, elapsed())
    throw error
  }
  report.done(step.title, elapsed())
}
