import { describe, expect, it } from 'vitest'
import { escapeHtml, fillTemplate, oneLine, parseTemplate } from './template.ts'

const KNOWN = new Set(['title', 'sites', 'reason'])
const fill = (text: string, values: Record<string, string>, escape?: (value: string) => string) =>
  fillTemplate(parseTemplate(text, KNOWN).template, values, escape)
const faults = (text: string) => parseTemplate(text, KNOWN).faults

describe('A template', () => {
  it('fills in what it names, and keeps the rest', () => {
    expect(fill('Mời họp: {title}.', { title: 'Giao ban' })).toBe('Mời họp: Giao ban.')
  })

  it('leaves out what is between double brackets when something named there is empty', () => {
    const text = '{title}[[ tại {sites}]][[ vì {reason}]]'
    expect(fill(text, { title: 'Họp', sites: 'A, B', reason: '' })).toBe('Họp tại A, B')
  })

  it('has single braces for double ones', () => {
    expect(fill('{{"t":"{title}"}}', { title: 'x' })).toBe('{"t":"x"}')
  })

  it('does not read what it has filled in as a template', () => {
    expect(fill('{title}', { title: '{reason} [[x]]', reason: 'bí mật' })).toBe('{reason} [[x]]')
  })

  it('escapes what is filled in, never its own text', () => {
    expect(fill('<b>{title}</b>', { title: '<script>&"\'' }, escapeHtml)).toBe(
      '<b>&lt;script&gt;&amp;&quot;&#39;</b>',
    )
  })

  it('is refused with a name that stands for nothing, and with brackets that do not match', () => {
    expect(faults('{titel}')).toEqual([{ reason: 'unknown_placeholder', at: '{titel}' }])
    for (const broken of ['{title', 'title}', '[[ {title}', '{title} ]]', '{ti tle}']) {
      expect(faults(broken)[0], broken).toMatchObject({ reason: 'unbalanced' })
    }
    expect(faults('[[ {titel} ]]')).toEqual([{ reason: 'unknown_placeholder', at: '{titel}' }])
  })
})

describe('One line', () => {
  it('has no line breaks, no control characters and no separators, whoever wrote it', () => {
    expect(oneLine('Tên\r\nBcc: ai@example.invalid\u2028x\u0000y\t z ')).toBe(
      'Tên Bcc: ai@example.invalid x y z',
    )
  })
})
