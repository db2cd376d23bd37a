import { describe, expect, it } from 'vitest'
import { clockReads } from './clock.mjs'
import { addCounts, closingLine, countReport } from './counts.mjs'
import { parseTestArguments } from './testing.mjs'

function report({ files = [], passed = 0, failed = 0, pending = 0 }) {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: 0,
    testResults: files,
  })
}

describe('counting tests', () => {
  it('takes the numbers of the report', () => {
    expect(countReport(report({ passed: 7, failed: 2, pending: 1 }), 1)).toEqual({
      passed: 7,
      failed: 2,
      skipped: 1,
    })
  })
  it('counts a file that could not be loaded as a failure', () => {
    const files = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ]
    expect(countReport(report({ files, passed: 1 }), 1)).toMatchObject({ passed: 1, failed: 1 })
  })
  it('counts a run that failed for no named reason as a failure', () => {
    expect(countReport(report({ passed: 3 }), 1)).toMatchObject({ passed: 3, failed: 1 })
    expect(countReport(undefined, 134)).toMatchObject({ failed: 1 })
  })
  it('counts nothing for a project without tests', () => {
    expect(countReport(undefined, 0)).toEqual({ passed: 0, failed: 0, skipped: 0 })
  })
  it('ends with one plain line', () => {
    const sum = addCounts({ passed: 7, failed: 1, skipped: 0 }, { passed: 500, failed: 0, skipped: 0 })
    expect(closingLine(sum)).toBe('507 passed, 1 failed')
    expect(closingLine({ ...sum, skipped: 2 })).toBe('507 passed, 1 failed, 2 skipped')
  })
})

describe('the arguments of npm test', () => {
  it('mean everything when there are none', () => {
    expect(parseTestArguments([])).toEqual({
      projects: ['unit', 'integration', 'e2e'],
      options: [],
      everything: true,
    })
  })
  it('name projects first, then what vitest is to get', () => {
    expect(parseTestArguments(['unit', 'e2e', 'server/src', '-t', 'floor'])).toEqual({
      projects: ['unit', 'e2e'],
      options: ['server/src', '-t', 'floor'],
      everything: false,
    })
  })
})

describe('reading the clock', () => {
  it.each(['const a = new Date()', 'const b = Date( )', 'const c = new Date'])('is found in: %s', (line) => {
    expect(clockReads(`// a comment\n${line}`)).toEqual([{ line: 2, text: line }])
  })
  it.each(['new Date(now)', 'Date.parse(text)', '// never new Date()', ' * new Date() reads the clock'])(
    'is not seen in: %s',
    (line) => expect(clockReads(line)).toEqual([]),
  )
})
