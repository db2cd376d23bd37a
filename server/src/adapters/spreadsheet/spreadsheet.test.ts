import * as fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { disarm, rearm } from './formulas.ts'
import { readCsv } from './readCsv.ts'
import { readXlsx } from './readXlsx.ts'
import { SpreadsheetError, type Sheet } from './sheet.ts'
import { writeCsv } from './writeCsv.ts'
import { writeXlsx } from './writeXlsx.ts'

const { SEED } = process.env
const RUNS = SEED === undefined ? {} : { seed: Number(SEED) }

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const texts = ({ rows }: Sheet): string[][] => rows.map(({ cells }) => cells.map(({ text }) => text))
function reasonOf(work: () => unknown): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error
    const place = [error.sheet, error.line].filter((part) => part !== null).join(':')
    return `${place} ${error.message}`.trim()
  }
}

describe('A text of a table', () => {
  it.each([
    ['comma', 'a,b\n1,2\n'],
    ['semicolon', 'a;b\r\n1;2\r\n'],
    ['tab', 'a\tb\n1\t2'],
    ['a separator that is told', 'sep=;\na;b\n1;2\n'],
    ['a byte order mark', '\ufeffa;b\n1;2\n'],
    ['old line ends', 'a,b\r1,2\r'],
  ])('is read with %s', (_, text) => {
    expect(texts(readCsv(bytes(text)))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  it('keeps separators, quotes and line breaks within quotes, and counts the lines', () => {
    const sheet = readCsv(bytes('a,b\n"x, ""y""\nz",2\n\n3,4\n'))
    expect(texts(sheet)).toEqual([
      ['a', 'b'],
      ['x, "y"\nz', '2'],
      ['3', '4'],
    ])
    expect(sheet.rows.map(({ line }) => line)).toEqual([1, 2, 5])
  })

  it.each([
    ['a,b\n1,"2\n', '2 A quote that opens in this line is never closed.'],
    ['a,b\n"1"x,2\n', '2 A closing quote is followed by the separator or by the end of the line.'],
    ['a\n' + 'x\n'.repeat(60_001), '60001 The table has more than 60000 rows.'],
    [`a\n${'x'.repeat(40_000)}\n`, '2 A cell is longer than 32767 characters.'],
  ])('that is wrong says where', (text, reason) => {
    expect(reasonOf(() => readCsv(bytes(text)))).toBe(reason)
  })

  it('in another encoding is named for what it is, with the line', () => {
    expect(reasonOf(() => readCsv(Buffer.from('\ufeffa;b', 'utf16le')))).toContain('UTF-16')
    expect(reasonOf(() => readCsv(Buffer.from('a;b\nX\xe3;1\n', 'latin1')))).toMatch(/^2 .*Windows-1258/)
    expect(reasonOf(() => readCsv(writeXlsx([{ name: 'a', rows: [['a']] }])))).toContain('.xlsx')
  })

  it('of any cells is read again as it was written', () => {
    const cell = fc
      .string({ unit: 'binary' })
      .filter((text) => !text.includes('\u0000') && text.isWellFormed())
    const row = fc.array(cell, { minLength: 2, maxLength: 5 }).filter((cells) => cells[0] !== '')
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const read = texts(readCsv(bytes(writeCsv([['Cột một', 'Cột hai'], ...rows]))))
        expect(read.slice(1)).toEqual(rows)
      }),
      RUNS,
    )
  })
})

describe('What a spreadsheet would calculate', () => {
  it.each(['=1+1', '+84 219', '-1', '@SUM(A1)', '\t=1', '\r=1', "'=1"])('%j goes out as text', (text) => {
    expect(disarm(text)).toBe(`'${text}`)
    expect(rearm(disarm(text))).toBe(text)
    expect(writeCsv([[text]])).not.toMatch(/(^\ufeff|,)"?[=+\-@\t\r]/)
  })

  it.each(['Xã Lũng Cú', "'quoted'", '02-SNV', 'a=b', ''])('%j goes out as it is', (text) => {
    expect(disarm(text)).toBe(text)
    expect(rearm(text)).toBe(text)
  })
})

describe('A workbook', () => {
  const parts = (changes: Record<string, string>): Uint8Array => {
    const made = unzipSync(writeXlsx([{ name: 'Một', rows: [['a', 'b']] }]))
    const changed = Object.entries(changes).map(([name, text]) => [name, strToU8(text)] as const)
    return zipSync({ ...made, ...Object.fromEntries(changed) })
  }
  const sheetOf = (xml: string): Uint8Array =>
    parts({ 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${xml}</sheetData></worksheet>` })

  it('of any texts is read again as it was written', () => {
    const cell = fc.string().filter((text) => !/[\p{Cc}\ufffe\uffff]/u.test(text) && text.isWellFormed())
    const row = fc.array(cell, { minLength: 1, maxLength: 30 }).filter((cells) => cells.at(-1) !== '')
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const [sheet] = readXlsx(writeXlsx([{ name: 'Đơn vị', rows }]))
        expect(sheet?.name).toBe('Đơn vị')
        expect(sheet && texts(sheet)).toEqual(rows)
      }),
      { ...RUNS, numRuns: 40 },
    )
  })

  it('as Excel writes it: shared texts with formats, numbers, formulas, gaps', () => {
    const [sheet] = readXlsx(
      parts({
        'xl/sharedStrings.xml':
          '<sst><si><t>Xã </t></si><si><r><t>Lũng</t></r><r><t xml:space="preserve"> Cú</t></r><rPh><t>x</t></rPh></si></sst>',
        'xl/worksheets/sheet1.xml':
          '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="3"><x:c r="A3" t="s"><x:v>1</x:v></x:c><x:c r="C3"><x:v>45839</x:v></x:c><x:c r="D3" t="str"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      }),
    )
    expect(sheet?.rows).toEqual([
      {
        line: 3,
        cells: [
          { text: 'Lũng Cú', kind: 'text' },
          { text: '', kind: 'text' },
          { text: '45839', kind: 'number' },
          { text: '2', kind: 'text' },
        ],
      },
    ])
  })

  it('of an old Mac counts its days from 1904', () => {
    const book =
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="M" r:id="rId1"/></sheets></workbook>'
    const rows = '<row r="1"><c r="A1"><v>44377</v></c></row>'
    const [sheet] = readXlsx(
      parts({
        'xl/workbook.xml': book,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      }),
    )
    expect(sheet && texts(sheet)).toEqual([['45839']])
  })

  it.each([
    [
      'a formula that failed',
      sheetOf('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'),
      'Một:2 A cell holds',
    ],
    ['too many rows', sheetOf('<row><c><v>1</v></c></row>'.repeat(60_001)), 'more than 60000 rows'],
    ['broken XML', sheetOf('<row>'), 'can not be read'],
    ['no workbook', zipSync({ 'a.txt': strToU8('a') }), 'not an Excel file'],
    ['an old or locked workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(64)), '.xls'],
    ['nothing', new Uint8Array(0), 'damaged'],
    ['one that claims to hold more entries than are there', claimsMore(), 'damaged'],
  ])('with %s says so', (_, content, reason) => {
    expect(reasonOf(() => readXlsx(content))).toContain(reason)
  })

  it('that unpacks to far more than it is, is given up early', () => {
    const bomb = new Uint8Array(80 * 1024 * 1024).fill(0x20)
    const packed = parts({})
    const made = zipSync({ ...unzipSync(packed), 'xl/worksheets/sheet1.xml': bomb })
    expect(made.length).toBeLessThan(200_000)
    expect(reasonOf(() => readXlsx(made))).toContain('unpacks to far too much')
  })

  it('that lies about its sizes is counted all the same', () => {
    const made = zipSync({
      ...unzipSync(parts({})),
      'xl/worksheets/sheet1.xml': new Uint8Array(80 * 1024 * 1024).fill(0x20),
    })
    const view = new DataView(made.buffer, made.byteOffset)
    for (let at = 0; at < made.length - 46; at++) {
      // The unpacked size in the central directory, as an archive may say what it likes.
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    }
    expect(reasonOf(() => readXlsx(made))).toContain('unpacks to far too much')
  })

  it('of random bytes never does anything but say that it is broken', () => {
    const whole = writeXlsx([
      {
        name: 'A',
        rows: [
          ['a', 'b'],
          ['1', '2'],
        ],
      },
    ])
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(damage, (changes) => {
        const damaged = Uint8Array.from(whole)
        for (const [at, value] of changes) damaged[at] = value
        expect(reasonOf(() => readXlsx(damaged))).toBeTypeOf('string')
      }),
      { ...RUNS, numRuns: 300 },
    )
  })
})

function claimsMore(): Uint8Array {
  const made = Uint8Array.from(zipSync({ 'a.txt': strToU8('a') }))
  new DataView(made.buffer).setUint16(made.length - 22 + 10, 9, true)
  return made
}
