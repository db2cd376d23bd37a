import { zipSync, strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeXlsx } from '../../server/src/adapters/spreadsheet/index.ts'
import { prepared, rowsOf } from '../support/directory/importing.ts'
import { logInOffice } from '../support/directory/logins.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let bridge: RunningBridge
let office: RestClient

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  office = await logInOffice(bridge)
})
afterAll(() => bridge.stop())

const HEADINGS = 'Mã đơn vị;Tên đơn vị;Trực thuộc'

describe('A file of units', () => {
  it('is compared, applied in one step, and taken back', async () => {
    const state = await prepared(
      office,
      'csv',
      `\ufeff${HEADINGS}\r\n00715;Xã Lũng Cú;026\r\n718;Xã Má Lé đổi tên;26\r\n00999;Xã Mới;026\r\n`,
    )
    expect(state.counts).toEqual({ added: 1, changed: 1, removed: 0, unchanged: 1, refused: 0 })
    const rows = await rowsOf(office, state)
    expect(rows.map(({ line, outcome, name }) => [line, outcome, name])).toEqual([
      [2, 'unchanged', 'Xã Lũng Cú'],
      [3, 'changed', 'Xã Má Lé đổi tên'],
      [4, 'added', 'Xã Mới'],
    ])
    expect(rows[1]?.note?.vi).toBe('Mã «718» được hiểu là «00718» (bảng tính bỏ số 0 ở đầu).')
    const { importId } = state
    const applied = await office.ask('directory.importApply', {
      params: { importId },
      body: { skipRefused: false },
    })
    expect(applied).toMatchObject({ summary: 'tep.csv', undoable: true })
    const found = await office.ask('directory.units', { query: { q: 'xa moi' } })
    expect(found.items[0]).toMatchObject({ unitId: 'u-00999', tier: 3, kind: 'commune' })
    await office.ask('directory.undo', { params: { revision: applied.revision } })
    expect((await office.ask('directory.units', { query: { q: 'xa moi' } })).total).toBe(0)
  })

  it('goes out and comes in again unchanged, in all three forms', async () => {
    for (const format of ['csv', 'xlsx', 'yaml'] as const) {
      const response = await office.fetch(`/directory/export?format=${format}`)
      expect(response.status).toBe(200)
      const state = await prepared(office, format, new Uint8Array(await response.arrayBuffer()), 'replace')
      expect(await rowsOf(office, state, 'refused')).toEqual([])
      expect(state.counts).toMatchObject({ added: 0, changed: 0, removed: 0, refused: 0 })
      expect(state.counts.unchanged).toBeGreaterThanOrEqual(218)
    }
  })

  it('with faults tells each at its line; the sound rest is applied only when asked for', async () => {
    const state = await prepared(
      office,
      'csv',
      [
        'Mã đơn vị,Tên đơn vị,Trực thuộc,Hiệu lực từ',
        '00801,Xã Một,026,01/07/2025',
        '00802,Xã Hai,999999,01/07/2025',
        '00803,Xã Ba,026,31/02/2025',
        '00801,Xã Một nữa,026,2025-07-01',
        '00805,Xã Năm,00802,',
        '00715,"<script>alert(1)</script>",026,2020-01-01',
      ].join('\n'),
    )
    const refused = await rowsOf(office, state, 'refused')
    expect(refused.map(({ line, reason }) => [line, reason?.vi])).toEqual([
      [3, 'Không có đơn vị «999999» trong danh mục và trong tệp.'],
      [4, 'Không có ngày «31/02/2025» trong lịch. Viết dạng 01/07/2025 hoặc 2025-07-01.'],
      [5, 'Mục này đã được ghi ở dòng 2, với cùng ngày hiệu lực.'],
      [6, expect.stringContaining('')],
    ])
    const { importId } = state
    const asked = { params: { importId }, body: { skipRefused: false } }
    expect(await office.codeOf('directory.importApply', asked)).toBe('import_refused_rows')
    const change = await office.ask('directory.importApply', {
      params: { importId },
      body: { skipRefused: true },
    })
    // Markup in a name is text like any other; it is shown as it is written.
    const found = await office.ask('directory.units', { query: { q: '00715' } })
    expect(found.items[0]?.name).toBe('<script>alert(1)</script>')
    await office.ask('directory.undo', { params: { revision: change.revision } })
  })

  it('that was looked at before somebody else’s change is not applied', async () => {
    const state = await prepared(office, 'csv', `${HEADINGS}\n00715;Xã Khác;026\n`)
    const [unit] = (await office.ask('directory.units', { query: { q: 'ma le' } })).items
    if (unit === undefined) throw new Error('no unit')
    const { revision } = await office.ask('directory.summary')
    await office.ask('directory.change', {
      body: { revision, edits: [{ edit: 'putUnit', unit: { ...unit, name: 'Xã Má Lé hai' } }] },
    })
    const asked = { params: { importId: state.importId }, body: { skipRefused: false } }
    expect(await office.codeOf('directory.importApply', asked)).toBe('changed_meanwhile')
    await office.ask('directory.undo', { params: { revision: revision + 1 } })
  })

  it('is forgotten when it is discarded', async () => {
    const { importId } = await prepared(office, 'csv', `${HEADINGS}\n00715;Xã Khác;026\n`)
    await office.ask('directory.importDiscard', { params: { importId } })
    expect(await office.codeOf('directory.importRows', { params: { importId } })).toBe('not_found')
  })
})

describe('A broken file says in plain words what is wrong', () => {
  const utf16 = Buffer.from(`\ufeff${HEADINGS}\n`, 'utf16le')
  const windows = Buffer.from([...Buffer.from(`${HEADINGS}\n00715;X`, 'latin1'), 0xe3, 0x20, 0x4c])
  const bomb = zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': new Uint8Array(200 * 1024 * 1024).fill(0x20),
  })
  const laughs = zipSync({
    'xl/workbook.xml': strToU8('<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook><sheets>&a;</sheets></workbook>'),
  })

  it.each([
    ['UTF-16', 'csv', utf16, 'UTF-16'],
    ['an old encoding', 'csv', windows, 'Windows-1258'],
    ['an open quote', 'csv', `${HEADINGS}\n"00715;X\n`, 'Dấu nháy kép'],
    ['no table', 'csv', 'a,b,c\n1,2,3\n', 'Không nhận ra bảng'],
    ['nothing', 'csv', '', 'không có dòng dữ liệu'],
    ['Excel under another name', 'csv', writeXlsx([{ name: 'A', rows: [['a']] }]), 'không phải CSV'],
    ['text under Excel’s name', 'xlsx', 'Mã,Tên', 'bị hỏng'],
    ['half of a workbook', 'xlsx', writeXlsx([{ name: 'A', rows: [['a']] }]).slice(0, 600), 'bị hỏng'],
    ['a bomb', 'xlsx', bomb, 'quá lớn'],
    ['a document type', 'xlsx', laughs, 'không đọc được'],
    ['YAML of another kind', 'yaml', 'format: 2\n', 'Thiếu khóa'],
    ['a YAML bomb', 'yaml', `a: &a [x]\n${'b: [*a,*a]\n'.repeat(3)}`, ''],
  ] as const)('%s', async (_name, format, content, words) => {
    const state = await prepared(office, format, content)
    expect(state.counts).toMatchObject({ added: 0, changed: 0, removed: 0 })
    expect(state.counts.refused).toBeGreaterThan(0)
    const [row] = await rowsOf(office, state, 'refused')
    expect(row?.reason?.vi).toContain(words)
    const asked = { params: { importId: state.importId }, body: { skipRefused: true } }
    expect(await office.codeOf('directory.importApply', asked)).toBe('directory_unchanged')
    await office.ask('directory.importDiscard', { params: { importId: state.importId } })
  })

  it('a kind of file that is not taken', async () => {
    const response = await office.fetch('/directory/imports?fileName=a&format=csv&mode=update', {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: 'x',
    })
    expect(response.status).toBe(415)
  })

  it('a file beyond the limit is cut off while it comes, whatever it says of its length', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x61)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < 40 ? controller.enqueue(chunk) : controller.close()),
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    }
    const path = '/directory/imports?fileName=a.csv&format=csv&mode=update'
    // The server answers and hangs up; which of the two the sender notices first is chance.
    const answer = await office.fetch(path, init).catch(() => null)
    if (answer !== null) expect(answer.status).toBe(413)
    expect(sent).toBeLessThan(40)
    const again = await logInOffice(bridge)
    expect((await again.ask('directory.summary')).unitCount).toBe(218)
  })
})
