import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

const HOST = '127.0.0.1'

/** Handed out by this process: the system gives a port that was tried and let go to the next who asks. */
const given = new Set<number>()

/** A TCP port of the loopback that is free now. */
export async function freeTcpPort(): Promise<number> {
  for (;;) {
    const port = await offeredPort()
    if (given.has(port)) continue
    given.add(port)
    return port
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
    if (first + count > 65_000 || ports.some((port) => given.has(port))) continue
    const free = await Promise.all(
      ports.map(async (port) => (await isFreeUdp(port)) && (await isFreeTcp(port))),
    )
    if (!free.every(Boolean)) continue
    for (const port of ports) given.add(port)
    return first
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
