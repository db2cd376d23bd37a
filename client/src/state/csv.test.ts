import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'

const lineOf = (...cells: (string | number)[]) => csvOf([cells]).slice(1)

describe('A table for spreadsheet programs', () => {
  it('begins with the mark of UTF-8, and ends its lines as RFC 4180 says', () => {
    expect(
      csvOf([
        ['Điểm cầu', 1],
        ['b', 2],
      ]),
    ).toBe('\uFEFFĐiểm cầu,1\r\nb,2\r\n')
  })

  it('keeps commas, quotes and line ends inside their cells', () => {
    expect(lineOf('a,b', 'say "x"', 'one\ntwo', ' c ')).toBe('"a,b","say ""x""","one\ntwo"," c "\r\n')
  })

  it.each(['=1+1', '+84', '-1', '@cmd', '\tx', "'=1+1"])('calculates nothing out of %j', (text) => {
    expect(lineOf(text).replace(/^"/, '').startsWith("'")).toBe(true)
  })

  it('leaves a quote that protects nothing', () => {
    expect(lineOf("'tis")).toBe("'tis\r\n")
  })
})
