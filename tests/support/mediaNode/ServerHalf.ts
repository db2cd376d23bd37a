import { generateKeyPairSync, randomBytes, sign, verify, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import {
  NODE_REPORTS,
  NODE_REQUESTS,
  nodeProofText,
  serverProofText,
  type NodeAnswer,
  type NodeGreetingSchema,
  type NodeProofSchema,
  type NodeDataOf,
  type NodeReplyOf,
  type NodeReportName,
  type NodeReportOf,
  type NodeRequestName,
} from '@diem-cau/protocol/node'
import { Server, type Socket } from 'socket.io'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { eventually } from './eventually.ts'

export interface ReceivedReport {
  readonly name: string
  readonly data: unknown
}

type Greeting = Static<typeof NodeGreetingSchema>
type Proof = Static<typeof NodeProofSchema>

const REQUEST_TIMEOUT_MS = 15_000
const reportCheckers = new Map(Object.entries(NODE_REPORTS).map(([name, schema]) => [name, Compile(schema)]))
const replyCheckers = new Map(
  Object.entries(NODE_REQUESTS).map(([name, { reply }]) => [name, Compile(reply)]),
)

/** The server's end of a media node's connection, as the contract has it, and nothing else of a server. */
export class ServerHalf {
  readonly publicKey: string
  readonly reports: ReceivedReport[] = []
  connections = 0
  /** What a node is answered to its greeting instead of a proof. */
  refusal: string | null = null
  /** Called in the same turn in which a node has been accepted. */
  onAccepted: (() => void) | null = null
  readonly #key: KeyObject
  readonly #nodeKey: () => KeyObject
  #http: HttpServer | null = null
  #io: Server | null = null
  #port = 0
  #socket: Socket | null = null

  constructor(nodeKey: () => KeyObject) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    this.#key = privateKey
    this.#nodeKey = nodeKey
    this.publicKey = publicKey.export({ format: 'jwk' }).x ?? ''
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Listens; again on the same port after `stop()`, as a server that was started anew. */
  async start(): Promise<void> {
    this.#http = createServer()
    this.#io = new Server(this.#http, { transports: ['websocket'] })
    this.#io.of('/node').on('connection', (socket: Socket) => this.#greet(socket))
    this.#http.listen(this.#port, '127.0.0.1')
    await once(this.#http, 'listening')
    const address = this.#http.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    this.#port = address.port
  }

  async stop(): Promise<void> {
    this.#socket = null
    await this.#io?.close()
    this.#http?.closeAllConnections()
    this.#http = null
    this.#io = null
  }

  async connected(): Promise<void> {
    await eventually('the node is connected', () => this.#socket?.connected === true)
  }

  async ask<N extends NodeRequestName>(name: N, data: NodeDataOf<N>): Promise<NodeReplyOf<N>> {
    const answer = await this.askRaw(name, data)
    if (!answer.ok) throw new Error(`${name}: ${answer.code}: ${answer.reason}`)
    return answer.data
  }

  /** The answer as it comes, also to data that is not what the contract wants. */
  async askRaw<N extends NodeRequestName>(name: N, data: unknown): Promise<NodeAnswer<N>> {
    if (this.#socket === null) throw new Error('no node is connected')
    const answer: NodeAnswer<N> = await this.#socket.timeout(REQUEST_TIMEOUT_MS).emitWithAck(name, data)
    if (answer.ok && replyCheckers.get(name)?.Check(answer.data) !== true) {
      throw new Error(`${name}: the reply is not as in the contract: ${JSON.stringify(answer.data)}`)
    }
    return answer
  }

  /** The latest report of a name that fits; waits for it. */
  async report<N extends NodeReportName>(
    name: N,
    fits: (data: NodeReportOf<N>) => boolean = () => true,
    options: { after?: number } = {},
  ): Promise<NodeReportOf<N>> {
    return await eventually(`${name} comes`, () => {
      for (const report of this.reports.slice(options.after ?? 0).toReversed()) {
        if (report.name === name && isReport(name, report.data) && fits(report.data)) return report.data
      }
      return null
    })
  }

  #greet(socket: Socket): void {
    this.connections += 1
    socket.once('node.greet', (greeting: Greeting, acknowledge: (answer: object) => void) => {
      if (this.refusal !== null) return acknowledge({ refused: this.refusal })
      const nonce = randomBytes(24).toString('base64url')
      const texts = [greeting.nodeId, greeting.nonce, nonce] as const
      socket.once('node.prove', (proof: Proof, acknowledgeProof: (answer: object) => void) => {
        const signature = Buffer.from(proof.signature, 'base64url')
        if (!verify(null, Buffer.from(nodeProofText(...texts)), this.#nodeKey(), signature)) {
          return acknowledgeProof({ refused: 'wrong proof' })
        }
        socket.onAny((name: NodeReportName, data: unknown) => this.#receive(name, data))
        this.#socket = socket
        acknowledgeProof({ accepted: true })
        return this.onAccepted?.()
      })
      const signature = sign(null, Buffer.from(serverProofText(...texts)), this.#key)
      return acknowledge({ nonce, signature: signature.toString('base64url') })
    })
  }

  #receive(name: NodeReportName, data: unknown): void {
    if (!isReport(name, data)) throw new Error(`report ${name} is not as in the contract`)
    this.reports.push({ name, data })
  }
}

function isReport<N extends NodeReportName>(name: N, data: unknown): data is NodeReportOf<N> {
  return reportCheckers.get(name)?.Check(data) === true
}
