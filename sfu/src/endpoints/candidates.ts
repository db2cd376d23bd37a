import type { IceCandidate } from 'mediasoup/types'

/** True of 127.0.0.0/8, ::1 and the name of the machine to itself. */
export function isLoopback(address: string): boolean {
  return /^127\.|^::ffff:127\.|^::1$|^\[::1\]$|^localhost$/i.test(address)
}

/**
 * The ICE candidates that a peer is offered, best first. A peer that reached the server on a loopback address is
 * on this machine; any other is given no loopback address (it would find itself there), and first the address
 * at which it reached the server: the way there is known to be open. UDP comes before TCP in any case.
 * @param reachedAt undefined when not known: all are offered
 */
export function candidatesFor(candidates: readonly IceCandidate[], reachedAt?: string): IceCandidate[] {
  if (reachedAt === undefined) return [...candidates]
  const local = isLoopback(reachedAt)
  const reachable = candidates.filter(({ address }) => isLoopback(address) === local)
  // The bridge stands behind a proxy or on one kind of address only: better a doubtful way than none.
  if (reachable.length === 0) return [...candidates]
  // The priorities that mediasoup gave (RFC 8445, 5.1.2) are dealt out anew, the highest to the first.
  const priorities = reachable.map(({ priority }) => priority).toSorted((a, b) => b - a)
  return reachable
    .toSorted((a, b) => rank(a, reachedAt) - rank(b, reachedAt) || b.priority - a.priority)
    .map((candidate, index) => ({ ...candidate, priority: priorities[index] ?? candidate.priority }))
}

function rank(candidate: IceCandidate, reachedAt: string): number {
  return (candidate.protocol === 'udp' ? 0 : 2) + (candidate.address === reachedAt ? 0 : 1)
}
