import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NodeId } from '@diem-cau/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

type Listeners = {
  onwarn: (namespace: string, line: string) => void
  onerror: (namespace: string, line: string, error?: Error) => void
}
const given = vi.hoisted(() => ({ listeners: null as Listeners | null }))
vi.mock('mediasoup', () => ({
  setLogEventListeners: (listeners: Listeners) => {
    given.listeners = listeners
  },
}))
const { createLogger } = await import('./logger.ts')

let directory: string
let logFile: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'node-log-'))
  logFile = join(directory, 'node.log')
  createLogger({ logLevel: 'debug' as never, logFile, nodeId: 'n' as NodeId })
})
afterEach(() => rmSync(directory, { recursive: true }))

const levels = (): number[] =>
  readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { level: number }).level)

it('does not call for anybody when a peer has hung up meanwhile', () => {
  given.listeners?.onerror(
    'mediasoup:ERROR:Channel',
    '[pid:1] RTC::Transport::AssertAndGetConsumerById() | throwing MediaSoupNotFoundError: Consumer not found [method:transport.closeConsumer]',
  )
  given.listeners?.onwarn(
    'mediasoup:WARN:Channel',
    'request failed [method:CONSUMER_PAUSE, id:1]: Channel request handler with ID x not found [method:consumer.pause]',
  )
  expect(levels()).toEqual([20, 20])
})

it('calls for somebody when the worker has a fault of its own', () => {
  given.listeners?.onerror('mediasoup:ERROR:Worker', 'worker process died unexpectedly')
  given.listeners?.onwarn('mediasoup:WARN:Channel', 'request failed [method:ROUTER_CREATE, id:1]: no memory')
  expect(levels()).toEqual([50, 40])
})
