import type { PreviewRow } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { applyEdits, inverseOf, type DirectoryHistory, type EditPair } from '../../core/directory/index.ts'
import { aHistory, aProvince, aTier, groupId, siteId, unitId } from '../../core/directory/testing.ts'
import { flat } from '../../core/directory/index.ts'
import { writeXlsx } from '../spreadsheet/index.ts'
import { itemsOf } from '../../app/directory/chunks.ts'
import { planFile } from './planFile.ts'
import { writeDirectory } from './writeFile.ts'

const TODAY = '2026-01-01'
const OFFICE = [unitId('p')]

interface Asked {
  history?: DirectoryHistory
  mode?: 'update' | 'replace'
  scopes?: readonly ReturnType<typeof unitId>[]
  format?: 'csv' | 'xlsx' | 'yaml'
}

function plan(
  content: string | Uint8Array,
  { history = aHistory(), mode = 'update', scopes = OFFICE, format = 'csv' }: Asked = {},
) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const file = { bytes, fileName: 'tep', format, mode, scopes, today: TODAY, revision: 1 }
  const planned = planFile(history, file)
  const rows = planned.rows.flatMap((chunk) => itemsOf<PreviewRow>(chunk))
  const pairs = planned.pairs.flatMap((chunk) => itemsOf<EditPair>(chunk))
  const after = applyEdits(
    history,
    pairs.map(({ edit }) => edit),
  )
  expect(after.faults).toEqual([])
  expect(applyEdits(after.history, inverseOf(pairs)).history).toEqual(history)
  return { ...planned, rows, after: after.history }
}
const refusals = (rows: readonly PreviewRow[]) =>
  rows.filter(({ outcome }) => outcome === 'refused').map(({ line, reason }) => `${line} ${reason?.en}`)
const lines = (...text: string[]): string => text.join('\n')
/** Codes of five digits for communes, three for districts, as the real ones have. */
function coded(): DirectoryHistory {
  const data = aProvince()
  const codes: Record<string, string> = {
    p: '02',
    d1: '026',
    c11: '00715',
    c12: '00721',
    d2: '030',
    c21: '00913',
  }
  const tiers = [
    aTier(1, 'Tỉnh', { codeDigits: 2 }),
    aTier(2, 'Huyện', { codeDigits: 3 }),
    aTier(3, 'Xã', { codeDigits: 5 }),
  ]
  const units = data.units.map((unit) => ({ ...unit, code: codes[unit.id] ?? unit.code }))
  return aHistory({ ...data, tiers, units })
}

describe('Lines of units', () => {
  it('may stand in any order, with parents by code, in English or in Vietnamese', () => {
    const { counts, after } = plan(
      lines('code,name,parent', 'C31,Xã Ba,D3', 'D3,Huyện Ba,P', 'C32,Phường Bốn,D3'),
    )
    expect(counts).toMatchObject({ added: 3, refused: 0 })
    expect(after.units.get(unitId('u-C31'))?.[0]).toMatchObject({
      tier: 3,
      kind: 'commune',
      parentId: 'u-D3',
      validFrom: TODAY,
    })
    expect(after.units.get(unitId('u-C32'))?.[0]?.kind).toBe('ward')
    expect(after.units.get(unitId('u-D3'))?.[0]).toMatchObject({ tier: 2, kind: 'district', parentId: 'p' })
  })

  it('leave what their columns do not name, and empty what they leave empty', () => {
    const { after } = plan(lines('code,name,aliases', 'C11,Xã Lũng Cú mới,'))
    expect(after.units.get(unitId('c11'))?.[0]).toMatchObject({
      name: 'Xã Lũng Cú mới',
      aliases: [],
      parentId: 'd1',
      tier: 3,
      validFrom: '2020-01-01',
    })
  })

  it('with a later first day end what there was on its eve', () => {
    const { after, rows } = plan(lines('code,name,validFrom', 'C11,Xã Sau,01/07/2025'))
    expect(
      after.units.get(unitId('c11'))?.map(({ name, validFrom, validTo }) => [name, validFrom, validTo]),
    ).toEqual([
      ['Xã Lũng Cú', '2020-01-01', '2025-06-30'],
      ['Xã Sau', '2025-07-01', null],
    ])
    expect(rows.map(({ outcome }) => outcome).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'added',
      'changed',
    ])
  })

  it('whose zeros a spreadsheet has dropped are understood, and say so', () => {
    const sheet = writeXlsx([
      {
        name: 'Đơn vị',
        rows: [
          ['Mã đơn vị', 'Tên đơn vị', 'Trực thuộc', 'Cấp'],
          ['715', 'Xã Một', '26', '3'],
          ['999', 'Xã Mới', '26', '3'],
        ],
      },
    ])
    const { after, rows } = plan(sheet, { history: coded(), format: 'xlsx' })
    expect(refusals(rows)).toEqual([])
    expect(after.units.get(unitId('c11'))?.[0]).toMatchObject({ name: 'Xã Một', code: '00715' })
    expect(rows.map(({ note }) => note?.en)).toEqual([
      'The code "715" is taken for "00715" (spreadsheets drop zeros).',
      'The code "999" is taken for "00999" (spreadsheets drop zeros).',
    ])
  })

  it.each([
    ['01/07/2025', '2025-07-01'],
    ['1.7.2025', '2025-07-01'],
    ['2025-07-01', '2025-07-01'],
    ['45839', '2025-07-01'],
    ['29/02/2024', '2024-02-29'],
  ])('take %s for the day %s', (written, day) => {
    const { after } = plan(lines('code,name,parent,validFrom', `C99,Xã Mới,D1,${written}`))
    expect(after.units.get(unitId('u-C99'))?.[0]?.validFrom).toBe(day)
  })

  it.each([
    ['C99,Xã Mới,D1,29/02/2025', 'The calendar has no day "29/02/2025". Write 01/07/2025 or 2025-07-01.'],
    ['C99,Xã Mới,D9,', 'There is no unit "D9" in the directory or in the file.'],
    [',Xã Mới,D1,', 'The line has neither a code nor an id, or they hold signs that are not allowed.'],
    ['C99,Lũng Nào,D1,', 'The kind of the unit can not be told from its name.'],
    ['C99,Xã \u202eMới,D1,', 'The name contains an unprintable character (position 4).'],
    [
      'c99,Xã Mới,D1,',
      'The code "c99" is not valid: capital letters, digits, dots and hyphens, at most 20 characters.',
    ],
    ['C99,Xã Mới,C11,', 'There is no tier 4 in the directory (1–3).'],
  ])('such as %j are refused with the reason', (line, reason) => {
    const { rows, counts } = plan(lines('code,name,parent,validFrom', line))
    expect(refusals(rows)).toContainEqual(expect.stringContaining(reason))
    expect(counts.refused).toBeGreaterThan(0)
  })

  it('in a circle, twice the same, or hanging on refused ones are refused; the others stand', () => {
    const { rows, after } = plan(
      lines(
        'id,code,name,parent,tier',
        'x1,X1,Xã X1,x2,3',
        'x2,X2,Huyện X2,x1,2',
        'x3,X3,Xã X3,x2,3',
        'y1,Y1,Xã Y1,d1,3',
        'y1,Y1,Xã Y1,d1,3',
        'z1,Y1,Xã Z1,d1,3',
      ),
    )
    const refused = refusals(rows)
    expect(refused.map((text) => text.split(' ')[0])).toEqual(['2', '3', '4', '6', '7'])
    expect(refused.join('\n')).toContain('in a circle')
    expect(refused.join('\n')).toContain('told in line 5 already')
    expect([...after.units.keys()]).toContain('y1')
  })

  it('with a heading that is not known say which was meant', () => {
    const { rows } = plan(lines('Mã đơn vị,Tên đơn vi,Trực thuộc x', 'C11,Xã,D1'))
    expect(refusals(rows)).toEqual([
      '1 The template has no column "Trực thuộc x": it is left out. Did you mean "Trực thuộc"?',
    ])
  })
})

describe('A file that replaces', () => {
  it('ends what it does not name, and drops what was only to begin', () => {
    const rest = flat(aHistory().units)
      .filter(({ unitId: id }) => id !== 'c12')
      .map(({ unitId: id, code, name }) => `${id},${code},${name}`)
    const sites = flat(aHistory().sites)
      .filter(({ siteId: id }) => id !== 'sc12')
      .map(({ siteId: id, unitId: of, name }) => [id, of, name])
    const workbook = writeXlsx([
      { name: 'Đơn vị', rows: [['id', 'code', 'name'], ...rest.map((line) => line.split(','))] },
      { name: 'Điểm cầu', rows: [['id', 'unit', 'name'], ...sites] },
    ])
    const { after, counts } = plan(workbook, { mode: 'replace', format: 'xlsx' })
    expect(counts).toMatchObject({ changed: 2, removed: 0, refused: 0, unchanged: 12 })
    expect(after.units.get(unitId('c12'))?.[0]?.validTo).toBe('2025-12-31')
    expect(after.sites.get(siteId('sc12'))?.[0]?.validTo).toBe('2025-12-31')
  })

  it('does not end a unit whose room goes on: it says so', () => {
    const rest = flat(aHistory().units)
      .filter(({ unitId: id }) => id !== 'c12')
      .map(({ unitId: id, code, name }) => `${id},${code},${name}`)
    const { rows, after } = plan(lines('id,code,name', ...rest), { mode: 'replace' })
    expect(refusals(rows)).toEqual(['null The unit "Thị trấn Đồng Văn" does not exist on 2026-01-01.'])
    expect(after).toEqual(aHistory())
  })

  it('ends nothing where a line was not understood, for nobody knows which one it meant', () => {
    const { rows, after } = plan(lines('code,name,parent', 'C11,Xã Lũng Cú,D9'), { mode: 'replace' })
    expect(refusals(rows)).toEqual([
      '2 There is no unit "D9" in the directory or in the file.',
      'null Because of lines that are not understood, what the file does not name is not ended.',
    ])
    expect(after).toEqual(aHistory())
  })

  it('of a district ends nothing elsewhere, nor the district itself', () => {
    const { after, rows } = plan(lines('Mã điểm cầu,Đơn vị,Tên điểm cầu', 'sc11,c11,Phòng họp sc11'), {
      mode: 'replace',
      scopes: [unitId('d1')],
    })
    expect(refusals(rows)).toEqual([])
    expect([...after.sites].filter(([, [site]]) => site?.validTo !== null).map(([id]) => id)).toEqual([
      'sd1',
      'sc12',
    ])
  })
})

describe('Sites, groups and tiers', () => {
  it('come in one workbook', () => {
    const workbook = writeXlsx([
      {
        name: 'A',
        rows: [
          [
            'Đơn vị',
            'Tên điểm cầu',
            'Băng thông xuống (kbit/s)',
            'Cán bộ kỹ thuật',
            'Điện thoại',
            'Đặt nhờ tại',
          ],
          ['C11', 'Phòng họp mới', '10 240', 'Cán bộ trực', '0219 000 000', 'sd1'],
        ],
      },
      {
        name: 'B',
        rows: [
          ['Tên nhóm', 'Loại nhóm', 'Đơn vị quản lý', 'Các đơn vị'],
          ['Cụm biên giới', 'Cụm', 'D1', 'C11; C12'],
        ],
      },
      {
        name: 'C',
        rows: [
          ['Áp dụng từ', 'Cấp', 'Tên cấp', 'Tên tiếng Anh'],
          ['2026-07-01', '1', 'Tỉnh', 'Province'],
          ['2026-07-01', '2', 'Huyện', 'District'],
          ['2026-07-01', '3', 'Xã', 'Commune'],
        ],
      },
      { name: 'Hướng dẫn', rows: [['bất kỳ']] },
    ])
    const { after, rows } = plan(workbook, { format: 'xlsx' })
    expect(refusals(rows)).toEqual([])
    expect(after.sites.get(siteId('s-c11'))?.[0]).toMatchObject({
      downKbps: 10_240,
      hostedAtSiteId: 'sd1',
      kind: 'unit',
    })
    expect(after.groups.get(groupId('g-cum-bien-gioi'))).toMatchObject({
      unitIds: ['c11', 'c12'],
      kind: 'cluster',
    })
    expect(after.tierSets.map(({ validFrom }) => validFrom)).toEqual(['2020-01-01', '2026-07-01'])
  })
})

describe('The rights of whoever imports', () => {
  it('do not reach outside; what is there already may be named', () => {
    const { rows } = plan(lines('code,name', 'C21,Xã Thanh Thủy', 'C11,Xã Mới', 'D2,Huyện Khác'), {
      scopes: [unitId('d1')],
    })
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'unchanged'],
      [3, 'changed'],
      [4, 'refused'],
    ])
  })
})

describe('What is written', () => {
  it('is read again as it was: history, contacts, groups, names that look like formulas', () => {
    const [unit] = aHistory().units.get(unitId('c11')) ?? []
    const [site] = aHistory().sites.get(siteId('sc11')) ?? []
    if (unit === undefined || site === undefined) throw new Error('not there')
    const contact = { name: '=HYPERLINK("x")', phone: '+84 219 000', email: 'a@b' }
    const applied = applyEdits(aHistory(), [
      { edit: 'putUnit', unit: { ...unit, validTo: '2025-06-30' } },
      {
        edit: 'putUnit',
        unit: { ...unit, validFrom: '2025-07-01', name: '-Xã; "Lũng", Cú', contact, aliases: ['A', 'B'] },
      },
      {
        edit: 'putSite',
        site: {
          ...site,
          room: '@tầng 2',
          upKbps: 5_000,
          hostedAtSiteId: siteId('sd1'),
          remoteMicrophone: false,
        },
      },
      {
        edit: 'putGroup',
        group: {
          groupId: groupId('g'),
          name: 'Cụm',
          kind: 'cluster',
          ownerUnitId: unitId('d1'),
          unitIds: [unitId('c11')],
          siteIds: [siteId('sd1')],
        },
      },
    ])
    expect(applied.faults).toEqual([])
    const { history } = applied
    for (const format of ['csv', 'xlsx', 'yaml'] as const) {
      for (const what of ['units', 'sites', 'groups'] as const) {
        const { content } = writeDirectory(history, {
          format,
          what,
          on: null,
          scopes: OFFICE,
          template: false,
        })
        const { rows, after } = plan(content, { history, format, mode: 'replace' })
        expect(rows.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([])
        expect(after).toEqual(history)
      }
    }
  })

  it('as a template has headings only, and is not taken for an empty directory', () => {
    const { content } = writeDirectory(aHistory(), {
      format: 'xlsx',
      what: 'units',
      on: null,
      scopes: OFFICE,
      template: true,
    })
    const { after } = plan(content, { format: 'xlsx', mode: 'replace' })
    expect(after).toEqual(aHistory())
  })
})
