import type {
  AccountId,
  BranchId,
  DeviceId,
  EndpointId,
  LoginId,
  RequestId,
  RoomId,
  SessionId,
  SiteId,
  SlotName,
  TokenId,
} from '@diem-cau/protocol'
import type {
  DesiredState,
  NodeDataOf,
  NodeReplyOf,
  NodeReportOf,
  NodeRequestName,
} from '@diem-cau/protocol/node'
import type { BranchEvent } from '../core/branch/events.ts'

/** Epoch milliseconds. */
export type Clock = () => number

/** Makes opaque ids and secrets: randomness comes into the application here alone. */
export interface IdSource {
  account(): AccountId
  device(): DeviceId
  endpoint(): EndpointId
  request(): RequestId
  /** Of what lives within one session: a motion, a frozen roll, a message. */
  mark(): string
  login(): LoginId
  token(): TokenId
  /** A number from 0 to one below `choices`, each as likely as the others. */
  pick(choices: number): number
  /** Unguessable text of at least 128 bits. */
  secret(): string
  /** A number of `digits` decimal digits, as text. */
  digits(count: number): string
}

export interface StoredEvent {
  seq: number
  epoch: number
  at: number
  actor: string
  /** Idempotency key of the command, with `#1`, `#2` … for its second, third event; null without a key. */
  command: string | null
  event: BranchEvent
}

export interface Append {
  stream: BranchId
  sessionId: SessionId
  events: readonly StoredEvent[]
  /** The stream ends with these events. */
  closes: boolean
}

/** The log. `append` has returned only when everything is synced to disk; it is all or nothing. */
export interface EventStore {
  append(appends: readonly Append[]): Promise<void>
  read(stream: BranchId): Promise<StoredEvent[]>
  openStreams(): Promise<BranchId[]>
  isEmpty(): Promise<boolean>
}

export interface NodeStatus {
  nodeId: string
  connected: boolean
  workers: number
  endpoints: number
  since: number
}

export interface MediaPlaneEvents {
  /** A node has connected. `sameIncarnation`: it is the process that was there before, with its endpoints. */
  connected: (nodeId: string, sameIncarnation: boolean) => void
  disconnected: (nodeId: string) => void
  endpoint: (report: NodeReportOf<'report.endpoint'>) => void
  room: (report: NodeReportOf<'report.room'>) => void
  slot: (report: { roomId: RoomId; slot: SlotName; siteId: SiteId | null; elapsedMs: number }) => void
}

/** The media nodes: told what should be, asked to negotiate endpoints. */
export interface MediaPlane {
  /** Replaces what is desired of a stream; delivered now and again after every reconnection. */
  setDesired(desired: DesiredState): void
  /** Resolves when the node has taken over what is desired of the stream now. */
  whenApplied(stream: BranchId): Promise<void>
  /** @throws {BridgeError} `media_unavailable` or `media_refused` */
  request<N extends NodeRequestName>(name: N, data: NodeDataOf<N>): Promise<NodeReplyOf<N>>
  nodes(): NodeStatus[]
  isReady(): boolean
  listen(events: MediaPlaneEvents): void
}

export interface Device {
  deviceId: DeviceId
  siteId: SiteId
  /** ECDSA P-256, SPKI, base64url. */
  publicKey: string
  pairedAt: number
}

export interface DeviceStore {
  find(deviceId: DeviceId): Promise<Device | null>
  list(): Promise<Device[]>
  /** Pairs a device and revokes the site's former one. */
  pair(device: Device): Promise<void>
  revoke(siteId: SiteId, at: number): Promise<boolean>
}

export interface Logger {
  debug(fields: object, text: string): void
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}
