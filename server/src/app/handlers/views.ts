import { BridgeError } from '@diem-cau/protocol'
import { DONE, lookedAt, nothing, sessionOf, type Handlers } from './define.ts'

export const VIEW_HANDLERS: Handlers<'view.subscribe' | 'view.unsubscribe'> = {
  'view.subscribe': {
    target: (services, peer, { selector }) => {
      if (peer.actor.kind === 'site' || selector.view !== 'session') return {}
      return lookedAt(services, peer, sessionOf(services, selector.sessionId))
    },
    run: (services, peer, { selector }) => {
      if ((peer.actor.kind === 'site') !== (selector.view === 'site')) throw new BridgeError('forbidden')
      return Promise.resolve(services.views.subscribe(peer, selector))
    },
  },
  'view.unsubscribe': {
    target: nothing,
    run: (services, peer, { subscription }) => {
      services.views.unsubscribe(peer, subscription)
      return Promise.resolve(DONE)
    },
  },
}
