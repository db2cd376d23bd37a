/* oxlint-disable typescript/no-unsafe-type-assertion -- what the bridge says is what the bench asked for */
import type { SessionBody, SessionDetail, SessionLine, SiteId, UnitId } from '@diem-cau/protocol'
import { RestClient } from '../../support/RestClient.ts'
import type { RunningBridge } from '../../support/startBridge.ts'
import { KeptAlive, type Said } from './KeptAlive.ts'

const PREFIX = '/api/v1'
const DAY_MS = 86_400_000
const MONTH_LIMIT = 100
const TYPES = ['provincialMeeting', 'districtBriefing', 'linkedThreeLevel', 'voterMeeting'] as const

export interface ApiOptions {
  sessions: number
  clients: number
  /** Of each of the three kinds of calls. */
  seconds: number
}

export interface ApiFigures {
  listPerSecond: number
  readPerSecond: number
  writePerSecond: number
  /** Of all measured calls together. */
  p99Ms: number
}

/** Calls of one kind that were made for a while. */
interface Run {
  perSecond: number
  latenciesMs: number[]
}

/**
 * Plans a year of sessions through the interface itself, then lists, reads and changes them. Every call comes with a
 * login, goes through the policy, and is answered from the database; every change is in the audit trail.
 */
export async function measureApi(
  bridge: RunningBridge,
  { sessions, clients, seconds }: ApiOptions,
  progress: (text: string) => void,
): Promise<{ figures: ApiFigures; errors: number }> {
  if (bridge.login === null) throw new Error('the bridge has no first login')
  const office = await RestClient.logIn(bridge, bridge.login)
  const connections = Array.from({ length: clients }, () => new KeptAlive(bridge.httpPort, office.cookie))
  const stand = new Stand(connections, seconds * 1_000)
  try {
    const begun = performance.now()
    const planned = await stand.plan(sessions)
    const perSecond = sessions / ((performance.now() - begun) / 1_000)
    progress(`${sessions} phiên họp đã lập · sessions planned, ${Math.round(perSecond)}/s`)
    const list = await stand.run((n) => stand.list(n))
    const read = await stand.run((n) => stand.read(planned[n % planned.length] ?? ''))
    const write = await stand.run((n, client) => stand.write(planned, n, client))
    return {
      figures: {
        listPerSecond: Math.round(list.perSecond),
        readPerSecond: Math.round(read.perSecond),
        writePerSecond: Math.round(write.perSecond),
        p99Ms: p99([...list.latenciesMs, ...read.latenciesMs, ...write.latenciesMs]),
      },
      errors: stand.errors,
    }
  } finally {
    for (const connection of connections) connection.close()
  }
}

class Stand {
  readonly #connections: readonly KeptAlive[]
  readonly #durationMs: number
  readonly #start = Math.floor(Date.now() / DAY_MS) * DAY_MS + 3_600_000
  errors = 0

  constructor(connections: readonly KeptAlive[], durationMs: number) {
    this.#connections = connections
    this.#durationMs = durationMs
  }

  /** @returns the sessions' ids */
  async plan(count: number): Promise<string[]> {
    const ids: string[] = []
    let next = 0
    await Promise.all(
      this.#connections.map(async (connection) => {
        while (next < count) {
          const n = next++
          const body = { command: `bench-${process.pid}-${n}`, session: this.#body(n) }
          const said = await connection.call('POST', `${PREFIX}/sessions`, { body })
          if (this.#isGood(said)) ids.push((said.body as SessionDetail).sessionId)
        }
      }),
    )
    return ids
  }

  /** A year: about 100 provincial sessions, the others the districts' own with their communes. */
  #body(n: number): SessionBody {
    const isProvincial = n % 12 === 0
    const invitation = { tiers: [], unitIds: [], groupIds: [], siteIds: [], exceptSiteIds: [] }
    const district = `u-${['024', '026', '027', '028', '029', '030', '031', '032', '033', '034', '035'][n % 11]}`
    return {
      type: isProvincial ? 'provincialMeeting' : (TYPES[n % TYPES.length] ?? 'districtBriefing'),
      title: `Giao ban số ${n} tháng ${(n % 12) + 1}`,
      hostUnitId: 'u-02' as UnitId,
      startsAt: this.#start + (n % 365) * DAY_MS + (n % 4) * 7_200_000,
      durationMinutes: 120,
      rehearsalAt: null,
      chair: { siteId: 's-02' as SiteId, person: 'Chủ tọa' },
      invitation: { ...invitation, unitIds: [(isProvincial ? 'u-02' : district) as UnitId] },
      agenda: Array.from({ length: 6 }, (_, index) => ({
        itemId: `item-${index}`,
        kind: 'report' as const,
        title: `Nội dung thứ ${index + 1}`,
        minutes: 15,
        speaker: null,
        documentIds: [],
      })),
      technicians: [],
      people: [],
      documentIds: [],
      notes: '',
      settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
    }
  }

  /** All clients at once, each one call after another, until the time is over. */
  async run(once: (n: number, client: number) => (connection: KeptAlive) => Promise<boolean>): Promise<Run> {
    const latenciesMs: number[] = []
    let n = 0
    const begun = performance.now()
    await Promise.all(
      this.#connections.map(async (connection, client) => {
        while (performance.now() - begun < this.#durationMs) {
          const before = performance.now()
          const isGood = await once(n++, client)(connection)
          latenciesMs.push(performance.now() - before)
          if (!isGood) this.errors += 1
        }
      }),
    )
    return { perSecond: latenciesMs.length / ((performance.now() - begun) / 1_000), latenciesMs }
  }

  /** A month of the calendar, as the console asks for it. */
  list(n: number) {
    const from = this.#start + (n % 12) * 30 * DAY_MS
    return async (connection: KeptAlive): Promise<boolean> => {
      const said = await connection.call(
        'GET',
        `${PREFIX}/sessions?from=${from}&to=${from + 30 * DAY_MS}&limit=${MONTH_LIMIT}`,
      )
      const { items, total } = said.body as { items: SessionLine[]; total: number }
      return said.status === 200 && items.length === Math.min(total, MONTH_LIMIT)
    }
  }

  read(sessionId: string) {
    return async (connection: KeptAlive): Promise<boolean> =>
      (await connection.call('GET', `${PREFIX}/sessions/${sessionId}`)).status === 200
  }

  /** Reads a plan for its version and changes it; each client has plans of its own. Only the change is counted. */
  write(planned: readonly string[], n: number, client: number) {
    const own = planned.filter((_, index) => index % this.#connections.length === client)
    const sessionId = own[n % own.length] ?? ''
    return async (connection: KeptAlive): Promise<boolean> => {
      const version = this.#versions.get(sessionId) ?? 1
      const body = { ...this.#body(0), title: `Đổi lần ${n}`, startsAt: this.#start + (n % 365) * DAY_MS }
      const said = await connection.call('PUT', `${PREFIX}/sessions/${sessionId}`, {
        body,
        ifMatch: `"${version}"`,
      })
      if (said.status === 200) this.#versions.set(sessionId, (said.body as SessionDetail).version)
      return said.status === 200
    }
  }
  readonly #versions = new Map<string, number>()

  #isGood({ status }: Said): boolean {
    if (status !== 200) this.errors += 1
    return status === 200
  }
}

function p99(latenciesMs: readonly number[]): number {
  const sorted = latenciesMs.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0) * 10) / 10
}
