import type { BranchId, SessionId, SiteId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { aDataDirectory, anOpenStore } from './adapters/store/testing.ts'
import { BranchRegistry } from './app/BranchRegistry.ts'
import type { Author } from './app/planning/SessionPlanner.ts'
import { ManualClock, MemoryEventStore, silentLog } from './app/testing.ts'
import { BridgePlanning } from './bridgePlanning.ts'
import { Directory } from './core/directory/index.ts'
import { aProvince, siteId, unitId } from './core/directory/testing.ts'
import { aBody } from './core/planning/testing.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const OFFICE: Author = { text: 'person:office', name: 'Văn phòng' }
const HOUR_MS = 3_600_000

async function anOffice() {
  const db = await anOpenStore()
  const events = new MemoryEventStore()
  const clock = new ManualClock()
  const directory = new Directory(aProvince())
  /** A server on the same data, as after a start. */
  const aServer = async (epoch: number) => {
    const registry = new BranchRegistry({ store: events, clock: clock.read, epoch, log: silentLog })
    await registry.restore()
    const planning = new BridgePlanning({
      store: db,
      registry,
      reports: {
        build: () => Promise.reject(new Error('no reports here')),
        write: () => Promise.reject(new Error('no reports here')),
      },
      today: () => directory,
      directory: {
        on: () => directory,
        sitesOfGroup: () => [],
        groupName: () => undefined,
        roomOf: (id) => id,
      },
      resumeGraceMs: 1_000,
      settings: aBody().settings,
      holidaysDirectory: aDataDirectory(),
      dataDirectory: aDataDirectory(),
      scanCommand: null,
      rooms: { isPaired: () => false, isConnected: () => false },
      clock: clock.read,
      log: silentLog,
      telling: null,
      onChange: () => undefined,
    })
    await planning.start()
    return { registry, planning, planner: planning.planner, live: planning.live }
  }
  const server = await aServer(1)
  const body = aBody({ startsAt: clock.now + HOUR_MS })
  let count = 0
  const scheduled = async (changes = {}) => {
    count += 1
    const draft = await server.planner.create({ ...body, ...changes }, OFFICE, `command-${count}`)
    return server.planner.schedule(draft.sessionId, draft.version, OFFICE)
  }
  return { ...server, aServer, clock, scheduled, events, body }
}

const closing = { type: 'CloseBranch', reason: 'ended' } as const
const branchOf = (sessionId: SessionId) => `branch-${sessionId}` as BranchId

describe('The plan and the log of a session agree', () => {
  it('a session opens a branch with what was planned, under its own id', async () => {
    const { live, registry, scheduled } = await anOffice()
    const { sessionId, version, siteIds } = await scheduled()
    await live.start(sessionId, version, OFFICE)
    expect(registry.branchOfSession(sessionId)).toMatchObject({
      title: 'Giao ban tháng 11/2026',
      hostUnitId: unitId('p'),
      chair: { siteId: siteId('sp') },
      rules: { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 1_000 },
    })
    expect([...(registry.branchOfSession(sessionId)?.sites.keys() ?? [])]).toEqual(siteIds)
  })

  it('a rehearsal is closed before the session, and may be held again', async () => {
    const { live, planner, registry, scheduled } = await anOffice()
    const { sessionId, version } = await scheduled()
    const first = await live.rehearse(sessionId, version, OFFICE)
    expect(registry.branchOfSession(sessionId)?.title).toBe('Kết nối thử: Giao ban tháng 11/2026')
    const ended = await live.end(sessionId, first.version, OFFICE)
    expect(ended.state).toBe('scheduled')
    expect(registry.branchOfSession(sessionId)).toBeNull()
    const second = await live.rehearse(sessionId, ended.version, OFFICE)
    const started = await live.start(sessionId, second.version, OFFICE)
    await planner.idle()
    expect(await planner.get(sessionId)).toEqual(started)
    expect(registry.branches().map(({ title }) => title)).toEqual(['Giao ban tháng 11/2026'])
  })

  it('a session that the console ends is over, and a rehearsal that it ends leaves the plan as it was', async () => {
    const { live, planner, registry, scheduled, clock } = await anOffice()
    const { sessionId, version } = await scheduled()
    const rehearsing = await live.rehearse(sessionId, version, OFFICE)
    const branch = registry.branchOfSession(sessionId)
    if (branch === null) throw new Error('no rehearsal')
    await registry.execute(branch.branchId, closing, { actor: 'person:crew', key: 'a' })
    await planner.idle()
    const again = await planner.get(sessionId)
    expect(again).toMatchObject({ state: 'scheduled', version: rehearsing.version + 1 })
    await live.start(sessionId, again.version, OFFICE)
    clock.pass(HOUR_MS)
    await registry.execute(branchOf(sessionId), closing, { actor: 'person:crew', key: 'b' })
    await planner.idle()
    expect(await planner.get(sessionId)).toMatchObject({ state: 'ended', updatedByName: 'Hệ thống' })
  })

  it('a session that is opened without a plan gets one, by its host’s tier', async () => {
    const { registry, planner, planning } = await anOffice()
    const open = (host: string, sites: string[], key: string) =>
      registry.open(
        {
          parentBranchId: null,
          title: `Họp ${host}`,
          hostUnitId: unitId(host),
          videoCodec: 'vp8',
          rules: { speakerPlaces: 2, maxOpenMicrophones: 3, resumeGraceMs: 1_000 },
          chairSiteId: siteId(sites[0] ?? ''),
          siteIds: sites.map(siteId),
        },
        { actor: 'person:crew', key },
      )
    const [ofProvince, ofDistrict] = [
      await open('p', ['sp', 'sb'], '1'),
      await open('d2', ['sd2', 'sc21'], '2'),
    ]
    await planner.idle()
    expect(await planner.get(ofProvince)).toMatchObject({
      state: 'live',
      body: { type: 'provincialMeeting', title: 'Họp p', settings: { speakerPlaces: 2 } },
      siteIds: ['sp', 'sb'],
    })
    expect((await planner.get(ofDistrict)).body.type).toBe('districtBriefing')
    expect((await planning.store.inStates(['live'])).length).toBe(2)
  })

  it.each([
    ['Họp\tđột xuất\u202E', 'Họp đột xuất'],
    ['\u202E', 'Phiên họp'],
  ])('a session is in the calendar whatever it was called: %j', async (title, planned) => {
    const { registry, planner } = await anOffice()
    const sessionId = await registry.open(
      {
        parentBranchId: null,
        title,
        hostUnitId: unitId('p'),
        videoCodec: 'vp8',
        rules: { speakerPlaces: 2, maxOpenMicrophones: 3, resumeGraceMs: 1_000 },
        chairSiteId: siteId('sp'),
        siteIds: [siteId('sp')],
      },
      { actor: 'person:crew', key: 'a' },
    )
    await planner.idle()
    expect((await planner.get(sessionId)).body.title).toBe(planned)
  })

  it('calling a session off ends its rehearsal', async () => {
    const { live, registry, scheduled } = await anOffice()
    const { sessionId, version } = await scheduled()
    const rehearsing = await live.rehearse(sessionId, version, OFFICE)
    const cancelled = await live.cancel(sessionId, rehearsing.version, ' Hoãn ', OFFICE)
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelReason: 'Hoãn' })
    expect(registry.branches()).toEqual([])
  })

  it('two who start it at once start it once', async () => {
    const { live, scheduled, registry } = await anOffice()
    const { sessionId, version } = await scheduled()
    const answers = await Promise.allSettled([1, 2].map(() => live.start(sessionId, version, OFFICE)))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(registry.branches().length).toBe(1)
  })

  it('sites that sit elsewhere are named by their session', async () => {
    const { live, scheduled } = await anOffice()
    const [first, second] = [await scheduled({ title: 'Phiên một' }), await scheduled({ title: 'Phiên hai' })]
    await live.start(first.sessionId, first.version, OFFICE)
    await expect(live.start(second.sessionId, second.version, OFFICE)).rejects.toMatchObject({
      code: 'sites_busy',
      data: { count: 4, whereVi: expect.stringContaining('và 1 điểm cầu khác («Phiên một»)') },
    })
  })
})

describe('After a crash', () => {
  const opening = (sites: readonly SiteId[]) => ({
    parentBranchId: null,
    title: 'Giao ban',
    hostUnitId: unitId('p'),
    videoCodec: 'vp8' as const,
    rules: { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 1_000 },
    chairSiteId: siteId('sp'),
    siteIds: sites,
  })

  it('between the branch and the plan, the session is live', async () => {
    const { scheduled, aServer, events } = await anOffice()
    const { sessionId, siteIds } = await scheduled()
    const dying = new BranchRegistry({ store: events, clock: () => 5_000, epoch: 2, log: silentLog })
    const ids = { sessionId, branchId: branchOf(sessionId) }
    await dying.open(opening(siteIds), { actor: OFFICE.text, key: ids.branchId }, ids)
    const { planner } = await aServer(3)
    expect(await planner.get(sessionId)).toMatchObject({ state: 'live', startedAt: 5_000 })
  })

  it('a plan that is live without a branch is over, and who says so is the bridge itself', async () => {
    const { scheduled, live, aServer, events } = await anOffice()
    const { sessionId, version } = await scheduled()
    await live.start(sessionId, version, OFFICE)
    events.closed.add(branchOf(sessionId))
    const { planner, planning } = await aServer(2)
    expect(await planner.get(sessionId)).toMatchObject({ state: 'ended', updatedByName: 'Hệ thống' })
    expect((await planning.store.history(sessionId))[0]).toMatchObject({ action: 'end', actor: 'system' })
  })

  it('a session that was called off is not held', async () => {
    const { scheduled, live, aServer, events } = await anOffice()
    const { sessionId, version, siteIds } = await scheduled()
    await live.cancel(sessionId, version, 'Hoãn', OFFICE)
    const dying = new BranchRegistry({ store: events, clock: () => 5_000, epoch: 2, log: silentLog })
    const ids = { sessionId, branchId: branchOf(sessionId) }
    await dying.open(opening(siteIds), { actor: OFFICE.text, key: ids.branchId }, ids)
    const { registry, planner } = await aServer(3)
    expect(registry.branches()).toEqual([])
    expect((await planner.get(sessionId)).state).toBe('cancelled')
  })
})

describe('What comes next for a site', () => {
  it('is what is announced, soonest first, five at most', async () => {
    const { scheduled, planning, planner, body } = await anOffice()
    await planner.create({ ...body, title: 'Bản nháp' }, OFFICE, 'draft')
    for (const hour of [7, 3, 5, 1, 6, 2]) {
      await scheduled({ title: `Giờ ${hour}`, startsAt: body.startsAt + hour * HOUR_MS, durationMinutes: 30 })
    }
    expect(planning.upcoming.of(siteId('sc11')).map(({ title }) => title)).toEqual(
      [1, 2, 3, 5, 6].map((hour) => `Giờ ${hour}`),
    )
    expect(planning.upcoming.of(siteId('sc21'))).toEqual([])
  })

  it('changes with the plan, and goes when it is called off or begins', async () => {
    const { scheduled, planning, planner, live, body } = await anOffice()
    const of = () => planning.upcoming.of(siteId('sd1')).map(({ title }) => title)
    const first = await scheduled({ title: 'Một' })
    const second = await scheduled({ title: 'Hai', startsAt: body.startsAt + 5 * HOUR_MS })
    const revision = planning.upcoming.revision
    await planner.update(first.sessionId, first.version, { ...first.body, title: 'Một, đã đổi' }, OFFICE)
    expect(of()).toEqual(['Một, đã đổi', 'Hai'])
    expect(planning.upcoming.revision).toBeGreaterThan(revision)
    await live.cancel(second.sessionId, second.version, 'Hoãn', OFFICE)
    expect(of()).toEqual(['Một, đã đổi'])
    await live.start(first.sessionId, first.version + 1, OFFICE)
    expect(of()).toEqual([])
  })

  it('passes with the clock, and is there again when that is put back', async () => {
    const { scheduled, planning, clock } = await anOffice()
    await scheduled()
    const count = () => planning.upcoming.of(siteId('sd1')).length
    expect(count()).toBe(1)
    clock.pass(4 * HOUR_MS)
    expect(count()).toBe(0)
    clock.pass(-3 * HOUR_MS)
    expect(count()).toBe(1)
  })
})

describe('A clock that jumps', () => {
  it('lets nobody announce what is over, and does no harm to what is live', async () => {
    const { planner, live, clock, body, scheduled } = await anOffice()
    const draft = await planner.create(body, OFFICE, 'late')
    const { sessionId, version } = await scheduled()
    clock.pass(10 * HOUR_MS)
    await expect(planner.schedule(draft.sessionId, 1, OFFICE)).rejects.toMatchObject({ code: 'session_over' })
    const started = await live.start(sessionId, version, OFFICE)
    clock.pass(-20 * HOUR_MS)
    const ended = await live.end(sessionId, started.version, OFFICE)
    expect(ended.state).toBe('ended')
  })
})
