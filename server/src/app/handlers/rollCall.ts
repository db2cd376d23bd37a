import { BridgeError } from '@diem-cau/protocol'
import { frozenRoll } from '../../core/rollcall/view.ts'
import { viewerOf } from '../Views.ts'
import { commandedSession, execute, hostOf, lookedAt, nothing, type Handlers } from './define.ts'
import { conduct, ofOwnSite } from './shared.ts'

/** Roll call: sites answer, the crew enters what it is told by telephone, and freezes what stands. */
export const ROLL_CALL_HANDLERS: Handlers<
  | 'rollCall.answer'
  | 'rollCall.open'
  | 'rollCall.close'
  | 'rollCall.enter'
  | 'rollCall.excuse'
  | 'rollCall.freeze'
  | 'rollCall.readFrozen'
  | 'rollCall.setQuorum'
> = {
  'rollCall.answer': {
    target: nothing,
    run: (services, peer, { command, ...counts }) =>
      ofOwnSite(services, peer, command, (siteId) => ({
        type: 'AnswerRollCall',
        siteId,
        by: 'site',
        ...counts,
      })),
  },
  'rollCall.open': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'OpenRollCall', anew: data.anew ?? false }),
  },
  'rollCall.close': {
    target: hostOf,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'CloseRollCall' }),
  },
  'rollCall.enter': {
    target: hostOf,
    run: (services, peer, { command, sessionId, ...answer }) =>
      conduct(services, peer, { command, sessionId }, { type: 'AnswerRollCall', by: 'crew', ...answer }),
  },
  'rollCall.excuse': {
    target: hostOf,
    run: (services, peer, { siteId, reason, ...on }) =>
      conduct(services, peer, on, { type: 'ExcuseSite', siteId, reason }),
  },
  'rollCall.freeze': {
    target: hostOf,
    run: async (services, peer, { command, sessionId, label }) => {
      const branch = commandedSession(services, sessionId)
      const reason = branch.rollCall.frozen.length === 0 ? 'start' : 'manual'
      const newFreezeId = services.ids.mark()
      const order = { type: 'FreezeRollCall', newFreezeId, reason, label } as const
      const events = await execute(services, peer, branch, order, command)
      const frozen = events.find((happened) => happened.type === 'RollCallFrozen')
      return { freezeId: frozen?.data.freezeId ?? newFreezeId }
    },
  },
  'rollCall.readFrozen': {
    target: (services, peer, { sessionId }) =>
      lookedAt(services, peer, commandedSession(services, sessionId)),
    run: (services, peer, { sessionId, freezeId }) => {
      if (peer.actor.kind === 'site') throw new BridgeError('forbidden')
      const branch = commandedSession(services, sessionId)
      const found = frozenRoll(branch, freezeId, viewerOf(services, peer.actor, branch, null))
      if (found === undefined) throw new BridgeError('not_found')
      return Promise.resolve(found)
    },
  },
  'rollCall.setQuorum': {
    target: hostOf,
    run: (services, peer, { quorum, ...on }) => conduct(services, peer, on, { type: 'SetQuorum', quorum }),
  },
}
