import type { DirectTransport, Router } from 'mediasoup/types'

const transports = new WeakMap<Router, Promise<DirectTransport>>()

/**
 * The direct transport over which the sources of a router are read: one a router, made when it is first
 * needed. It closes with its router.
 */
export async function sourceTransportOf(router: Router): Promise<DirectTransport> {
  const known = transports.get(router)
  if (known !== undefined) {
    const transport = await known
    if (!transport.closed) return transport
  }
  const created = createStageTransport(router)
  transports.set(router, created)
  created.catch(() => transports.delete(router))
  return await created
}

/**
 * A direct transport of its own. A slot needs one: mediasoup gives all producers of a transport one CNAME,
 * and a slot's picture and sound must share theirs and no other slot's.
 */
export async function createStageTransport(router: Router): Promise<DirectTransport> {
  return await router.createDirectTransport({ appData: { purpose: 'stage' } })
}
