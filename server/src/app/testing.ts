import { randomBytes } from 'node:crypto'
import type {
  AccountId,
  BranchId,
  DeviceId,
  EndpointId,
  ErrorReply,
  InstanceId,
  LoginId,
  RequestId,
  Role,
  ServerDataOf,
  ServerMessageName,
  SiteId,
  TokenId,
  UnitId,
} from '@diem-cau/protocol'
import type { DesiredState, NodeDataOf, NodeReplyOf, NodeRequestName } from '@diem-cau/protocol/node'
import type { Actor } from '../core/policy/policy.ts'
import { Directory } from '../core/directory/index.ts'
import { aProvince } from '../core/directory/testing.ts'
import { BranchRegistry } from './BranchRegistry.ts'
import { mayStill, type Services } from './handlers/define.ts'
import { MediaDirector } from './MediaDirector.ts'
import { Pairing } from './Pairing.ts'
import { PaperTickets } from './papers/PaperTickets.ts'
import { SessionPapers } from './papers/SessionPapers.ts'
import type { Peer } from './Peer.ts'
import { Presence } from './Presence.ts'
import { SiteReports } from './SiteReports.ts'
import { ViewHub } from './ViewHub.ts'
import { drawView, type ViewSources } from './Views.ts'
import type { BallotKeys } from './votes/ports.ts'
import { SecretVotes } from './votes/SecretVotes.ts'
import type {
  Append,
  Device,
  DeviceStore,
  EventStore,
  IdSource,
  Logger,
  MediaPlane,
  MediaPlaneEvents,
  NodeStatus,
  StoredEvent,
} from './ports.ts'

/* Stand-ins for the ports, for specifications: in memory, with a clock that is turned by hand. */

export const START = 1_700_000_000_000

export class ManualClock {
  now = START
  readonly read = (): number => this.now
  pass(milliseconds: number): void {
    this.now += milliseconds
  }
}

export const silentLog: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/** Remembers what was logged. */
export class RecordingLog implements Logger {
  readonly lines: { level: string; text: string }[] = []
  debug(_fields: object, text: string): void {
    this.lines.push({ level: 'debug', text })
  }
  info(_fields: object, text: string): void {
    this.lines.push({ level: 'info', text })
  }
  warn(_fields: object, text: string): void {
    this.lines.push({ level: 'warn', text })
  }
  error(_fields: object, text: string): void {
    this.lines.push({ level: 'error', text })
  }
}

export function countingIds(): IdSource {
  let count = 0
  const next = (prefix: string): string => {
    count += 1
    return `${prefix}-${count}`
  }
  return {
    account: () => next('account') as AccountId,
    device: () => next('device') as DeviceId,
    endpoint: () => next('endpoint') as EndpointId,
    request: () => next('request') as RequestId,
    mark: () => next('mark'),
    login: () => next('login') as LoginId,
    token: () => next('token') as TokenId,
    pick: (choices) => count++ % choices,
    secret: () => next('secret-of-more-than-enough-characters'),
    digits: (digits) => next('').slice(1).padStart(digits, '0'),
  }
}

/** A log in memory with the same rules as a real one; it can be slow, and it can fail. */
export class MemoryEventStore implements EventStore {
  readonly streams = new Map<BranchId, StoredEvent[]>()
  readonly closed = new Set<BranchId>()
  /** How many appends each group had. */
  readonly groups: number[] = []
  /** While set, every append fails with it. */
  fault: Error | null = null
  #gate: Promise<void> = Promise.resolve()

  /** Appends wait until the returned function is called. */
  hold(): () => void {
    let release = (): void => {}
    this.#gate = new Promise((resolve) => {
      release = resolve
    })
    return release
  }

  async append(appends: readonly Append[]): Promise<void> {
    await this.#gate
    if (this.fault !== null) throw this.fault
    for (const { stream, events } of appends) this.#check(stream, events)
    this.groups.push(appends.length)
    for (const { stream, events, closes } of appends) {
      // As it would be read again from a disk.
      const written = JSON.parse(JSON.stringify(events)) as StoredEvent[]
      this.streams.set(stream, [...(this.streams.get(stream) ?? []), ...written])
      if (closes) this.closed.add(stream)
    }
  }

  #check(stream: BranchId, events: readonly StoredEvent[]): void {
    const stored = this.streams.get(stream) ?? []
    const commands = new Set(stored.map(({ command }) => command))
    for (const { seq, command } of events) {
      if (stored.some((event) => event.seq === seq)) throw new Error(`seq ${seq} is taken`)
      if (command !== null && commands.has(command)) throw new Error(`command ${command} is taken`)
    }
  }

  read(stream: BranchId): Promise<StoredEvent[]> {
    return Promise.resolve(this.streams.get(stream) ?? [])
  }

  openStreams(): Promise<BranchId[]> {
    return Promise.resolve([...this.streams.keys()].filter((stream) => !this.closed.has(stream)))
  }

  isEmpty(): Promise<boolean> {
    return Promise.resolve(this.streams.size === 0)
  }
}

export class MemoryDeviceStore implements DeviceStore {
  readonly devices: Device[] = []
  fault: Error | null = null

  find(deviceId: DeviceId): Promise<Device | null> {
    return Promise.resolve(this.devices.find((device) => device.deviceId === deviceId) ?? null)
  }

  list(): Promise<Device[]> {
    return Promise.resolve([...this.devices])
  }

  async pair(device: Device): Promise<void> {
    await this.revoke(device.siteId)
    this.devices.push(device)
  }

  revoke(siteId: SiteId): Promise<boolean> {
    if (this.fault !== null) return Promise.reject(this.fault)
    const index = this.devices.findIndex((device) => device.siteId === siteId)
    if (index >= 0) this.devices.splice(index, 1)
    return Promise.resolve(index >= 0)
  }
}

/** Keys of secret ballots in memory. */
export class MemoryBallotKeys implements BallotKeys {
  readonly keys = new Map<string, Buffer>()
  /** While set, nothing is read or written. */
  fault: Error | null = null

  ensure(motionId: string): Promise<Buffer> {
    if (this.fault !== null) return Promise.reject(this.fault)
    const key = this.keys.get(motionId) ?? randomBytes(32)
    this.keys.set(motionId, key)
    return Promise.resolve(Buffer.from(key))
  }

  read(motionId: string): Promise<Buffer | null> {
    if (this.fault !== null) return Promise.reject(this.fault)
    const key = this.keys.get(motionId)
    return Promise.resolve(key === undefined ? null : Buffer.from(key))
  }

  erase(motionId: string): Promise<void> {
    this.keys.delete(motionId)
    return Promise.resolve()
  }

  list(): Promise<string[]> {
    return Promise.resolve([...this.keys.keys()])
  }
}

/** A page that remembers what it was told. */
export class FakePeer implements Peer {
  readonly peerId: string
  readonly actor: Actor
  readonly name: string
  readonly instance: InstanceId
  readonly reachedAt = '127.0.0.1'
  readonly sent: { name: ServerMessageName; data: unknown }[] = []
  dismissedFor: ErrorReply['code'] | null = null

  constructor(actor: Actor, instance: string, peerId = `peer of ${instance}`) {
    this.actor = actor
    this.name = actor.kind === 'site' ? '' : actor.accountId
    this.instance = instance as InstanceId
    this.peerId = peerId
  }

  static site(siteId: string, page = `${siteId}-1`): FakePeer {
    return new FakePeer({ kind: 'site', siteId: siteId as SiteId }, page)
  }

  send<N extends ServerMessageName>(name: N, data: ServerDataOf<N>): void {
    this.sent.push({ name, data })
  }

  dismiss(reason: ErrorReply): void {
    this.dismissedFor = reason.code
  }

  /** What it was sent under a name. */
  received<N extends ServerMessageName>(name: N): ServerDataOf<N>[] {
    return this.sent.filter((message) => message.name === name).map(({ data }) => data as ServerDataOf<N>)
  }
}

/** A media plane that writes down what it is asked. */
export class FakeMediaPlane implements MediaPlane {
  readonly desired: DesiredState[] = []
  readonly requests: { name: NodeRequestName; data: unknown }[] = []
  ready = true
  /** Holds `whenApplied` back while set. */
  applied: Promise<void> = Promise.resolve()
  answers: Partial<Record<NodeRequestName, (data: never) => unknown>> = {}
  events: MediaPlaneEvents | null = null

  setDesired(desired: DesiredState): void {
    this.desired.push(desired)
  }

  whenApplied(): Promise<void> {
    return this.applied
  }

  async request<N extends NodeRequestName>(name: N, data: NodeDataOf<N>): Promise<NodeReplyOf<N>> {
    this.requests.push({ name, data })
    const answer = this.answers[name]
    return (answer === undefined ? {} : await answer(data as never)) as NodeReplyOf<N>
  }

  nodes(): NodeStatus[] {
    return []
  }

  isReady(): boolean {
    return this.ready
  }

  listen(events: MediaPlaneEvents): void {
    this.events = events
  }

  /** Ids of the endpoints that were asked to be closed. */
  get closedEndpoints(): unknown[] {
    return this.requests.flatMap(({ name, data }) =>
      name === 'endpoint.close' ? [(data as { endpointId: unknown }).endpointId] : [],
    )
  }
}

/** A registry on a log in memory. */
export function aRegistry(store = new MemoryEventStore(), clock = new ManualClock()) {
  const registry = new BranchRegistry({ store, clock: clock.read, epoch: 1, log: silentLog })
  return { registry, store, clock }
}

/** All use cases on stand-ins: the small province of the directory's specifications, nobody there yet. */
export function aBridge({ secondTab = 'takeover' }: { secondTab?: 'takeover' | 'refuse' } = {}) {
  const { registry, store, clock } = aRegistry()
  const plane = new FakeMediaPlane()
  const devices = new MemoryDeviceStore()
  const ids = countingIds()
  const directory = new Directory(aProvince())
  const common = { registry, clock: clock.read, log: silentLog }
  const presence = new Presence({ ...common, secondTab })
  const director = new MediaDirector({
    ...common,
    plane,
    ids,
    presence,
    onChange: () => views.changed(),
    mayStill: (peer, action, branch) => mayStill(services, peer, action, branch),
  })
  const reports = new SiteReports((siteId) => presence.lastHeardAt(siteId))
  const pairing = new Pairing({ devices, clock: clock.read, ids, lifetimeMs: 600_000 })
  const settings = {
    helpPhone: '',
    videoCodec: 'vp8',
    version: '0.0.0',
    startedAt: START,
    answersAfterSeconds: null,
  } as const
  const sources: ViewSources = {
    directory,
    directoryState: () => ({ revision: 1, on: '2026-01-01' }),
    registry,
    director,
    plane,
    reportOf: (siteId) => reports.of(siteId),
    pairings: () => pairing.paired,
    sessionRolesOf: (accountId, sessionId) => services.sessionRolesOf(accountId, sessionId),
    upcomingOf: () => [],
    planRevision: () => 1,
    isHere: (siteId) => presence.peerOf(siteId) !== undefined,
    settings,
  }
  const views = new ViewHub((peer, selector) => drawView(sources, peer, selector), silentLog)
  registry.listen(() => views.changed())
  const rules = {
    speakerPlaces: 3,
    maxOpenMicrophones: 4,
    resumeGraceMs: 30_000,
    videoCodec: 'vp8',
    cameraLayers: [{ maxBitrateBps: 150_000, scaleDownBy: 4 }],
  } as const
  const ballotKeys = new MemoryBallotKeys()
  const secretVotes = new SecretVotes({ keys: ballotKeys, registry, ids, log: silentLog })
  const services: Services = {
    secretVotes,
    directory,
    registry,
    presence,
    director,
    plane,
    pairing,
    views,
    reports,
    sessionRolesOf: () => [],
    papers: new SessionPapers({
      plans: { find: () => Promise.resolve(null) },
      documents: { get: () => Promise.resolve(null) },
      files: { open: () => Promise.resolve(null) },
      registry,
      tickets: new PaperTickets(Buffer.alloc(32), clock.read),
    }),
    giveWay: () => Promise.resolve(),
    clock: clock.read,
    ids,
    rules: { ...rules, cameraLayers: [{ maxBitrateBps: 1_500_000, scaleDownBy: 1 }] },
  }
  return { services, registry, store, clock, plane, presence, director, pairing, views, devices, ballotKeys }
}

/** Somebody at a console. */
export function aPerson(unitId: string, role: Role = 'operator', page = `${role} of ${unitId}`): FakePeer {
  const accountId = `account-${role}-${unitId}` as AccountId
  const grants = [{ role, unitId: unitId as UnitId }]
  return new FakePeer({ kind: 'person', accountId, grants, scopes: null }, page)
}

/** Everything that is due in this turn of the event loop, and what follows from it, has been done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
