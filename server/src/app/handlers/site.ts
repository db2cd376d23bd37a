import { BridgeError } from '@diem-cau/protocol'
import { rosterEntry } from '../../core/branch/roster.ts'
import { actorText } from '../Peer.ts'
import { DONE, execute, nothing, ownBranch, requestIdIn, sessionOf, type Handlers } from './define.ts'

/** What a site's page may ask. The site is the one that its device is paired with. */
export const SITE_HANDLERS: Handlers<
  | 'floor.request'
  | 'floor.withdraw'
  | 'floor.accept'
  | 'floor.end'
  | 'microphone.set'
  | 'content.start'
  | 'content.stop'
  | 'ring.answer'
  | 'site.report'
> = {
  'floor.request': {
    target: nothing,
    run: async (services, peer, { command, ...words }) => {
      const { branch, siteId } = ownBranch(services, peer)
      const newRequestId = services.ids.request()
      const events = await execute(
        services,
        peer,
        branch,
        { type: 'RequestFloor', siteId, newRequestId, ...words },
        command,
      )
      return { requestId: requestIdIn(events, siteId) }
    },
  },
  'floor.withdraw': {
    target: nothing,
    run: async (services, peer, { command }) => {
      const { branch, siteId } = ownBranch(services, peer)
      await execute(services, peer, branch, { type: 'WithdrawRequest', siteId }, command)
      return DONE
    },
  },
  'floor.accept': {
    target: nothing,
    run: async (services, peer, { command }) => {
      const { branch, siteId } = ownBranch(services, peer)
      await execute(services, peer, branch, { type: 'AcceptInvitation', siteId }, command)
      return DONE
    },
  },
  'floor.end': {
    target: nothing,
    run: async (services, peer, { command }) => {
      const { branch, siteId } = ownBranch(services, peer)
      await execute(services, peer, branch, { type: 'EndOwnSpeech', siteId }, command)
      return DONE
    },
  },
  'microphone.set': {
    target: nothing,
    run: async (services, peer, { command, open }) => {
      const { branch, siteId } = ownBranch(services, peer)
      await execute(services, peer, branch, { type: 'SetOwnMicrophone', siteId, open }, command)
      return DONE
    },
  },
  'content.start': {
    target: nothing,
    run: async (services, peer, { command }) => {
      const { branch, siteId } = ownBranch(services, peer)
      await execute(services, peer, branch, { type: 'StartContent', siteId }, command)
      return DONE
    },
  },
  'content.stop': {
    target: nothing,
    run: async (services, peer, { command }) => {
      const { branch, siteId } = ownBranch(services, peer)
      await execute(services, peer, branch, { type: 'StopContent', siteId }, command)
      return DONE
    },
  },
  'ring.answer': {
    target: nothing,
    run: async (services, peer, { command, sessionId }) => {
      if (peer.actor.kind !== 'site') throw new BridgeError('forbidden')
      const { branchId, hostUnitId } = sessionOf(services, sessionId)
      const origin = { actor: actorText(peer.actor), key: command }
      const entry = rosterEntry(services.directory, hostUnitId, peer.actor.siteId)
      await services.registry.answer(branchId, entry, origin)
      return DONE
    },
  },
  'site.report': {
    target: nothing,
    run: (services, peer, { camera, microphone }) => {
      if (peer.actor.kind === 'site' && services.reports.report(peer.actor.siteId, { camera, microphone })) {
        services.views.changed()
      }
      return Promise.resolve(DONE)
    },
  },
}
