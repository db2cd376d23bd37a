import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { createHandlers } from './handlers.ts'
import { createDispatch } from './link/dispatch.ts'
import { ServerLink } from './link/ServerLink.ts'
import { serverTls } from './link/serverTls.ts'
import { MediaNode } from './MediaNode.ts'
import { Autonomy } from './process/Autonomy.ts'
import { FatalError } from './process/FatalError.ts'
import type { NodeConfig } from './process/NodeConfig.ts'
import { loadOrMakeKey, publicKeyFromText } from './process/NodeKey.ts'
import { PidFile } from './process/PidFile.ts'
import { STAGE } from './rooms/stagePorts.ts'
import { WorkerPool } from './workers/WorkerPool.ts'

/** A child that the server goes on refusing (a new server, another protocol) makes room for another. */
const REFUSALS_BEFORE_END = 3

/**
 * A whole media node: workers, rooms, and the link to the server.
 * Owns all of them; `close()` goes from the outside in: link, rooms and endpoints, workers, pid file.
 */
export class NodeProcess {
  readonly #config: NodeConfig
  readonly #log: Logger
  readonly #onEnd: (error: FatalError) => void
  readonly #pool: WorkerPool
  readonly #node: MediaNode
  readonly #link: ServerLink
  readonly #autonomy: Autonomy
  readonly #pidFile: PidFile | null
  #refusals = 0

  private constructor(
    config: NodeConfig,
    log: Logger,
    onEnd: (error: FatalError) => void,
    parts: { pool: WorkerPool; pidFile: PidFile | null; incarnation: string },
  ) {
    const { pool, pidFile, incarnation } = parts
    this.#config = config
    this.#log = log
    this.#onEnd = onEnd
    this.#pool = pool
    this.#pidFile = pidFile
    this.#node = new MediaNode({
      pool,
      stage: STAGE,
      incarnation,
      log,
      report: (name, data) => this.#link.report(name, data),
    })
    this.#link = new ServerLink({
      serverUrl: config.serverUrl,
      tls: serverTls(config),
      identity: {
        nodeId: config.nodeId,
        privateKey: loadOrMakeKey(config.keyFile),
        serverPublicKey: publicKeyFromText(config.serverPublicKey),
        incarnation,
        workers: pool.size,
      },
      dispatch: createDispatch(createHandlers(this.#node), log),
      log,
    })
    this.#autonomy = new Autonomy(config.autonomyMs, () => this.#handleAutonomyOver())
    this.#watchLink()
  }

  /**
   * @param onEnd the node cannot go on and has to be closed, with the reason
   * @throws {FatalError} when it cannot begin
   */
  static async start(
    config: NodeConfig,
    log: Logger,
    onEnd: (error: FatalError) => void,
  ): Promise<NodeProcess> {
    const incarnation = randomUUID()
    const pidFile = config.pidFile === undefined ? null : PidFile.write(config.pidFile, incarnation)
    let pool: WorkerPool | null = null
    try {
      pool = await WorkerPool.start(config, log)
      const node = new NodeProcess(config, log, onEnd, { pool, pidFile, incarnation })
      log.info({ incarnation, workers: pool.size, child: config.child }, 'media node started')
      node.#autonomy.serverAway()
      node.#link.dial()
      return node
    } catch (error) {
      pool?.close()
      pidFile?.close()
      throw error
    }
  }

  close(): void {
    this.#autonomy.close()
    this.#link.close()
    this.#node.close()
    this.#pool.close()
    this.#pidFile?.close()
  }

  #watchLink(): void {
    this.#link.on('up', () => {
      this.#refusals = 0
      this.#autonomy.serverBack()
      this.#node.serverBack()
    })
    this.#link.on('down', () => {
      this.#node.serverAway()
      this.#autonomy.serverAway()
    })
    this.#link.on('refused', (reason) => this.#handleRefusal(reason))
  }

  #handleRefusal(reason: string): void {
    this.#refusals += 1
    if (!this.#config.child || this.#refusals < REFUSALS_BEFORE_END) return
    this.#onEnd(
      new FatalError('refused', {
        vi: `Máy chủ và nút media không chấp nhận nhau: ${reason}.`,
        en: `The server and the media node do not accept each other: ${reason}.`,
      }),
    )
  }

  #handleAutonomyOver(): void {
    const seconds = Math.round(this.#config.autonomyMs / 1_000)
    if (!this.#config.child) {
      this.#log.error({ seconds }, 'server away too long: rooms closed')
      return this.#node.closeRooms()
    }
    this.#onEnd(
      new FatalError('serverAway', {
        vi: `Nút media dừng vì máy chủ vắng mặt ${seconds} giây.`,
        en: `The media node ends because the server was away for ${seconds} s.`,
      }),
    )
  }
}
