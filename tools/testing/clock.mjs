/**
 * Finds `new Date()` and `Date()` without an argument, which read the clock. (`Date.now`, `Math.random` and the timers
 * are lint rules, see .oxlintrc.json; this form has none.)
 * @param {string} source
 * @returns {{line: number, text: string}[]}
 */
export function clockReads(source) {
  return source
    .split('\n')
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(
      ({ text }) => !/^(\/\/|\*|\/\*)/.test(text) && /\bDate\s*\(\s*\)|\bnew\s+Date\b(?!\s*\()/.test(text),
    )
}
