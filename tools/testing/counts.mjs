/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/** @returns {Counts} */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/**
 * Counts one run of vitest from its JSON report. A run that failed without a failed test (a file that could not be
 * loaded, an unhandled error, a crash before the report) counts as failed all the same: never as nothing.
 * @param {string | undefined} reportText
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countReport(reportText, exitCode) {
  if (reportText === undefined) return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
  const report = JSON.parse(reportText)
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  const failed = report.numFailedTests + brokenFiles.length
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** The last line of `npm test`. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
