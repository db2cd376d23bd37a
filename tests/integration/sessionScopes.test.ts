import type { CommandId, SessionBody, SessionDetail, SiteId, UnitId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newCommand } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const PASSWORD = 'mật khẩu của huyện'
const PROVINCE = 'u-02' as UnitId
const HUB = 's-02' as SiteId
const DAY_MS = 86_400_000
const startsAt = Math.floor(Date.now() / DAY_MS) * DAY_MS + 5 * DAY_MS

let bridge: RunningBridge
let office: RestClient
let district: RestClient
let districtAccount: string
/** Two districts: the scheduler's own, and another one. */
let own: { unitId: UnitId; siteIds: SiteId[] }
let other: { unitId: UnitId; siteIds: SiteId[] }

const NOBODY = { tiers: [], unitIds: [], groupIds: [], siteIds: [], exceptSiteIds: [] }

function aBody(changes: Partial<SessionBody> = {}): SessionBody {
  return {
    type: 'districtBriefing',
    title: 'Giao ban huyện',
    hostUnitId: own.unitId,
    startsAt,
    durationMinutes: 60,
    rehearsalAt: null,
    chair: { siteId: own.siteIds[0] as SiteId, person: '' },
    invitation: { ...NOBODY, unitIds: [own.unitId] },
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
    ...changes,
  }
}
const ofProvince = (changes: Partial<SessionBody> = {}) =>
  aBody({
    type: 'provincialMeeting',
    title: 'Hội nghị toàn tỉnh',
    hostUnitId: PROVINCE,
    chair: { siteId: HUB, person: 'Chủ tịch UBND tỉnh' },
    invitation: { ...NOBODY, unitIds: [PROVINCE] },
    notes: 'Nội bộ văn phòng',
    ...changes,
  })
const creating = (session: SessionBody) => ({ body: { command: newCommand() as CommandId, session } })
const created = (client: RestClient, session: SessionBody): Promise<SessionDetail> =>
  client.ask('sessions.create', creating(session))

beforeAll(async () => {
  bridge = await startBridge({ workers: 1, env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  if (bridge.login === null) throw new Error('no first login')
  office = await RestClient.logIn(bridge, bridge.login)
  const { siteIds } = await office.ask('sessions.resolve', {
    body: {
      hostUnitId: PROVINCE,
      startsAt,
      invitation: { ...NOBODY, tiers: [{ unitId: PROVINCE, tier: 2 }] },
    },
  })
  const [first, second] = siteIds.map((siteId) => siteId.replace('s-', 'u-') as UnitId)
  if (first === undefined || second === undefined) throw new Error('no districts')
  const unitOf = async (unitId: UnitId) => {
    const invitation = { ...NOBODY, unitIds: [unitId] }
    return {
      unitId,
      siteIds: (
        await office.ask('sessions.resolve', { body: { hostUnitId: PROVINCE, startsAt, invitation } })
      ).siteIds,
    }
  }
  own = await unitOf(first)
  other = await unitOf(second)
  const made = await office.ask('account.create', {
    body: {
      userName: 'huyen',
      displayName: 'Văn phòng huyện',
      email: '',
      phone: '',
      withPassword: true,
      grants: [{ role: 'scheduler', unitId: own.unitId }],
    } as never,
  })
  const { firstPassword, account } = made as unknown as {
    firstPassword: string
    account: { accountId: string }
  }
  districtAccount = account.accountId
  const newcomer = await RestClient.logIn(bridge, { userName: 'huyen', password: firstPassword })
  await newcomer.ask('me.changePassword', { body: { current: firstPassword, next: PASSWORD } })
  district = await RestClient.logIn(bridge, { userName: 'huyen', password: PASSWORD })
  for (const { sessionId } of (await office.ask('sessions.list', { query: { state: 'live' } })).items) {
    const { version } = await office.ask('sessions.get', { params: { sessionId } })
    await office.ask('sessions.end', { params: { sessionId }, ifMatch: version })
  }
})
afterAll(() => bridge.stop())

describe('A district’s scheduler', () => {
  test('plans in the own subtree', async () => {
    const draft = await created(district, aBody())
    expect(new Set(draft.siteIds)).toEqual(new Set(own.siteIds))
    expect(draft).toMatchObject({ mayPlan: true, mayConduct: true })
  })

  test('invites nobody outside, by whatever way', async () => {
    const anItem = { itemId: '1', kind: 'paper' as const, title: 'Tham luận', minutes: 5, documentIds: [] }
    const nobody = { name: '', phone: '', email: '' }
    const outside: Partial<SessionBody>[] = [
      { hostUnitId: PROVINCE },
      { hostUnitId: other.unitId },
      { chair: { siteId: HUB, person: '' } },
      { invitation: { ...NOBODY, unitIds: [PROVINCE] } },
      { invitation: { ...NOBODY, unitIds: [own.unitId, other.unitId] } },
      { invitation: { ...NOBODY, tiers: [{ unitId: PROVINCE, tier: 3 }] } },
      { invitation: { ...NOBODY, siteIds: other.siteIds.slice(0, 1) } },
      { agenda: [{ ...anItem, speaker: { siteId: other.siteIds[0] as SiteId, person: '' } }] },
      { technicians: [{ siteId: other.siteIds[0] as SiteId, contact: nobody }] },
    ]
    for (const changes of outside) {
      expect(await district.codeOf('sessions.create', creating(aBody(changes)))).toBe('forbidden')
      expect(await district.codeOf('sessions.conflicts', { body: { session: aBody(changes) } })).toBe(
        'forbidden',
      )
    }
    const invitation = { ...NOBODY, unitIds: [other.unitId] }
    const body = { hostUnitId: own.unitId, startsAt, invitation }
    expect(await district.codeOf('sessions.resolve', { body })).toBe('forbidden')
  })

  test('may not move a session of its own under another unit, nor take one over', async () => {
    const draft = await created(district, aBody())
    const moved = { params: { sessionId: draft.sessionId }, ifMatch: 1, body: ofProvince() }
    expect(await district.codeOf('sessions.update', moved)).toBe('forbidden')
    const theirs = await created(office, ofProvince())
    const taken = { params: { sessionId: theirs.sessionId }, ifMatch: 1, body: aBody() }
    expect(await district.codeOf('sessions.update', taken)).toBe('forbidden')
  })

  test('sees nothing of the province’s drafts', async () => {
    const draft = await created(office, ofProvince({ title: 'Bản nháp của tỉnh' }))
    const params = { sessionId: draft.sessionId }
    expect(await district.codeOf('sessions.get', { params })).toBe('forbidden')
    expect((await district.ask('sessions.list', { query: { q: 'ban nhap cua tinh' } })).total).toBe(0)
    const like = { type: 'provincialMeeting' as const, hostUnitId: own.unitId, like: draft.sessionId }
    expect(await district.codeOf('sessions.defaults', { query: like })).toBe('not_found')
  })

  test('sees of an announced session its own rooms, and nothing that is the office’s; changes nothing', async () => {
    const draft = await created(office, ofProvince({ title: 'Hội nghị đã báo' }))
    const params = { sessionId: draft.sessionId }
    await office.ask('sessions.schedule', { params, ifMatch: 1 })
    const seen = await district.ask('sessions.get', { params })
    expect(new Set(seen.siteIds)).toEqual(new Set(own.siteIds))
    expect(seen).toMatchObject({ notes: '', mayPlan: false, mayConduct: false, technicians: [] })
    expect(Object.keys(seen.names)).not.toContain(other.siteIds[0])
    expect(seen.names[HUB]).toBe('Tỉnh Hà Giang')
    for (const name of [
      'sessions.start',
      'sessions.schedule',
      'sessions.rehearse',
      'sessions.archive',
    ] as const) {
      expect(await district.codeOf(name, { params, ifMatch: 2 })).toBe('forbidden')
    }
    const cancel = { params, ifMatch: 2, body: { reason: 'x' } }
    expect(await district.codeOf('sessions.cancel', cancel)).toBe('forbidden')
    const { items } = await district.ask('sessions.list', { query: { q: 'hoi nghi da bao' } })
    expect(items).toMatchObject([{ mayPlan: false, mayConduct: false }])
  })

  test('is told no more of it by its history, as an example, or by a template made of it', async () => {
    const contact = { name: 'Cán bộ của huyện khác', phone: '0912 345 678', email: '' }
    const technicians = [{ siteId: other.siteIds[0] as SiteId, contact }]
    const people = [{ accountId: 'account-khac' as never, role: 'secretary' as const }]
    const body = ofProvince({ title: 'Hội nghị có nhật ký', technicians, people })
    const draft = await created(office, body)
    const params = { sessionId: draft.sessionId }
    await office.ask('sessions.update', { params, ifMatch: 1, body: { ...body, title: 'Tên trong nháp' } })
    await office.ask('sessions.schedule', { params, ifMatch: 2 })
    const changed = { ...body, title: 'Tên đã đổi', technicians: [], notes: 'Chỉ văn phòng biết' }
    await office.ask('sessions.update', { params, ifMatch: 3, body: changed })
    expect((await office.ask('sessions.history', { params })).items).toHaveLength(4)
    const { items } = await district.ask('sessions.history', { params })
    expect(items.map(({ action }) => action)).toEqual(['update', 'schedule'])
    expect(items[0]?.changes).toEqual([{ field: 'title', before: 'Tên trong nháp', after: 'Tên đã đổi' }])

    await office.ask('sessions.update', { params, ifMatch: 4, body })
    const query = { type: 'districtBriefing' as const, hostUnitId: own.unitId, like: draft.sessionId }
    const like = await district.ask('sessions.defaults', { query })
    expect(like.body).toMatchObject({ hostUnitId: own.unitId, technicians: [], people: [] })
    expect(new Set(like.body.invitation.siteIds)).toEqual(new Set(own.siteIds))
    expect(like.body.invitation.unitIds).toEqual([])

    const saved = { command: newCommand() as CommandId, name: 'Mẫu của tỉnh', body }
    const { templateId } = await office.ask('templates.create', { body: saved })
    const templateFor = async (client: RestClient) =>
      (await client.ask('templates.list', {})).items.find((one) => one.templateId === templateId)?.body
    expect(await templateFor(office)).toMatchObject({ technicians, people })
    expect(await templateFor(district)).toMatchObject({ technicians: [], people: [] })
  })

  test('makes no series of a session that reaches outside, though the own unit is its host', async () => {
    const given = await created(office, ofProvince({ title: 'Tỉnh lập cho huyện', hostUnitId: own.unitId }))
    const recurrence = { rule: 'FREQ=WEEKLY;COUNT=3', exceptDays: [], onHoliday: 'keep' as const }
    const asked = { command: newCommand() as CommandId, sessionId: given.sessionId, recurrence }
    expect(await district.codeOf('series.create', { body: asked })).toBe('forbidden')
    const series = await office.ask('series.create', { body: asked })
    const update = { params: { seriesId: series.seriesId }, ifMatch: series.version, body: { recurrence } }
    expect(await district.codeOf('series.update', update)).toBe('forbidden')
  })

  test('ends its series without what the province has made its own of it', async () => {
    const first = await created(district, aBody({ title: 'Giao ban có phiên của tỉnh' }))
    const recurrence = { rule: 'FREQ=WEEKLY;COUNT=3', exceptDays: [], onHoliday: 'keep' as const }
    const { seriesId, version } = await district.ask('series.create', {
      body: { command: newCommand() as CommandId, sessionId: first.sessionId, recurrence },
    })
    const [, second, third] = (await office.ask('sessions.list', { query: { seriesId } })).items
    if (second === undefined || third === undefined) throw new Error('no series')
    const params = { sessionId: second.sessionId }
    const body = ofProvince({ title: 'Nay của tỉnh', startsAt: second.startsAt })
    await office.ask('sessions.update', { params, ifMatch: 1, body })
    const after = new Date(startsAt).toISOString().slice(0, 10)
    await district.ask('series.end', {
      params: { seriesId },
      ifMatch: version,
      body: { after, reason: 'Không họp nữa' },
    })
    const left = (await office.ask('sessions.list', { query: { seriesId } })).items
    expect(left.map(({ sessionId }) => sessionId)).toEqual([first.sessionId, second.sessionId])
  })

  test('is told of what can not be stored, or is no time, that it is so', async () => {
    const title = `Giao ban${String.fromCharCode(0)}`
    expect(await district.codeOf('sessions.create', creating(aBody({ notes: title })))).toBe(
      'invalid_message',
    )
    expect(await district.codeOf('sessions.list', { query: { q: title } })).toBe('invalid_message')
    const never = 1e300
    const invitation = { ...NOBODY, unitIds: [own.unitId] }
    const asked = { hostUnitId: own.unitId, startsAt: never, invitation }
    expect(await district.codeOf('sessions.resolve', { body: asked })).toBe('invalid_message')
    expect(await district.codeOf('sessions.create', creating(aBody({ startsAt: never })))).toBe(
      'invalid_message',
    )
    expect(await district.codeOf('sessions.list', { query: { from: never } })).toBe('invalid_message')
    const recurrence = { rule: 'FREQ=DAILY', exceptDays: [], onHoliday: 'keep' as const }
    const preview = { startsAt: never, recurrence }
    expect(await district.codeOf('series.preview', { body: preview })).toBe('invalid_message')
  })

  test('is told of conflicts with the province’s session, and not of what others plan', async () => {
    const at = startsAt + 40 * DAY_MS
    const theirs = await created(office, ofProvince({ title: 'Toàn tỉnh', startsAt: at }))
    const ask = async () =>
      (await district.ask('sessions.conflicts', { body: { session: aBody({ startsAt: at }) } })).items
    expect(await ask()).toEqual([])
    await office.ask('sessions.schedule', { params: { sessionId: theirs.sessionId }, ifMatch: 1 })
    const found = await ask()
    expect(found.length).toBe(own.siteIds.length)
    expect(found[0]).toMatchObject({ kind: 'site', withTitle: 'Toàn tỉnh' })
  })

  test('reads the papers of a session once it is announced', async () => {
    const uploaded = await office.fetch(`/documents?hostUnitId=${PROVINCE}&fileName=bao-cao.pdf`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: '%PDF-1.7 báo cáo',
    })
    const { documentId } = (await uploaded.json()) as { documentId: never }
    const read = async () => (await district.fetch(`/documents/${String(documentId)}/content`)).status
    expect(await read()).toBe(403)
    const draft = await created(office, ofProvince({ documentIds: [documentId] }))
    expect(await read()).toBe(403)
    // Nor does it get at them by naming them in a plan of its own.
    const mine = aBody({ documentIds: [documentId] })
    expect(await district.codeOf('sessions.create', creating(mine))).toBe('document_not_found')
    const { sessionId } = await created(district, aBody())
    const taking = { params: { sessionId }, ifMatch: 1, body: mine }
    expect(await district.codeOf('sessions.update', taking)).toBe('document_not_found')
    expect(await read()).toBe(403)
    await office.ask('sessions.schedule', { params: { sessionId: draft.sessionId }, ifMatch: 1 })
    expect(await read()).toBe(200)
    const theirs = `/documents?hostUnitId=${PROVINCE}&fileName=x.pdf`
    const refused = await district.fetch(theirs, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: '%PDF-1.7',
    })
    expect(refused.status).toBe(403)
  })

  test('whom the province makes chair conducts that session, and no other', async () => {
    const people = [{ accountId: districtAccount as never, role: 'chair' as const }]
    const [mine, theirs] = [
      await created(office, ofProvince({ people })),
      await created(office, ofProvince({ title: 'Phiên khác' })),
    ]
    for (const { sessionId } of [mine, theirs]) {
      await office.ask('sessions.schedule', { params: { sessionId }, ifMatch: 1 })
    }
    const start = (sessionId: SessionDetail['sessionId']) =>
      district.codeOf('sessions.start', { params: { sessionId }, ifMatch: 2 })
    expect(await start(theirs.sessionId)).toBe('forbidden')
    expect(await start(mine.sessionId)).toBe('done')
    const { version } = await district.ask('sessions.get', { params: { sessionId: mine.sessionId } })
    await district.ask('sessions.end', { params: { sessionId: mine.sessionId }, ifMatch: version })
  })
})

test('a deleted day of a series does not come back, and a moved one stays moved', async () => {
  const first = await created(district, aBody({ title: 'Giao ban tuần' }))
  const recurrence = { rule: 'FREQ=WEEKLY;COUNT=5', exceptDays: [], onHoliday: 'keep' as const }
  const { seriesId } = await district.ask('series.create', {
    body: { command: newCommand() as CommandId, sessionId: first.sessionId, recurrence },
  })
  const lines = async () => (await district.ask('sessions.list', { query: { seriesId } })).items
  const [, second, third] = await lines()
  if (second === undefined || third === undefined) throw new Error('no series')
  await district.ask('sessions.remove', { params: { sessionId: second.sessionId }, ifMatch: 1 })
  await district.ask('sessions.update', {
    params: { sessionId: third.sessionId },
    ifMatch: 1,
    body: aBody({ title: 'Giao ban tuần', startsAt: third.startsAt + DAY_MS }),
  })
  const series = await district.ask('series.get', { params: { seriesId } })
  expect(series.recurrence.exceptDays.length).toBe(1)
  await district.ask('series.update', {
    params: { seriesId },
    ifMatch: series.version,
    body: {
      recurrence: { ...series.recurrence, rule: 'FREQ=WEEKLY;COUNT=4' },
      fromSessionId: first.sessionId,
    },
  })
  const after = await lines()
  expect(after.length).toBe(3)
  expect(after.some(({ sessionId }) => sessionId === second.sessionId)).toBe(false)
  expect(after.find(({ sessionId }) => sessionId === third.sessionId)?.startsAt).toBe(third.startsAt + DAY_MS)
})
