import type {
  CommandId,
  SeriesId,
  SessionBody,
  SessionDetail,
  SessionId,
  SiteId,
  UnitId,
} from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { logInAdministratorOf, logInOffice } from '../support/directory/logins.ts'
import { newCommand } from '../support/RawPage.ts'
import type { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const DONG_VAN = 'u-026' as UnitId
const LUNG_CU = 'u-00715' as UnitId
const MA_LE = 'u-00718' as UnitId
const CARRIED_ON = [
  { unitId: MA_LE, name: 'Xã Má Lé', successors: [{ unitId: LUNG_CU, name: 'Xã Lũng Cú' }] },
]
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let bridge: RunningBridge
let office: RestClient
/** Of the commune that goes on, and of the one that ends. */
let lungCu: RestClient
let maLe: RestClient
let held: SessionDetail
let monthly: { seriesId: SeriesId; sessionIds: SessionId[] }

/** The day in Vietnam, some days from now. */
const dayIn = (days: number): string =>
  new Date(Date.now() + 7 * HOUR_MS + days * DAY_MS).toISOString().slice(0, 10)
const startIn = (days: number): number => Date.parse(`${dayIn(days)}T08:00:00+07:00`)

function aBody(changes: Partial<SessionBody>): SessionBody {
  return {
    type: 'voterMeeting',
    title: 'Tiếp xúc cử tri',
    hostUnitId: MA_LE,
    startsAt: startIn(3),
    durationMinutes: 120,
    rehearsalAt: null,
    chair: { siteId: 's-00718' as SiteId, person: '' },
    invitation: { tiers: [], unitIds: [MA_LE], groupIds: [], siteIds: [], exceptSiteIds: [] },
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 1, maxOpenMicrophones: 2, videoCodec: 'vp8' },
    ...changes,
  }
}
const create = (client: RestClient, changes: Partial<SessionBody> = {}): Promise<SessionDetail> =>
  client.ask('sessions.create', { body: { command: newCommand() as CommandId, session: aBody(changes) } })

/** A weekly briefing of the district, to which the commune that will end is invited. */
async function aSeries() {
  const first = await create(office, {
    type: 'districtBriefing',
    title: 'Giao ban',
    hostUnitId: DONG_VAN,
    chair: { siteId: 's-026' as SiteId, person: '' },
  })
  const recurrence = { rule: 'FREQ=WEEKLY;COUNT=3', exceptDays: [], onHoliday: 'keep' as const }
  const { seriesId } = await office.ask('series.create', {
    body: { command: newCommand() as CommandId, sessionId: first.sessionId, recurrence },
  })
  const { items } = await office.ask('sessions.list', { query: { seriesId } })
  return { seriesId, sessionIds: items.map(({ sessionId }) => sessionId) }
}

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  office = await logInOffice(bridge)
  lungCu = await logInAdministratorOf(bridge, office, 'xa.lung.cu', [LUNG_CU])
  maLe = await logInAdministratorOf(bridge, office, 'xa.ma.le', [MA_LE])
  held = await create(maLe)
  monthly = await aSeries()
  const plan = await office.ask('directory.planMerge', {
    body: {
      fromUnitIds: [LUNG_CU, MA_LE],
      into: { unitId: LUNG_CU, code: '00715', name: 'Xã Lũng Cú', kind: 'commune' },
      on: dayIn(0),
    },
  })
  const { revision } = await office.ask('directory.summary')
  await office.ask('directory.change', {
    body: { revision, edits: plan.edits, summary: 'Nhập xã Má Lé vào xã Lũng Cú' },
  })
})
afterAll(() => bridge.stop())

describe('What an ended commune left', () => {
  /** The trial session, to which every site is invited, is another matter. */
  const listed = async (client: RestClient, query = {}) =>
    (await client.ask('sessions.list', { query: { ...query, type: 'voterMeeting' } })).items.map(
      ({ sessionId }) => sessionId,
    )

  it('is in the lists of the commune that took over', async () => {
    expect(await listed(lungCu)).toEqual([held.sessionId])
    expect(await listed(lungCu, { hostUnitId: LUNG_CU })).toEqual([held.sessionId])
    expect(await listed(office, { hostUnitId: DONG_VAN })).toEqual([])
    const { items } = await lungCu.ask('audit.list', { query: { action: 'sessions.create' } })
    expect(items.map(({ unitId, unitName }) => [unitId, unitName])).toEqual([[MA_LE, 'Xã Má Lé']])
    const accounts = await lungCu.ask('account.list')
    expect(accounts.items.map(({ userName }) => userName)).toEqual(['xa.lung.cu', 'xa.ma.le'])
    expect(accounts.total).toBe(2)
    await lungCu.ask('sessions.schedule', {
      params: { sessionId: held.sessionId },
      ifMatch: (await lungCu.ask('sessions.get', { params: { sessionId: held.sessionId } })).version,
    })
    const day = await lungCu.ask('sessions.day', { params: { day: dayIn(3) } })
    expect(day.sessions.map(({ line }) => line.hostUnitName)).toEqual(['Xã Má Lé'])
  })

  it('stays with its own people, who get nothing of the commune that took over', async () => {
    const other = await create(lungCu, {
      hostUnitId: LUNG_CU,
      chair: { siteId: 's-00715' as SiteId, person: '' },
    })
    expect(await listed(maLe)).toEqual([held.sessionId])
    expect(await maLe.codeOf('sessions.get', { params: { sessionId: other.sessionId } })).toBe('forbidden')
    expect((await maLe.ask('account.list')).items.map(({ userName }) => userName)).toEqual(['xa.ma.le'])
  })

  it('is what the next session of its kind begins with', async () => {
    const query = { type: 'voterMeeting' as const, hostUnitId: LUNG_CU, like: held.sessionId }
    expect((await lungCu.ask('sessions.defaults', { query })).takenFrom?.sessionId).toBe(held.sessionId)
  })
})

describe('An account with a role in an ended commune', () => {
  it('is found as such, and its role is moved to the commune that took over', async () => {
    const { items } = await lungCu.ask('account.list', { query: { state: 'unitEnded' } })
    expect(items.map(({ userName, grants }) => [userName, grants])).toEqual([
      [
        'xa.ma.le',
        [
          {
            role: 'administrator',
            unitId: MA_LE,
            unitName: 'Xã Má Lé',
            ended: { successors: [{ unitId: LUNG_CU, unitName: 'Xã Lũng Cú' }] },
          },
        ],
      ],
    ])
    const [account] = items
    if (account === undefined) throw new Error('no account')
    const moved = await lungCu.ask('account.update', {
      params: { accountId: account.accountId },
      body: { grants: [{ role: 'administrator', unitId: LUNG_CU }] },
      ifMatch: account.version,
    })
    expect(moved.grants[0]?.ended).toBeNull()
    expect((await lungCu.ask('account.list', { query: { state: 'unitEnded' } })).items).toEqual([])
    expect((await maLe.ask('account.list')).total).toBe(2)
  })
})

describe('A series that invites an ended commune', () => {
  const session = (sessionId: SessionId) => office.ask('sessions.get', { params: { sessionId } })

  it('invites the commune that took over in all that follow, and says so', async () => {
    expect(monthly.sessionIds).toHaveLength(3)
    for (const sessionId of monthly.sessionIds) {
      const followed = await vi.waitFor(async () => {
        const found = await session(sessionId)
        expect(found.siteIds.toSorted()).toEqual(['s-00715', 's-00718', 's-026'])
        return found
      })
      expect(followed.outdated).toEqual({
        carriedOn: CARRIED_ON,
        lost: [],
      })
      const { items } = await office.ask('sessions.history', { params: { sessionId } })
      expect(items[0]).toMatchObject({
        action: 'followDirectory',
        changes: [{ field: 'invitation.unitIds', before: 'Xã Má Lé', after: 'Xã Lũng Cú' }],
      })
    }
    const { outdated } = await office.ask('series.get', { params: { seriesId: monthly.seriesId } })
    expect(outdated.carriedOn).toEqual(CARRIED_ON)
  })

  it('says when nothing carries on what it invites', async () => {
    const { items } = await office.ask('directory.units', { query: { q: 'xã lũng táo' } })
    const [lungTao] = items
    if (lungTao === undefined) throw new Error('no such commune')
    const [sessionId] = monthly.sessionIds
    if (sessionId === undefined) throw new Error('no session')
    const { version } = await session(sessionId)
    await office.ask('sessions.update', {
      params: { sessionId },
      body: aBody({
        type: 'districtBriefing',
        hostUnitId: DONG_VAN,
        chair: { siteId: 's-026' as SiteId, person: '' },
        invitation: { ...aBody({}).invitation, unitIds: [lungTao.unitId, LUNG_CU] },
      }),
      ifMatch: version,
    })
    const { version: ofSeries } = await office.ask('series.get', { params: { seriesId: monthly.seriesId } })
    await office.ask('series.update', {
      params: { seriesId: monthly.seriesId },
      body: { fromSessionId: sessionId },
      ifMatch: ofSeries,
    })
    await endWithoutHeir(lungTao.unitId)
    const lost = [{ kind: 'unit', id: lungTao.unitId, name: lungTao.name, tier: null }]
    await vi.waitFor(async () => {
      const found = await session(sessionId)
      expect(found.siteIds.toSorted()).toEqual(['s-00715', 's-00718', 's-026'])
      expect(found.outdated).toEqual({ carriedOn: [], lost })
    })
    const history = await office.ask('sessions.history', { params: { sessionId } })
    expect(history.items[0]?.changes).toEqual([
      { field: 'invitation.unitIds', before: lungTao.name, after: null },
    ])
    const series = await office.ask('series.get', { params: { seriesId: monthly.seriesId } })
    expect(series.outdated.lost).toEqual(lost)
  })
})

/** Ends a commune and its rooms today, with nothing in its place. */
async function endWithoutHeir(unitId: UnitId): Promise<void> {
  const { revision } = await office.ask('directory.summary')
  const { records } = await office.ask('directory.unit', { params: { unitId } })
  const { items } = await office.ask('directory.sites', { query: { within: unitId } })
  const validTo = dayIn(-1)
  await office.ask('directory.change', {
    body: {
      revision,
      edits: [
        ...records.map((unit) => ({ edit: 'putUnit' as const, unit: { ...unit, validTo } })),
        ...items.map((site) => ({ edit: 'putSite' as const, site: { ...site, validTo } })),
      ],
      summary: 'Giải thể',
    },
  })
}
