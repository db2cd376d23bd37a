import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aLetter, aSession } from '../../core/notices/testing.ts'
import type { NoticeKind } from '../../core/notices/types.ts'
import { loadTexts } from './loadTexts.ts'

const SHIPPED = 'config/notices/templates.yaml'
const KINDS: NoticeKind[] = ['invitation', 'change', 'cancellation', 'reminder', 'urgent']

/** The shipped templates with a change, in a file of their own. */
function changed(from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const text = readFileSync(SHIPPED, 'utf8')
  expect(text).toContain(from)
  const file = join(folder, 'templates.yaml')
  writeFileSync(file, text.replace(from, to))
  return file
}

function load(file: string, language: 'vi' | 'en' = 'vi') {
  return loadTexts(file, { language, helpPhone: '0219 3866 123' })
}

function faultsOf(file: string): string[] {
  const loaded = load(file)
  return loaded.ok ? [] : loaded.faults.map(({ line, code, reason }) => `${line} ${code} ${reason.en}`)
}

describe('The templates that come with the bridge', () => {
  it.each(['vi', 'en'] as const)('say every kind of notice whole, in %s', (language) => {
    const loaded = load(SHIPPED, language)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults))
    for (const kind of KINDS) {
      const letter = aLetter({
        kind,
        reason: 'Vỡ đập',
        before: kind === 'change' ? aSession({ title: 'Tên cũ' }) : null,
      })
      const { subject, text, html } = loaded.writer.mail(letter)
      const sms = loaded.writer.sms(letter, { unaccented: true, maxSegments: 2 })
      for (const words of [subject, text, html, sms]) {
        expect(words).not.toMatch(/\{\w|\[\[|\]\]|undefined/)
        expect(words.trim()).not.toBe('')
      }
      expect(text).toContain('Cán bộ kỹ thuật xã Lũng Cú')
      expect(sms).toMatch(/^[\x20-\x7E]+$/)
    }
  })
})

describe('A file of templates', () => {
  it('with a misspelt placeholder is refused, with its line and what was meant', () => {
    const [fault] = faultsOf(changed("subject: 'Giấy mời: {title}", "subject: 'Giấy mời: {titel}"))
    expect(fault).toMatch(/^\d+ unknown_placeholder Nothing is named \{titel\}\. Did you mean \{title\}\?$/)
  })

  it('without a kind, with one that there is not, or with a text that is none is refused', () => {
    expect(faultsOf(changed('  urgent:', '  urgnet:')).length).toBeGreaterThan(0)
    expect(faultsOf(changed("subject: 'Nhắc: {title} – {start}'", 'subject: 12'))).toHaveLength(1)
    expect(faultsOf(changed('format: 1', 'format: 2'))).toHaveLength(1)
  })

  it('that is not there says so', () => {
    expect(faultsOf('/nowhere/templates.yaml')).toHaveLength(1)
  })
})
