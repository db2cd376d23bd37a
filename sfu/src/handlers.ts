import type { NodeDataOf, NodeReplyOf } from '@diem-cau/protocol/node'
import { clientCapabilities } from './workers/codecs.ts'
import type { NodeHandlers } from './link/dispatch.ts'
import { consumerToWire, rtpCapabilitiesToWire, rtpParametersFromWire } from './endpoints/wire.ts'
import type { MediaNode } from './MediaNode.ts'
import { Turns } from './process/Turns.ts'
import { RequestError } from './RequestError.ts'

/** Joins that are worked on at once; each is some milliseconds of this process's time. */
const JOINS_AT_ONCE = 2

/** What the node does for each request of the contract. */
export function createHandlers(node: MediaNode): NodeHandlers {
  const { endpoints, rooms } = node
  const joins = new Turns(JOINS_AT_ONCE)
  return {
    'desired.set': async (state) => await rooms.set(state),
    'desired.keepOnly': async ({ streams }) => {
      rooms.keepOnly(streams)
      return {}
    },
    'endpoint.open': async (data) => await joins.run(() => openEndpoint(node, data)),
    'endpoint.check': async ({ endpointId, generation }) => {
      const alive =
        endpoints.has(endpointId) && rooms.get(endpoints.get(endpointId).roomId).generation === generation
      return { alive }
    },
    'endpoint.connect': async ({ endpointId, direction, dtlsParameters }) => {
      await endpoints.get(endpointId).connect(direction, dtlsParameters)
      return {}
    },
    'endpoint.restartIce': async ({ endpointId, direction }) => ({
      iceParameters: await endpoints.get(endpointId).restartIce(direction),
    }),
    'endpoint.produce': async ({ endpointId, source, kind, rtpParameters }) => {
      const endpoint = endpoints.get(endpointId)
      if ((endpoint.peer.kind === 'site') === (source === 'talkback')) {
        throw new RequestError('refused', 'a viewer sends nothing but its talkback, a site anything else')
      }
      if (kind === 'video' && !rooms.get(endpoint.roomId).takesVideo(rtpParametersFromWire(rtpParameters))) {
        throw new RequestError('refused', 'the room’s video has another codec')
      }
      const producer = await endpoint.uplink.produce(source, kind, rtpParametersFromWire(rtpParameters))
      return { producerId: producer.id }
    },
    'endpoint.closeSource': async ({ endpointId, source }) => {
      endpoints.get(endpointId).uplink.closeSource(source)
      return {}
    },
    'endpoint.consumeStage': async ({ endpointId, rtpCapabilities }) => {
      const endpoint = endpoints.get(endpointId)
      return await joins.run(() => rooms.get(endpoint.roomId).consumeStage(endpoint, rtpCapabilities))
    },
    'endpoint.consumeTile': async ({ endpointId, siteId, rtpCapabilities }) => {
      const endpoint = endpoints.get(endpointId)
      return consumerToWire(await rooms.get(endpoint.roomId).consumeTile(endpoint, siteId, rtpCapabilities))
    },
    'endpoint.consumeTalkback': async ({ endpointId, rtpCapabilities }) => {
      const endpoint = endpoints.get(endpointId)
      return consumerToWire(await rooms.get(endpoint.roomId).consumeTalkback(endpoint, rtpCapabilities))
    },
    'endpoint.closeTile': async ({ endpointId, siteId }) => {
      endpoints.get(endpointId).downlink.closeTile(siteId)
      return {}
    },
    'endpoint.resume': async ({ endpointId, consumerIds }) => {
      endpoints.get(endpointId).downlink.resume(consumerIds)
      return {}
    },
    'endpoint.close': async ({ endpointId }) => {
      if (endpoints.has(endpointId)) endpoints.get(endpointId).close()
      return {}
    },
    'node.stats': async () => node.stats(),
  }
}

async function openEndpoint(
  node: MediaNode,
  { endpointId, peer, roomId, reachedAt }: NodeDataOf<'endpoint.open'>,
): Promise<NodeReplyOf<'endpoint.open'>> {
  const room = node.rooms.get(roomId)
  await room.ready()
  const worker = node.pool.leastLoaded()
  if (worker === null) throw new RequestError('not_ready', 'no worker lives')
  const where = reachedAt === undefined ? {} : { reachedAt }
  const endpoint = await node.endpoints.open({
    id: endpointId,
    peer,
    roomId,
    worker,
    log: node.log,
    ...where,
  })
  const { generation } = room
  if (generation === null) {
    // The room or its worker has gone meanwhile: the server asks again.
    endpoint.close()
    throw new RequestError('not_ready', 'the room’s slots are being made')
  }
  return {
    generation,
    routerRtpCapabilities: rtpCapabilitiesToWire(clientCapabilities(worker.router.rtpCapabilities)),
    ...endpoint.transportOptions(),
  }
}
