import { BridgeError } from '@diem-cau/protocol'
import { sitesOfSession } from '../../core/branch/state.ts'
import { DONE, nothing, sessionOf, type Handlers } from './define.ts'

export const VIEW_HANDLERS: Handlers<'view.subscribe' | 'view.unsubscribe'> = {
  'view.subscribe': {
    target: (services, peer, { selector }) => {
      if (peer.actor.kind === 'site' || selector.view !== 'session') return {}
      const branch = sessionOf(services, selector.sessionId)
      return { hostUnitId: branch.hostUnitId, siteIds: sitesOfSession(branch) }
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
