import type { SiteId, UnitId, UnitRecord } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepared, rowsOf } from '../support/directory/importing.ts'
import { logInAdministratorOf, logInOffice } from '../support/directory/logins.ts'
import { openAdmin, type RawPage } from '../support/RawPage.ts'
import type { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const DONG_VAN = 'u-026' as UnitId
const LUNG_CU = 'u-00715' as UnitId
const MA_LE = 'u-00718' as UnitId
/** A commune of another district. */
const ELSEWHERE = 'u-00688' as UnitId
const REFORM = '2025-07-01'
const EVE = '2025-06-30'

let bridge: RunningBridge
let office: RestClient
let district: RestClient
let commune: RestClient
let page: RawPage

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  office = await logInOffice(bridge)
  district = await logInAdministratorOf(bridge, office, 'huyen.dong.van', [DONG_VAN])
  commune = await logInAdministratorOf(bridge, office, 'xa.lung.cu', [LUNG_CU])
  page = await openAdmin(bridge)
})
afterAll(async () => {
  page.close()
  await bridge.stop()
})

const unitOf = async (unitId: UnitId): Promise<UnitRecord> => {
  const { records } = await office.ask('directory.unit', { params: { unitId } })
  const last = records.at(-1)
  if (last === undefined) throw new Error(`no unit ${unitId}`)
  return last
}
const revision = async (): Promise<number> => (await office.ask('directory.summary')).revision

describe('An administrator of a district', () => {
  it('sees the district and nothing else', async () => {
    const { items, total } = await district.ask('directory.units', { query: { limit: 500 } })
    expect(total).toBe(20)
    expect(items[0]?.unitId).toBe(DONG_VAN)
    expect(await district.codeOf('directory.unit', { params: { unitId: ELSEWHERE } })).toBe('forbidden')
    expect((await district.ask('directory.units', { query: { q: 'quang trung' } })).total).toBe(0)
  })

  it('changes its communes, and neither others nor what lies above', async () => {
    const change = async (unit: UnitRecord) =>
      district.codeOf('directory.change', {
        body: { revision: await revision(), edits: [{ edit: 'putUnit', unit }] },
      })
    const own = await unitOf(LUNG_CU)
    expect(await change({ ...own, aliases: ['Lô Lô Chải'] })).toBe('done')
    expect(await change({ ...(await unitOf(ELSEWHERE)), name: 'Phường Khác' })).toBe('forbidden')
    // Neither given away nor taken from others.
    expect(await change({ ...own, parentId: 'u-024' as UnitId })).toBe('forbidden')
    expect(
      await change({ ...own, unitId: 'u-moi' as UnitId, code: '00001', parentId: 'u-02' as UnitId }),
    ).toBe('forbidden')
    const asked = { body: { tier: 2, on: REFORM } }
    expect(await district.codeOf('directory.planDropTier', asked)).toBe('forbidden')
  })

  it('imports for the district only: rows outside are refused in words', async () => {
    const table = 'Mã đơn vị,Tên đơn vị,Tên gọi khác\n00718,Xã Má Lé,Má Lé cũ\n00688,Phường Quang Trung,Cũ\n'
    const state = await prepared(district, 'csv', table)
    expect(state.counts).toMatchObject({ changed: 1, refused: 1 })
    expect((await rowsOf(district, state, 'refused'))[0]?.reason?.vi).toBe(
      'Nằm ngoài phạm vi đơn vị bạn quản lý.',
    )
    // Nobody else's business, whatever rights they have.
    const params = { importId: state.importId }
    expect(await office.codeOf('directory.importRows', { params })).toBe('not_found')
    expect(await office.codeOf('directory.importApply', { params, body: { skipRefused: true } })).toBe(
      'not_found',
    )
    await district.ask('directory.importApply', { params, body: { skipRefused: true } })
    expect((await unitOf(MA_LE)).aliases).toEqual(['Má Lé cũ'])
  })

  it('sees its own changes, and takes back no others', async () => {
    const other = await unitOf(ELSEWHERE)
    const made = await office.ask('directory.change', {
      body: {
        revision: await revision(),
        edits: [{ edit: 'putUnit', unit: { ...other, aliases: ['Tên khác'] } }],
      },
    })
    const { items } = await district.ask('directory.changes')
    expect(items.map(({ revision: at }) => at)).not.toContain(made.revision)
    const params = { revision: made.revision }
    expect(await district.codeOf('directory.undo', { params })).toBe('forbidden')
    await office.ask('directory.undo', { params })
  })

  it('exports the district and nothing else', async () => {
    const text = await (await district.fetch('/directory/export?format=csv')).text()
    expect(text.trim().split('\r\n')).toHaveLength(21)
    expect(text).not.toContain('Quang Trung')
  })
})

describe('Two communes that are merged', () => {
  it('are planned, looked at, and merged; last year reads as it was', async () => {
    const plan = await office.ask('directory.planMerge', {
      body: {
        fromUnitIds: [LUNG_CU, MA_LE],
        into: { unitId: LUNG_CU, code: '00715', name: 'Xã Lũng Cú mới', kind: 'commune' },
        on: REFORM,
      },
    })
    expect(plan.preview.counts.refused).toBe(0)
    await office.ask('directory.change', {
      body: { revision: await revision(), edits: plan.edits, summary: 'Nhập xã Má Lé vào xã Lũng Cú' },
    })
    const seen = await page.ask('directory.get', {})
    expect(seen.units.some(({ unitId }) => unitId === MA_LE)).toBe(false)
    expect(seen.sites.find(({ siteId }) => siteId === ('s-00718' as SiteId))?.unitId).toBe(LUNG_CU)
    const lastYear = await office.ask('directory.units', { query: { on: EVE, within: DONG_VAN, limit: 100 } })
    const names = new Map(lastYear.items.map(({ unitId, name }) => [unitId, name]))
    expect([names.get(LUNG_CU), names.get(MA_LE)]).toEqual(['Xã Lũng Cú', 'Xã Má Lé'])
    const found = await office.ask('directory.units', { query: { q: 'ma le' } })
    expect(found.items.map(({ unitId }) => unitId)).toEqual([LUNG_CU])
  })

  it('leave what they had to the people of the merged one', async () => {
    const detail = await commune.ask('directory.unit', { params: { unitId: MA_LE } })
    expect(detail.records[0]).toMatchObject({ name: 'Xã Má Lé', validTo: EVE, successorIds: [LUNG_CU] })
    const merged = await commune.ask('directory.unit', { params: { unitId: LUNG_CU } })
    expect(merged.predecessorIds).toEqual([MA_LE])
  })

  it('are two again when the merger is taken back', async () => {
    const [last] = (await office.ask('directory.changes')).items
    expect(last).toMatchObject({ summary: 'Nhập xã Má Lé vào xã Lũng Cú', undoable: true })
    await office.ask('directory.undo', { params: { revision: last?.revision ?? 0 } })
    const seen = await page.ask('directory.get', {})
    expect(seen.units.find(({ unitId }) => unitId === LUNG_CU)?.name).toBe('Xã Lũng Cú')
    expect(seen.sites.find(({ siteId }) => siteId === ('s-00718' as SiteId))?.unitId).toBe(MA_LE)
  })

  it('that can not be merged: why not, in words', async () => {
    const answer = await office.call('directory.planMerge', {
      body: {
        fromUnitIds: [LUNG_CU, DONG_VAN],
        into: { unitId: LUNG_CU, code: '00715', name: 'Xã', kind: 'commune' },
        on: REFORM,
      },
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'directory_plan_impossible' } })
    expect(JSON.stringify(answer)).toContain('các đơn vị phải cùng cấp')
  })
})

describe('The end of the districts', () => {
  it('is one change of hundreds of edits, and is taken back as one', async () => {
    const plan = await office.ask('directory.planDropTier', { body: { tier: 2, on: REFORM } })
    expect(plan.preview.counts).toMatchObject({ refused: 0 })
    const made = await office.ask('directory.change', {
      body: { revision: await revision(), edits: plan.edits, summary: 'Bỏ cấp huyện' },
    })
    const summary = await office.ask('directory.summary')
    expect(summary.tiers.map(({ name }) => name.vi)).toEqual(['Cấp tỉnh', 'Cấp xã'])
    expect(summary.siteCount).toBe(218)
    expect(summary.turningDays).toContain(REFORM)
    // Whoever had a district has that one alone, not the province that took over.
    expect((await district.ask('directory.units')).total).toBe(0)
    expect((await office.ask('directory.summary', { query: { on: EVE } })).tiers).toHaveLength(3)
    await office.ask('directory.undo', { params: { revision: made.revision } })
    expect((await office.ask('directory.summary')).tiers).toHaveLength(3)
  })
})
