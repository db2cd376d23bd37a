import type { KeyObject } from 'node:crypto'
import { BridgeError, type BranchId } from '@diem-cau/protocol'
import {
  NODE_REPORTS,
  NODE_REQUESTS,
  type DesiredState,
  type NodeDataOf,
  type NodeReplyOf,
  type NodeReportOf,
  type NodeRequestName,
} from '@diem-cau/protocol/node'
import type { Server, Socket } from 'socket.io'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Clock, Logger, MediaPlane, MediaPlaneEvents, NodeStatus } from '../../app/ports.ts'
import { DesiredOutbox } from './DesiredOutbox.ts'
import { proveNode } from './proveNode.ts'

const REQUEST_TIMEOUT_MS = 10_000
/** What a node did not take over is told again after this. */
const REDELIVERY_MS = 1_000

const ENDPOINT_REPORT = Compile(NODE_REPORTS['report.endpoint'])
const ROOM_REPORT = Compile(NODE_REPORTS['report.room'])
const SLOT_REPORT = Compile(NODE_REPORTS['report.slot'])
const WORKER_REPORT = Compile(NODE_REPORTS['report.worker'])
const ACCEPTED = Compile(Type.Object({ ok: Type.Literal(true), data: Type.Unknown() }))
const REFUSAL = Compile(Type.Object({ ok: Type.Literal(false), code: Type.String(), reason: Type.String() }))
const REPLIES = new Map(Object.entries(NODE_REQUESTS).map(([name, { reply }]) => [name, Compile(reply)]))

interface ConnectedNode {
  nodeId: string
  socket: Socket
  incarnation: string
  workers: number
  since: number
  /** Ends the requests that wait for an answer, when there will be none. */
  readonly pending: Set<() => void>
}

export interface NodeGatewayOptions {
  serverKey: KeyObject
  /** Public key of a node that may connect; undefined for a stranger. */
  publicKeyOf: (nodeId: string) => string | undefined
  clock: Clock
  log: Logger
}

/**
 * The server's end of the media nodes' connections (namespace `/node`): mutual proof, what is desired, requests
 * and reports. One node carries the media at a time; another that connects waits in reserve.
 */
export class NodeGateway implements MediaPlane {
  readonly #options: NodeGatewayOptions
  readonly #outbox = new DesiredOutbox()
  readonly #nodes = new Map<string, ConnectedNode>()
  readonly #known = new Map<string, NodeStatus & { incarnation: string; endpointIds: Set<string> }>()
  #events: MediaPlaneEvents | null = null
  #redelivery: NodeJS.Timeout | null = null

  constructor(io: Server, options: NodeGatewayOptions) {
    this.#options = options
    io.of('/node').on('connection', (socket) =>
      proveNode(socket, options, (proven) =>
        this.#connected({ ...proven, socket, since: options.clock(), pending: new Set() }),
      ),
    )
  }

  listen(events: MediaPlaneEvents): void {
    this.#events = events
  }

  isReady(): boolean {
    return this.#nodes.size > 0
  }

  nodes(): NodeStatus[] {
    return [...this.#known.values()].map(({ incarnation: _incarnation, endpointIds, ...status }) => ({
      ...status,
      endpoints: endpointIds.size,
    }))
  }

  setDesired(desired: DesiredState): void {
    this.#outbox.set(desired)
    const node = this.#active()
    if (node !== undefined) void this.#deliver(node, desired)
  }

  whenApplied(stream: BranchId): Promise<void> {
    return this.#outbox.whenApplied(stream)
  }

  async request<N extends NodeRequestName>(name: N, data: NodeDataOf<N>): Promise<NodeReplyOf<N>> {
    const node = this.#active()
    if (node === undefined) throw new BridgeError('media_unavailable')
    const reply = await this.#ask(node, name, data)
    // The node does not report what it closes at our word.
    if (name === 'endpoint.close' && 'endpointId' in data) {
      this.#known.get(node.nodeId)?.endpointIds.delete(data.endpointId)
    }
    return reply
  }

  /** Ends the connections; the nodes dial again. */
  close(): void {
    if (this.#redelivery !== null) clearTimeout(this.#redelivery)
    this.#outbox.close()
    for (const { socket } of this.#nodes.values()) socket.disconnect(true)
  }

  #active(): ConnectedNode | undefined {
    return this.#nodes.values().next().value
  }

  #connected(node: ConnectedNode): void {
    const { nodeId, socket, incarnation, workers, since } = node
    const former = this.#known.get(nodeId)
    const same = former === undefined || former.incarnation === incarnation
    const earlier = this.#nodes.get(nodeId)
    this.#nodes.set(nodeId, node)
    earlier?.socket.disconnect(true)
    const endpointIds = same && former !== undefined ? former.endpointIds : new Set<string>()
    this.#known.set(nodeId, {
      nodeId,
      connected: true,
      workers,
      endpoints: 0,
      since,
      incarnation,
      endpointIds,
    })
    this.#listenTo(node)
    socket.on('disconnect', () => this.#disconnected(node))
    this.#options.log.info({ nodeId, workers, same }, 'Media node connected')
    if (this.#active() === node) this.#activate(node, same)
    else void this.#keepInReserve(node)
  }

  /** From now on this node carries the media. @param same it is the process that did so before */
  #activate(node: ConnectedNode, same: boolean): void {
    this.#events?.connected(node.nodeId, same)
    this.#outbox.forgetApplied()
    void this.#deliverAll(node)
  }

  async #keepInReserve(node: ConnectedNode): Promise<void> {
    try {
      await this.#ask(node, 'desired.keepOnly', { streams: [] })
    } catch (error) {
      this.#options.log.warn({ err: error, nodeId: node.nodeId }, 'A media node in reserve did not answer')
    }
  }

  #disconnected(node: ConnectedNode): void {
    for (const giveUp of node.pending) giveUp()
    if (this.#nodes.get(node.nodeId) !== node) return
    const wasActive = this.#active() === node
    this.#nodes.delete(node.nodeId)
    const status = this.#known.get(node.nodeId)
    if (status !== undefined) {
      status.connected = false
      status.since = this.#options.clock()
    }
    this.#options.log.warn({ nodeId: node.nodeId }, 'Media node disconnected')
    this.#events?.disconnected(node.nodeId)
    const next = this.#active()
    if (wasActive && next !== undefined) this.#activate(next, false)
  }

  async #deliverAll(node: ConnectedNode): Promise<void> {
    try {
      await this.#ask(node, 'desired.keepOnly', { streams: this.#outbox.openStreams() })
      await Promise.all(this.#outbox.all().map((desired) => this.#deliver(node, desired)))
    } catch (error) {
      this.#options.log.warn({ err: error }, 'The media node did not take over what is desired')
    }
  }

  async #deliver(node: ConnectedNode, desired: DesiredState): Promise<void> {
    try {
      const { generation } = await this.#ask(node, 'desired.set', desired)
      this.#outbox.applied(desired)
      if (generation !== null && desired.room !== null) {
        this.#events?.room({ stream: desired.stream, roomId: desired.room.roomId, generation })
      }
    } catch (error) {
      const { stream, seq } = desired
      this.#options.log.warn({ err: error, stream, seq }, 'What is desired did not reach the media node')
      this.#redeliverLater()
    }
  }

  /** Told again until it is taken over: what is desired must not depend on one message. */
  #redeliverLater(): void {
    this.#redelivery ??= setTimeout(() => {
      this.#redelivery = null
      const node = this.#active()
      if (node === undefined) return
      for (const desired of this.#outbox.unapplied()) void this.#deliver(node, desired)
    }, REDELIVERY_MS).unref()
  }

  async #ask<N extends NodeRequestName>(
    node: ConnectedNode,
    name: N,
    data: NodeDataOf<N>,
  ): Promise<NodeReplyOf<N>> {
    let answer: unknown
    try {
      answer = await answerOf(node, name, data)
    } catch (error) {
      throw new BridgeError('media_unavailable', {}, { cause: error })
    }
    if (REFUSAL.Check(answer)) throw refusal(answer)
    if (isAccepted(name, answer)) return answer.data
    this.#options.log.error({ request: name }, 'The media node answered in an unexpected form')
    throw new BridgeError('internal')
  }

  /** A report in another form is dropped, and so is what a node in reserve still holds: it is nobody's. */
  #listenTo(node: ConnectedNode): void {
    const { socket, nodeId } = node
    const isHeard = (): boolean => this.#active() === node
    socket.on('report.endpoint', (report: unknown) => {
      if (ENDPOINT_REPORT.Check(report) && isHeard()) this.#endpointReported(node, report)
    })
    socket.on('report.room', (report: unknown) => {
      if (ROOM_REPORT.Check(report) && isHeard()) this.#events?.room(report)
    })
    socket.on('report.slot', (report: unknown) => {
      if (SLOT_REPORT.Check(report) && isHeard()) this.#events?.slot(report)
    })
    socket.on('report.worker', (report: unknown) => {
      if (!WORKER_REPORT.Check(report)) return
      const { index, pid: workerPid, state } = report
      const { log } = this.#options
      if (state === 'died') log.warn({ nodeId, index, workerPid }, 'Media worker died; it is being replaced')
      else log.info({ nodeId, index, workerPid }, 'Media worker started')
    })
  }

  #endpointReported({ nodeId }: ConnectedNode, report: NodeReportOf<'report.endpoint'>): void {
    const ids = this.#known.get(nodeId)?.endpointIds
    if (report.state === 'lost') ids?.delete(report.endpointId)
    else ids?.add(report.endpointId)
    this.#events?.endpoint(report)
  }
}

/** What the node answers. Rejects after ten seconds, or as soon as it is gone: socket.io alone would wait on. */
function answerOf({ socket, pending }: ConnectedNode, name: string, data: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error('the media node is gone'))
    pending.add(giveUp)
    socket.timeout(REQUEST_TIMEOUT_MS).emit(name, data, (error: Error | null, answer: unknown) => {
      pending.delete(giveUp)
      if (error === null) resolve(answer)
      else reject(error)
    })
  })
}

function isAccepted<N extends NodeRequestName>(
  name: N,
  answer: unknown,
): answer is { ok: true; data: NodeReplyOf<N> } {
  return ACCEPTED.Check(answer) && REPLIES.get(name)?.Check(answer.data) === true
}

function refusal(answer: { code: string; reason: string }): BridgeError {
  switch (answer.code) {
    case 'not_ready':
      return new BridgeError('media_unavailable')
    case 'unknown_endpoint':
    case 'unknown_room':
      return new BridgeError('not_found')
    case 'not_desired':
      return new BridgeError('forbidden')
    default:
      return new BridgeError('media_refused', { reason: answer.reason.slice(0, 200) })
  }
}
