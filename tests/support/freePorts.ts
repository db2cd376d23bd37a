import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HOST = '127.0.0.1'

/**
 * Ports that were handed out, by this process or by another that runs tests beside it: the system gives a port that was
 * tried and let go to the next who asks. A claim is a file that holds the process's id, and ends with that process.
 */
const CLAIMS = join(tmpdir(), 'diem-cau-test-ports')
const given = new Set<number>()

/** Claims ports for this process, all or none. */
function claim(ports: readonly number[]): boolean {
  mkdirSync(CLAIMS, { recursive: true })
  if (ports.some((port) => given.has(port) || isClaimed(port))) return false
  for (const port of ports) {
    writeFileSync(claimOf(port), String(process.pid))
    given.add(port)
  }
  // Two that have claimed the same one at the same moment: the later has written over the first, which sees it here.
  return ports.every((port) => ownerOf(port) === process.pid)
}

const claimOf = (port: number): string => join(CLAIMS, String(port))

function ownerOf(port: number): number | null {
  try {
    return Number(readFileSync(claimOf(port), 'utf8'))
  } catch {
    return null
  }
}

function isClaimed(port: number): boolean {
  const owner = ownerOf(port)
  if (owner === null || owner === 0 || owner === process.pid) return false
  try {
    process.kill(owner, 0)
    return true
  } catch {
    return false
  }
}

/** A TCP port of the loopback that is free now. */
export async function freeTcpPort(): Promise<number> {
  for (;;) {
    const port = await offeredPort()
    if (claim([port])) return port
  }
}

async function offeredPort(): Promise<number> {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** First of `count` neighbouring ports that are free for UDP and for TCP: one for each media worker. */
export async function freeMediaPorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = await offeredPort()
    const ports = Array.from({ length: count }, (_, i) => first + i)
    if (first + count > 65_000) continue
    const free = await Promise.all(
      ports.map(async (port) => (await isFreeUdp(port)) && (await isFreeTcp(port))),
    )
    if (free.every(Boolean) && claim(ports)) return first
  }
  throw new Error(`no ${count} neighbouring ports are free`)
}

async function isFreeTcp(port: number): Promise<boolean> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, HOST, () => server.close(() => resolve(true)))
  })
}

async function isFreeUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return await new Promise((resolve) => {
    socket.once('error', () => {
      socket.close()
      resolve(false)
    })
    socket.bind(port, HOST, () => socket.close(() => resolve(true)))
  })
}
