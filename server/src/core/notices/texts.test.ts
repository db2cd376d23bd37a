import { describe, expect, it } from 'vitest'
import { changesBetween } from './changes.ts'
import { LetterWriter, type NoticeTexts } from './texts.ts'
import { aLetter, aSession, MONDAY_EIGHT, siteId, unitId } from './testing.ts'
import { dateAndTime, duration } from './times.ts'

const kind = {
  subject: '{title}',
  text: '{title}\n{start}\n{changes}\n{reason}\n[[Điểm cầu: {sites}]]',
  sms: '{title} {sites}',
}
const kinds = {
  invitation: kind,
  change: kind,
  cancellation: kind,
  removal: kind,
  reminder: kind,
  urgent: kind,
}
const texts = (vi: Partial<NoticeTexts['vi']> = {}): NoticeTexts => ({ vi: { ...kinds, ...vi }, en: kinds })
const read = (written = texts()) => LetterWriter.read(written, { language: 'vi', helpPhone: '' })

describe('A letter', () => {
  it('can neither break out of its subject nor of its HTML, whatever a title holds', () => {
    const title = 'Giao ban\r\nBcc: x@example.invalid <img src=x onerror=alert(1)>'
    const { subject, html, text } = read().writer.mail(aLetter({ session: aSession({ title }) }))
    expect(subject).not.toMatch(/[\r\n]/)
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x')
    expect(text).toContain('<img src=x')
  })

  it('leaves no gap where something was left out', () => {
    const { text } = read().writer.mail(aLetter({ siteIds: [] }))
    expect(text).not.toContain('Điểm cầu')
    expect(text).not.toMatch(/\n\n\n| \n/)
  })

  it('names a few sites one by one, and counts the others', () => {
    const siteIds = Array.from({ length: 15 }, (_, index) => siteId(`s${index}`))
    const { text } = read().writer.mail(aLetter({ siteIds }))
    expect(text).toContain('s0, s1')
    expect(text).toContain('và 3 điểm cầu khác')
    expect(text).not.toContain('s12')
  })

  it('is one short line without marks as an SMS', () => {
    const line = read().writer.sms(aLetter(), { unaccented: true, maxSegments: 1 })
    expect(line).toBe('Giao ban thang 11 Xa Lung Cu')
  })

  it('says of a site that is no longer invited that it is not, and not that nothing takes place', () => {
    const written = texts({ removal: { ...kind, subject: 'Không còn trong thành phần' } })
    const session = aSession({ siteIds: [siteId('site-hub')] })
    const { writer } = read(written)
    expect(writer.mail(aLetter({ kind: 'cancellation', session })).subject).toBe('Không còn trong thành phần')
    expect(writer.mail(aLetter({ kind: 'cancellation' })).subject).toBe('Giao ban tháng 11')
  })

  it('to an address that stands for several sites says which came and which went', () => {
    const { text } = read().writer.mail(
      aLetter({
        kind: 'change',
        before: aSession(),
        siteIds: [siteId('site-a')],
        formerSiteIds: [siteId('site-b')],
      }),
    )
    expect(text).toContain('- Thêm điểm cầu: Xã Lũng Cú')
    expect(text).toContain('- Bớt điểm cầu: Xã Má Lé')
  })
})

describe('Templates', () => {
  it('are refused with a placeholder that stands for nothing', () => {
    const { faults } = read(texts({ urgent: { ...kind, sms: '{reasons}' } }))
    expect(faults).toEqual([
      { reason: 'unknown_placeholder', at: '{reasons}', path: ['vi', 'urgent', 'sms'] },
    ])
  })

  it('are refused without what nobody can do without', () => {
    const { faults } = read(texts({ invitation: { ...kind, text: '{title}' } }))
    expect(faults).toEqual([
      { reason: 'missing_placeholder', at: '{start}', path: ['vi', 'invitation', 'text'] },
    ])
  })
})

describe('What is different', () => {
  it('is said line by line, with what it was', () => {
    const before = aSession()
    const after = aSession({
      startsAt: MONDAY_EIGHT + 3_600_000,
      chair: { siteId: siteId('site-a'), person: 'Chủ tịch' },
      hostUnitId: unitId('unit-host'),
    })
    expect(changesBetween(before, after, 'vi')).toEqual([
      'Thời gian: 09:00, thứ Hai, ngày 23/11/2026 (trước đây: 08:00, thứ Hai, ngày 23/11/2026)',
      'Chủ tọa: Chủ tịch – Xã Lũng Cú (trước đây: Điểm cầu trung tâm)',
    ])
    expect(changesBetween(before, before, 'vi')).toEqual([])
  })

  it('is also a paper of the same name with another content', () => {
    const paper = (sha256: string) =>
      ({ title: 'Báo cáo', sha256 }) as unknown as ReturnType<typeof aSession>['documents'][number]
    const changes = changesBetween(
      aSession({ documents: [paper('aa')] }),
      aSession({ documents: [paper('bb')] }),
      'vi',
    )
    expect(changes).toEqual(['Tài liệu: Báo cáo'])
  })
})

describe('Times', () => {
  it('are those of a clock in Vietnam, whatever the machine’s zone is', () => {
    expect(dateAndTime(MONDAY_EIGHT, 'vi')).toBe('08:00, thứ Hai, ngày 23/11/2026')
    expect(dateAndTime(Date.UTC(2026, 11, 31, 17, 30), 'en')).toBe('00:30, Friday, 01/01/2027')
    expect(duration(90, 'vi')).toBe('1 giờ 30 phút')
    expect(duration(120, 'vi')).toBe('2 giờ')
    expect(duration(45, 'en')).toBe('45 min')
  })
})
