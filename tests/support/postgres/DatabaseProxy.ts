import { once } from 'node:events'
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A simple query of PostgreSQL's protocol: its kind, its length, its text. */
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0', 'latin1')

/** What happens to the next commit: it never gets to the server, or its answer never gets back. */
type Cut = 'before' | 'after'

/** A network between a bridge and its database, which can be cut where a test wants it. */
export class DatabaseProxy {
  readonly url: string
  readonly #server: Server
  readonly #target: { host: string; port: number }
  readonly #sockets = new Set<Socket>()
  #cut: Cut | null = null
  #isDown = false

  private constructor(server: Server, url: URL) {
    this.#server = server
    this.#target = { host: url.hostname, port: Number(url.port) }
    const own = new URL(url)
    own.port = String(addressOf(server).port)
    this.url = own.href
    server.on('connection', (client) => this.#connect(client))
  }

  /** @param url of a database of a cluster */
  static async open(url: string): Promise<DatabaseProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new DatabaseProxy(server, new URL(url))
  }

  cutNextCommit(cut: Cut): void {
    this.#cut = cut
  }

  /** Cuts every connection and takes no other. */
  goDown(): void {
    this.#isDown = true
    for (const socket of this.#sockets) socket.destroy()
  }

  comeBack(): void {
    this.#isDown = false
  }

  async close(): Promise<void> {
    this.goDown()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #connect(client: Socket): void {
    if (this.#isDown) {
      client.destroy()
      return
    }
    const server = createConnection(this.#target)
    let isCutting = false
    const end = (): void => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', end).on('close', () => {
        this.#sockets.delete(socket)
        end()
      })
    }
    client.on('data', (chunk) => {
      const cut = chunk.includes(COMMIT) ? this.#cut : null
      if (cut !== null) {
        this.#cut = null
        if (cut === 'before') return end()
        isCutting = true
      }
      server.write(chunk)
    })
    server.on('data', (chunk) => {
      if (isCutting) end()
      else client.write(chunk)
    })
  }
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address
}
