import type { CommandId, SessionBody, SessionDetail, SiteId, UnitId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RestClient } from '../support/RestClient.ts'
import { newCommand } from '../support/RawPage.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

let bridge: RunningBridge
let office: RestClient

const PROVINCE = 'u-02' as UnitId
const TOMORROW = Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 86_400_000

function aBody(changes: Partial<SessionBody> = {}): SessionBody {
  return {
    type: 'provincialMeeting',
    title: 'Giao ban tháng 11/2026',
    hostUnitId: PROVINCE,
    startsAt: TOMORROW,
    durationMinutes: 180,
    rehearsalAt: null,
    chair: { siteId: 's-02' as SiteId, person: 'Chủ tịch UBND tỉnh' },
    invitation: {
      tiers: [{ unitId: PROVINCE, tier: 2 }],
      unitIds: [],
      groupIds: [],
      siteIds: [],
      exceptSiteIds: [],
    },
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
    ...changes,
  }
}

function created(client: RestClient, changes: Partial<SessionBody> = {}): Promise<SessionDetail> {
  return client.ask('sessions.create', {
    body: { command: newCommand() as CommandId, session: aBody(changes) },
  })
}

beforeAll(async () => {
  bridge = await startBridge({ workers: 1 })
  if (bridge.login === null) throw new Error('no first login')
  office = await RestClient.logIn(bridge, bridge.login)
})
afterAll(() => bridge.stop())

describe('A session from its draft to its end', () => {
  test('draft, scheduled, live, ended: each step by the version that was seen', async () => {
    for (const { sessionId } of (await office.ask('sessions.list', { query: { state: 'live' } })).items) {
      const { version } = await office.ask('sessions.get', { params: { sessionId } })
      await office.ask('sessions.end', { params: { sessionId }, ifMatch: version })
    }
    const draft = await created(office)
    expect(draft).toMatchObject({ state: 'draft', version: 1, mayPlan: true, mayConduct: true })
    expect(draft.siteIds.length).toBe(12)
    const params = { sessionId: draft.sessionId }
    expect(await office.codeOf('sessions.start', { params, ifMatch: 1 })).toBe('session_state')
    const scheduled = await office.ask('sessions.schedule', { params, ifMatch: 1 })
    expect(scheduled.state).toBe('scheduled')
    expect(await office.codeOf('sessions.schedule', { params, ifMatch: 1 })).toBe('changed_meanwhile')
    const live = await office.ask('sessions.start', { params, ifMatch: scheduled.version })
    expect(live).toMatchObject({ state: 'live', startedAt: expect.any(Number) })
    const ended = await office.ask('sessions.end', { params, ifMatch: live.version })
    expect(ended).toMatchObject({ state: 'ended', endedAt: expect.any(Number) })
    const { items } = await office.ask('sessions.history', { params })
    expect(items.map(({ action }) => action)).toEqual(['end', 'start', 'schedule', 'create'])
  })
})
