import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/mediaNode/eventually.ts'
import { ServerHalf } from '../support/mediaNode/ServerHalf.ts'
import { TestNode } from '../support/mediaNode/startMediaNode.ts'
import { freeMediaPorts } from '../support/freePorts.ts'

const MAIN = resolve(fileURLToPath(new URL('../../sfu/src/main.ts', import.meta.url)))

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return await new Promise((done) => {
    const child = execFile(process.execPath, [MAIN, ...args], (_error, stdout, stderr) => {
      done({ code: child.exitCode, stdout, stderr })
    })
  })
}

describe('the process of a media node', () => {
  const nodes: TestNode[] = []
  let server: ServerHalf
  const newNode = (): TestNode => {
    const node = new TestNode()
    nodes.push(node)
    return node
  }
  const settings = () => ({ serverUrl: server.url, serverPublicKey: server.publicKey })

  beforeEach(async () => {
    server = new ServerHalf(() => {
      const [node] = nodes
      if (node === undefined) throw new Error('no node')
      return node.publicKey
    })
    await server.start()
  })
  afterEach(async () => {
    for (const node of nodes.splice(0)) await node.stop()
    await server.stop()
  })

  it('writes who it is, keeps its key to itself, and tidies up when it is told to end', async () => {
    const node = newNode()
    await node.startConnected(server)
    const pidFile = join(node.directory, 'node.pid.json')
    expect(JSON.parse(readFileSync(pidFile, 'utf8'))).toMatchObject({ pid: node.pid })
    expect(statSync(join(node.directory, 'node.pem')).mode & 0o777).toBe(0o600)
    const printed = await run('--config', join(node.directory, 'node.json'), '--print-public-key')
    expect(printed.stdout.trim()).toBe(node.publicKey.export({ format: 'jwk' }).x)
    process.kill(node.pid, 'SIGTERM')
    expect(await node.exited()).toBe(0)
    expect(existsSync(pidFile)).toBe(false)
  })

  it('ends with a child’s code when the server stays away', async () => {
    const node = newNode()
    await node.startConnected(server, { child: true, autonomyMs: 400 })
    await server.stop()
    expect(await node.exited()).toBe(5)
    expect(node.output).toContain('[serverAway]')
  })

  it('obeys no server with another key, and shows itself to none', async () => {
    const stranger = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? ''
    const node = newNode()
    await node.start({ serverUrl: server.url, serverPublicKey: stranger, child: true })
    expect(await node.exited()).toBe(6)
    expect(node.output).toContain('does not hold the key')
    expect(server.connections).toBeGreaterThanOrEqual(3)
    await expect(server.ask('node.stats', {})).rejects.toThrow('no node is connected')
  })

  it('goes on dialling a server that refuses it, when it is no child', async () => {
    server.refusal = 'unknown_node'
    const node = newNode()
    await node.start(settings())
    await eventually('it has dialled three times', () => server.connections >= 3)
    server.refusal = null
    await node.until(server.connected())
  })

  it('answers what the server asks in one breath with its acceptance', async () => {
    const answer = Promise.withResolvers<unknown>()
    server.onAccepted = () => answer.resolve(server.ask('node.stats', {}))
    await newNode().startConnected(server)
    expect(await answer.promise).toMatchObject({ rooms: 0 })
  })

  it('says in one sentence that a port is in use', async () => {
    const port = await freeMediaPorts(1)
    const squatter = createServer().listen(port, '127.0.0.1')
    await once(squatter, 'listening')
    const node = newNode()
    await node.start(settings(), { basePort: port })
    expect(await node.exited()).toBe(3)
    expect(node.output).toContain(`The media port ${port} is in use`)
    squatter.close()
  })

  it('does not run beside a node that has the same pid file', async () => {
    const [first, second] = [newNode(), newNode()]
    await first.startConnected(server)
    await second.start(settings(), { pidFile: join(first.directory, 'node.pid.json') })
    expect(await second.exited()).toBe(7)
    expect(JSON.parse(readFileSync(join(first.directory, 'node.pid.json'), 'utf8'))).toMatchObject({
      pid: first.pid,
    })
  })

  it('names what is wrong with its settings', async () => {
    const node = newNode()
    await node.start(settings(), { basePort: 0, workers: -1, nodeId: 'a b', colour: 'red' })
    expect(await node.exited()).toBe(2)
    for (const name of ['basePort', 'workers', 'nodeId', 'colour']) expect(node.output).toContain(name)
  })

  it.each([
    ['{"nodeId": ', 2],
    ['[]', 2],
  ])('ends when its file is %s', async (text, code) => {
    const node = newNode()
    const file = join(node.directory, 'broken.json')
    writeFileSync(file, text)
    const ended = await run('--config', file)
    expect(ended.code).toBe(code)
    expect(ended.stderr.trim().split('\n')).toHaveLength(1)
  })

  it('ends when the worker cannot be run, when an address is not its own, when its key is broken', async () => {
    const node = newNode()
    await node.start(settings(), { listenAddresses: [{ ip: '203.0.113.7' }] })
    expect(await node.exited()).toBe(2)
    expect(node.output).toContain('203.0.113.7')
    writeFileSync(join(node.directory, 'node.pem'), 'not a key')
    await node.start(settings())
    expect(await node.exited()).toBe(2)
    expect(node.output).toContain('node.pem')
  })

  it('explains itself', async () => {
    const help = await run('--help')
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('MEDIA_NODE_SERVER_URL')
    expect(help.stdout).toContain('portInUse')
    expect((await run('--nonsense')).code).toBe(2)
  })
})
