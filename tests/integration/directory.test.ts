import type { DirectoryEdit, UnitRecord } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAdmin, type RawPage } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { logInOffice } from '../support/directory/logins.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let bridge: RunningBridge
let page: RawPage
let office: RestClient

const revision = async (): Promise<number> => (await office.ask('directory.summary')).revision
const change = (edits: DirectoryEdit[], at: number, as = office) =>
  as.call('directory.change', { body: { revision: at, edits } })
async function unitNamed(q: string): Promise<UnitRecord> {
  const [unit] = (await office.ask('directory.units', { query: { q, limit: 1 } })).items
  if (unit === undefined) throw new Error(`no unit ${q}`)
  return unit
}

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  page = await openAdmin(bridge)
  office = await logInOffice(bridge)
})
afterAll(async () => {
  page.close()
  await bridge.stop()
})

describe('The directory of a new installation', () => {
  it('is that of the configured file', async () => {
    const summary = await office.ask('directory.summary')
    expect(summary).toMatchObject({ revision: 1, siteCount: 218, unitCount: 218, synthetic: false })
  })

  it('is listed page by page, and searched without accents', async () => {
    const first = await office.ask('directory.units', { query: { limit: 200 } })
    expect(first.total).toBe(218)
    const second = await office.ask('directory.units', { query: { limit: 200, cursor: first.next ?? '' } })
    expect(new Set([...first.items, ...second.items].map(({ unitId }) => unitId)).size).toBe(218)
    expect(second.next).toBeNull()
    const found = await office.ask('directory.units', { query: { q: 'lung cu' } })
    expect(found.items[0]?.name).toBe('Xã Lũng Cú')
    const sites = await office.ask('directory.sites', { query: { q: 'lung cu' } })
    expect(sites.items[0]?.name).toBe('Xã Lũng Cú')
  })
})

describe('A change', () => {
  it('is shown before, applied, seen by everybody, and taken back', async () => {
    const unit = await unitNamed('lung cu')
    const edits: DirectoryEdit[] = [{ edit: 'putUnit', unit: { ...unit, name: 'Xã Lũng Cú mới' } }]
    const preview = await office.ask('directory.preview', { body: { edits } })
    expect(preview.counts).toEqual({ added: 0, changed: 1, removed: 0, unchanged: 0, refused: 0 })
    expect(preview.rows[0]?.changes).toEqual([
      { field: 'name', before: 'Xã Lũng Cú', after: 'Xã Lũng Cú mới' },
    ])
    const before = await revision()
    const applied = await change(edits, before)
    expect(applied).toMatchObject({ status: 200, data: { revision: before + 1, undoable: true } })
    const seen = await page.ask('directory.get', {})
    expect(seen.units.find(({ unitId }) => unitId === unit.unitId)?.name).toBe('Xã Lũng Cú mới')
    const undone = await office.ask('directory.undo', { params: { revision: before + 1 } })
    expect(undone.revision).toBe(before + 2)
    expect((await unitNamed('lung cu')).name).toBe('Xã Lũng Cú')
    const { items } = await office.ask('directory.changes')
    expect(items[1]).toMatchObject({ undoable: false, undoneBy: before + 2 })
  })

  it('by two operators at once: the second is told', async () => {
    const unit = await unitNamed('lung cu')
    const at = await revision()
    const answers = await Promise.all(
      ['Xã Một', 'Xã Hai'].map((name) => change([{ edit: 'putUnit', unit: { ...unit, name } }], at)),
    )
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 412]))
    const [lost] = answers.filter(({ ok }) => !ok)
    expect(lost).toMatchObject({ error: { code: 'changed_meanwhile' } })
    await office.ask('directory.undo', { params: { revision: at + 1 } })
  })

  it('that would leave a fault is refused whole, in words', async () => {
    const unit = await unitNamed('huyen dong van')
    const at = await revision()
    const refused = await change([{ edit: 'removeUnit', unitId: unit.unitId, validFrom: unit.validFrom }], at)
    expect(refused).toMatchObject({ status: 422, error: { code: 'directory_invalid' } })
    expect(JSON.stringify(refused)).toMatch(
      /[Xx]ã .*: Không có đơn vị cấp trên «u-026» trong danh mục|Thị trấn .*: Không có đơn vị cấp trên/,
    )
    expect(await revision()).toBe(at)
  })

  it('survives a restart', async () => {
    const unit = await unitNamed('lung cu')
    const renamed = { ...unit, name: 'Xã Lũng Cú sau' }
    expect(await change([{ edit: 'putUnit', unit: renamed }], await revision())).toMatchObject({ ok: true })
    await bridge.kill9()
    await bridge.restart()
    expect((await unitNamed('lung cu')).name).toBe('Xã Lũng Cú sau')
    page.close()
    page = await openAdmin(bridge)
  })
})
