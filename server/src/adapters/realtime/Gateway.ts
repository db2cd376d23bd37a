import type { IncomingMessage } from 'node:http'
import type { Server } from 'socket.io'
import type { AuditTrail } from '../../app/AuditTrail.ts'
import type { Services } from '../../app/handlers/define.ts'
import type { Logger } from '../../app/ports.ts'
import { Connection } from './Connection.ts'
import type { Identity } from './Identity.ts'
import { SOCKET_LIMITS } from './limits.ts'
import { RateLimiters } from './RateLimiters.ts'
import type { PageSocket } from './SocketPeer.ts'

export interface GatewayOptions {
  services: Services
  identity: Identity
  /** The login that the socket's first request carried; null when it carried none. */
  loginTokenOf: (request: IncomingMessage) => string | null
  version: string
  log: Logger
  /** False until everything is restored: pages are asked to try again. */
  isReady: () => boolean
  onMessage: (name: string, outcome: 'ok' | 'refused' | 'failed', elapsedMs: number) => void
  /** Somebody at a console has commanded something: for the audit trail. */
  onCommand: AuditTrail['note']
}

/** Pages on socket.io: handshake, validation, rate, and one acknowledgement for every message. */
export class Gateway {
  readonly #connections = new Set<Connection>()
  readonly #siteCommands = new RateLimiters(SOCKET_LIMITS.siteCommands)

  constructor(io: Server, options: GatewayOptions) {
    io.of('/').on('connection', (socket: PageSocket) => {
      const connection = new Connection(socket, options, this.#siteCommands, (ended) =>
        this.#connections.delete(ended),
      )
      this.#connections.add(connection)
    })
  }

  get sockets(): number {
    return this.#connections.size
  }

  /** A login has ended somewhere, or may have: consoles that came in by it are put out. */
  async recheckLogins(): Promise<void> {
    for (const connection of this.#connections) await connection.recheckLogin()
  }
}
