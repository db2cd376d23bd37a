/* oxlint-disable typescript/no-unsafe-type-assertion -- what a test says and hears is what the test makes of it */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import {
  deviceProofText,
  PROTOCOL_VERSION,
  type Challenge,
  type ClientMessageName,
  type DataOf,
  type Delta,
  type ErrorReply,
  type ReplyOf,
} from '@diem-cau/protocol'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import type { RunningBridge } from './startBridge.ts'

export type RawReply = { ok: true; data: unknown } | { ok: false; error: ErrorReply }

let pages = 0
/** The id of a page load that nobody else has. */
export function newPage(): string {
  pages += 1
  return `page-${process.pid}-${pages}`
}
let commands = 0
export function newCommand(): string {
  commands += 1
  return `command-${process.pid}-${commands}`
}

const ANSWER_MS = 10_000

/**
 * A socket that says exactly what it is told to, well formed or not. It owns the socket; it does not connect again.
 */
export class RawPage {
  readonly challenge: Challenge
  readonly deltas: Delta[] = []
  /** Why the server is about to close the socket, once it has said so. */
  readonly goodbye: Promise<ErrorReply>
  readonly closed: Promise<void>
  readonly #socket: Socket

  private constructor(socket: Socket, challenge: Challenge) {
    this.#socket = socket
    this.challenge = challenge
    this.goodbye = new Promise((resolve) => socket.once('goodbye', resolve))
    this.closed = new Promise((resolve) => socket.once('disconnect', () => resolve()))
    socket.on('view.delta', (delta: Delta) => this.deltas.push(delta))
  }

  /** Opens a socket and waits for the challenge. @throws when the server does not let it in */
  static async open(url: string, options: Partial<ManagerOptions & SocketOptions> = {}): Promise<RawPage> {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...options,
    })
    return await new Promise((resolve, reject) => {
      socket.once('connect_error', (error) => {
        socket.disconnect()
        reject(error)
      })
      socket.once('challenge', (challenge: Challenge) => resolve(new RawPage(socket, challenge)))
    })
  }

  get isOpen(): boolean {
    return this.#socket.connected
  }

  /** Sends anything, and waits for the acknowledgement. */
  async say(name: string, ...data: unknown[]): Promise<RawReply> {
    const reply: unknown = await this.#socket.timeout(ANSWER_MS).emitWithAck(name, ...data)
    return reply as RawReply
  }

  /** Sends anything without asking for an answer. */
  emit(name: string, ...data: unknown[]): void {
    this.#socket.emit(name, ...data)
  }

  /** The reply to a message that must be accepted. */
  async ask<N extends ClientMessageName>(name: N, data: DataOf<N>): Promise<ReplyOf<N>> {
    const reply = await this.say(name, data)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${JSON.stringify(reply.error.data)}`)
    return reply.data as ReplyOf<N>
  }

  /** The code with which a message is refused; `done` when it is not. */
  async codeOf(name: string, ...data: unknown[]): Promise<string> {
    const reply = await this.say(name, ...data)
    return reply.ok ? 'done' : reply.error.code
  }

  hello(client: unknown, protocol: unknown = PROTOCOL_VERSION): Promise<RawReply> {
    return this.say('hello', { protocol, client })
  }

  /** The transport underneath, for what no page would send. */
  get engine(): Socket['io']['engine'] {
    return this.#socket.io.engine
  }

  close(): void {
    this.#socket.disconnect()
  }

  /** Drops the link without a word, as a pulled cable does. */
  cut(): void {
    this.#socket.io.engine.close()
  }
}

/** How a test reaches a bridge. */
export type Reached = Pick<RunningBridge, 'url' | 'control'>

/** An administrator on the bridge's own machine. */
export async function openAdmin(bridge: Reached): Promise<RawPage> {
  const page = await RawPage.open(bridge.url)
  const client = { kind: 'local', instance: newPage(), token: bridge.control.token }
  const reply = await page.hello(client)
  if (!reply.ok) throw new Error(`the control token was refused: ${reply.error.code}`)
  return page
}

/** A room's computer with its key. */
export class RoomPc {
  readonly deviceId: string
  readonly siteId: string
  readonly #key: KeyObject
  readonly #url: string

  private constructor(url: string, deviceId: string, siteId: string, key: KeyObject) {
    this.#url = url
    this.deviceId = deviceId
    this.siteId = siteId
    this.#key = key
  }

  /** Pairs a new device with a site by a code that the administrator makes. */
  static async pair(bridge: Reached, admin: RawPage, siteId: string): Promise<RoomPc> {
    const command = newCommand() as never
    const { code } = await admin.ask('pairing.createCode', { command, siteId: siteId as never })
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
    const response = await fetch(new URL('/api/pair', bridge.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, publicKey: spki }),
    })
    const reply = (await response.json()) as { deviceId: string }
    if (!response.ok) throw new Error(`not paired: ${JSON.stringify(reply)}`)
    return new RoomPc(bridge.url, reply.deviceId, siteId, privateKey)
  }

  /** What the device says of itself on a socket. */
  identity(nonce: string, instance: string): object {
    const text = deviceProofText(nonce, this.deviceId, instance)
    const signature = sign('sha256', Buffer.from(text), {
      key: this.#key,
      dsaEncoding: 'ieee-p1363',
    })
    return {
      kind: 'site',
      deviceId: this.deviceId,
      instance,
      signature: signature.toString('base64url'),
    }
  }

  /** Opens a page and has it greeted. @throws when it is refused */
  async openPage(instance: string = newPage()): Promise<RawPage> {
    const page = await RawPage.open(this.#url)
    const reply = await page.hello(this.identity(page.challenge.nonce, instance))
    if (!reply.ok) throw new Error(reply.error.code)
    return page
  }
}
