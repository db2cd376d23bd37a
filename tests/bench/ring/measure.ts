import type { SessionId, UnitId } from '@diem-cau/protocol'
import { AdminLink } from '../../../tools/simulator/bridge/AdminLink.ts'
import { waitFor } from '../../../tools/simulator/bridge/waitFor.ts'
import { closeSessions } from '../../support/openSession.ts'
import { RestClient } from '../../support/RestClient.ts'
import { RingingSite } from '../../support/RingingSite.ts'
import type { RunningBridge } from '../../support/startBridge.ts'

const PATIENCE_MS = 30_000

/** What was seen: a number for every site that rang, from the press of the button on. */
export interface MeasuredRing {
  sites: number
  ringMs: number[]
  /** Until the caller was answered: by then the call is on disk. */
  acceptedMs: number
  /** From a site's answer until the console showed it. */
  answerMs: number[]
}

/** Pairs sites of the directory, has them wait, calls them urgently, and has them answer one after the other. */
export async function measureRing(
  bridge: RunningBridge,
  count: number,
  progress: (text: string) => void,
): Promise<MeasuredRing> {
  const { login } = bridge
  if (login === null) throw new Error('the bridge printed no login')
  const { userName, password } = login
  const office = await RestClient.logIn(bridge, { userName, password })
  const admin = await AdminLink.open(bridge.control)
  const sites: RingingSite[] = []
  try {
    const { units, sites: known } = await admin.directory()
    const root = units.find(({ parentId }) => parentId === null)
    if (root === undefined || known.length < count) throw new Error('the directory has too few sites')
    await closeSessions(admin)
    for (const { siteId } of known.slice(0, count)) {
      sites.push(new RingingSite(bridge.url, await admin.pair(siteId)))
    }
    await Promise.all(sites.map((site) => site.until('is waiting', ({ meeting }) => meeting === null)))
    progress(`${count} điểm cầu đang chờ · sites are waiting`)
    return await call(office, admin, sites, root.unitId)
  } finally {
    for (const site of sites) site.close()
    admin.close()
  }
}

async function call(
  office: RestClient,
  admin: AdminLink,
  sites: readonly RingingSite[],
  hostUnitId: UnitId,
): Promise<MeasuredRing> {
  const [chair] = sites
  if (chair === undefined) throw new Error('nobody to call')
  const began = performance.now()
  const rings = sites.map((site) => site.until('rings', ({ ring }) => ring !== null))
  const { sessionId } = await office.ask('urgent.call', {
    body: {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key is what its maker calls one
      command: `ring-${process.pid}` as never,
      hostUnitId,
      invitation: {
        tiers: [],
        unitIds: [],
        groupIds: [],
        siteIds: sites.map(({ siteId }) => siteId),
        exceptSiteIds: [],
      },
      reason: 'Diễn tập họp khẩn',
      chairSiteId: chair.siteId,
    },
  })
  const acceptedMs = performance.now() - began
  const outcomes = await Promise.allSettled(rings)
  const ringMs = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? [outcome.value - began] : [],
  )
  return { sites: sites.length, ringMs, acceptedMs, answerMs: await answers(admin, sites, sessionId) }
}

async function answers(
  admin: AdminLink,
  sites: readonly RingingSite[],
  sessionId: SessionId,
): Promise<number[]> {
  const console = admin.connection.view({ view: 'session', sessionId })
  const times: number[] = []
  for (const { siteId, connection } of sites) {
    const began = performance.now()
    await connection.command('ring.answer', { sessionId })
    const seen = await waitFor(
      (changed) => console.subscribe(changed),
      () => (console.entities?.[`site:${siteId}`]?.ring === 'answered' ? performance.now() : null),
      { what: `the console sees ${siteId} answer`, timeoutMs: PATIENCE_MS },
    )
    times.push(seen - began)
  }
  console.close()
  return times
}
