import type { IceCandidate } from 'mediasoup/types'
import { describe, expect, it } from 'vitest'
import { candidatesFor, isLoopback } from './candidates.ts'

const candidate = (address: string, protocol: 'udp' | 'tcp', priority: number): IceCandidate => ({
  foundation: `${protocol}candidate`,
  ip: address,
  address,
  protocol,
  priority,
  port: 44_400,
  type: 'host',
})
const ALL = [
  candidate('127.0.0.1', 'udp', 90),
  candidate('127.0.0.1', 'tcp', 80),
  candidate('10.0.0.5', 'udp', 70),
  candidate('10.0.0.5', 'tcp', 60),
  candidate('192.168.1.5', 'udp', 50),
  candidate('192.168.1.5', 'tcp', 40),
]
const named = (candidates: IceCandidate[]) =>
  candidates.map(({ address, protocol }) => `${protocol} ${address}`)

describe('the candidates that a peer is offered', () => {
  it.each(['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1', 'localhost'])(
    'are of this machine only when it came by %s',
    (reachedAt) => {
      expect(isLoopback(reachedAt)).toBe(true)
      expect(named(candidatesFor(ALL, reachedAt))).toEqual(['udp 127.0.0.1', 'tcp 127.0.0.1'])
    },
  )

  it('begin with the address by which it came, UDP before TCP, and name no loopback', () => {
    const offered = candidatesFor(ALL, '192.168.1.5')
    expect(named(offered)).toEqual(['udp 192.168.1.5', 'udp 10.0.0.5', 'tcp 192.168.1.5', 'tcp 10.0.0.5'])
  })

  it('have priorities in the order in which they stand', () => {
    expect(candidatesFor(ALL, '192.168.1.5').map(({ priority }) => priority)).toEqual([70, 60, 50, 40])
  })

  it('are all there are when the way is unknown, or leads to none of them', () => {
    expect(candidatesFor(ALL)).toEqual(ALL)
    const local = ALL.slice(0, 2)
    expect(candidatesFor(local, '10.0.0.5')).toEqual(local)
  })
})
