import { BridgeError, type ClientMessageName, type DataOf, type EndpointId } from '@diem-cau/protocol'
import { viewerIdOf } from '../MediaDirector.ts'
import type { Peer } from '../Peer.ts'
import { DONE, lookedAt, nothing, sessionOf, type Handlers, type Services } from './define.ts'

type OnEndpoint = Extract<DataOf<ClientMessageName>, { endpointId: EndpointId }>

function own(services: Services, peer: Peer, data: OnEndpoint): void {
  services.director.ensureOwner(peer, data.endpointId)
}

/**
 * A console sends its voice in a talkback, which it has begun before, and nothing else; a site anything else.
 * @throws {BridgeError} `forbidden`
 */
function refuseForeignSource(services: Services, peer: Peer, { source }: DataOf<'media.produce'>): void {
  if (peer.actor.kind === 'site' ? source !== 'talkback' : source === 'talkback' && speaks(services, peer))
    return
  throw new BridgeError('forbidden')
}

function speaks({ registry }: Services, peer: Peer): boolean {
  const viewerId = viewerIdOf(peer)
  return registry
    .branches()
    .some(({ assistance }) => [...assistance.talkbacks.values()].some((one) => one.viewerId === viewerId))
}

/** Negotiation, handed to the media node once the endpoint is known to be the caller's own. */
export const MEDIA_HANDLERS: Handlers<
  | 'media.open'
  | 'media.connect'
  | 'media.restartIce'
  | 'media.check'
  | 'media.produce'
  | 'media.closeSource'
  | 'media.consumeStage'
  | 'media.consumeTile'
  | 'media.consumeTalkback'
  | 'media.closeTile'
  | 'media.resume'
> = {
  'media.open': {
    target: (services, peer, { sessionId }) => {
      if (peer.actor.kind === 'site' || sessionId === undefined) return {}
      return lookedAt(services, peer, sessionOf(services, sessionId))
    },
    run: async (services, peer, { sessionId }) => ({
      ...(await services.director.open(peer, sessionId)),
      cameraLayers: [...services.rules.cameraLayers],
    }),
  },
  'media.connect': {
    target: nothing,
    run: async (services, peer, data) => {
      own(services, peer, data)
      await services.plane.request('endpoint.connect', data)
      return DONE
    },
  },
  'media.restartIce': {
    target: nothing,
    run: (services, peer, data) => {
      own(services, peer, data)
      return services.plane.request('endpoint.restartIce', data)
    },
  },
  'media.check': {
    target: nothing,
    run: async (services, peer, data) => {
      const { alive } = await services.plane.request('endpoint.check', data)
      // Asked for after the answer: when the server has started again, the node's reports come ahead of it.
      return { alive: alive && services.director.isKnown(peer, data.endpointId) }
    },
  },
  'media.produce': {
    target: nothing,
    run: (services, peer, data) => {
      own(services, peer, data)
      refuseForeignSource(services, peer, data)
      const expected = data.source === 'microphone' || data.source === 'talkback' ? 'audio' : 'video'
      if (data.kind !== expected)
        throw new BridgeError('invalid_message', { path: '/kind', reason: expected })
      return services.plane.request('endpoint.produce', data)
    },
  },
  'media.closeSource': {
    target: nothing,
    run: async (services, peer, data) => {
      own(services, peer, data)
      await services.plane.request('endpoint.closeSource', data)
      return DONE
    },
  },
  'media.consumeStage': {
    target: nothing,
    run: (services, peer, data) => {
      own(services, peer, data)
      return services.plane.request('endpoint.consumeStage', data)
    },
  },
  'media.consumeTile': {
    target: (_services, _peer, { siteId }) => ({ siteIds: [siteId] }),
    run: (services, peer, data) => {
      own(services, peer, data)
      return services.plane.request('endpoint.consumeTile', data)
    },
  },
  'media.consumeTalkback': {
    target: nothing,
    run: (services, peer, data) => {
      own(services, peer, data)
      return services.plane.request('endpoint.consumeTalkback', data)
    },
  },
  'media.closeTile': {
    target: nothing,
    run: async (services, peer, data) => {
      own(services, peer, data)
      await services.plane.request('endpoint.closeTile', data)
      return DONE
    },
  },
  'media.resume': {
    target: nothing,
    run: async (services, peer, data) => {
      own(services, peer, data)
      await services.plane.request('endpoint.resume', data)
      return DONE
    },
  },
}
