import { BridgeError, type DataOf } from '@diem-cau/protocol'
import type { Target } from '../../core/policy/policy.ts'
import { actorText, type Peer } from '../Peer.ts'
import { commandedSession, DONE, hostOf, type Handlers, type Services } from './define.ts'
import { call, conduct, type OnSession } from './shared.ts'

/** As long as a session's title may be. */
const MAX_TITLE = 300

/** A branch whose parent still meets goes back to it: its rooms are not left without a meeting. */
async function closeSession(services: Services, peer: Peer, data: OnSession) {
  const branch = commandedSession(services, data.sessionId)
  if (services.registry.parentOf(branch) === null) {
    return conduct(services, peer, data, { type: 'CloseBranch', reason: 'ended' })
  }
  await services.registry.attach(branch.branchId, { actor: actorText(peer.actor), key: data.command })
  return DONE
}

async function detachBranch(services: Services, peer: Peer, data: DataOf<'session.detachBranch'>) {
  const { registry, directory } = services
  const { branchId, title } = commandedSession(services, data.sessionId)
  const { unitId, chairSiteId } = data
  const unit = directory.unit(unitId)
  if (unit === undefined) throw new BridgeError('not_found')
  const sessionId = await registry.detach(
    branchId,
    {
      unitId,
      title: `${unit.name} · ${title}`.slice(0, MAX_TITLE),
      chairSiteId,
      siteIds: directory.sitesOfSubtree(unitId).map(({ id }) => id),
    },
    { actor: actorText(peer.actor), key: data.command },
  )
  return { sessionId }
}

/** A branch is for its unit's people, and for those who conduct the session that it came from. */
function branchTarget(services: Services, _peer: Peer, { sessionId }: OnSession): Target {
  const branch = commandedSession(services, sessionId)
  const parent = services.registry.parentOf(branch)
  return {
    unitIds: [branch.hostUnitId],
    ...(parent === null ? {} : { hostUnitId: parent.hostUnitId }),
  }
}

/** What the crew and the chair's desk may do in a session that their unit conducts. */
export const CONDUCT_HANDLERS: Handlers<
  | 'session.close'
  | 'session.detachBranch'
  | 'session.attachBranch'
  | 'session.setChair'
  | 'floor.invite'
  | 'floor.standby'
  | 'floor.give'
  | 'floor.finish'
  | 'floor.revoke'
  | 'floor.decline'
  | 'floor.requeue'
  | 'floor.reorder'
  | 'microphone.close'
  | 'microphone.open'
  | 'microphone.closeAllButStage'
  | 'stage.setLayout'
  | 'content.end'
> = {
  'session.close': {
    target: hostOf,
    run: closeSession,
  },
  'session.detachBranch': {
    target: (services, _peer, { sessionId, unitId, chairSiteId }) => ({
      hostUnitId: commandedSession(services, sessionId).hostUnitId,
      unitIds: [unitId],
      siteIds: [chairSiteId],
    }),
    run: detachBranch,
  },
  'session.attachBranch': {
    target: branchTarget,
    run: async (services, peer, { sessionId, command }) => {
      const { branchId } = commandedSession(services, sessionId)
      const origin = { actor: actorText(peer.actor), key: command }
      return { sessionId: await services.registry.attach(branchId, origin) }
    },
  },
  'session.setChair': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'ChangeChair', siteId: data.siteId }),
  },
  'floor.invite': {
    target: hostOf,
    run: (services, peer, data) =>
      call(services, peer, data, (newRequestId) => ({
        type: 'InviteSpeaker',
        siteId: data.siteId,
        newRequestId,
      })),
  },
  'floor.standby': {
    target: hostOf,
    run: (services, peer, data) =>
      call(services, peer, data, (newRequestId) => ({
        type: 'PrepareSpeaker',
        siteId: data.siteId,
        newRequestId,
      })),
  },
  'floor.give': {
    target: hostOf,
    run: (services, peer, data) =>
      call(services, peer, data, (newRequestId) => ({
        type: 'GrantFloor',
        siteId: data.siteId,
        newRequestId,
        alongside: data.alongside ?? false,
        interposed: data.interposed ?? false,
        ...(data.insteadOf === undefined ? {} : { insteadOf: data.insteadOf }),
      })),
  },
  'floor.finish': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'FinishSpeech', requestId: data.requestId }),
  },
  'floor.revoke': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'RevokeFloor', requestId: data.requestId }),
  },
  'floor.decline': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'DeclineRequest', requestId: data.requestId }),
  },
  'floor.requeue': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'RequeueRequest', requestId: data.requestId }),
  },
  'floor.reorder': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, {
        type: 'MoveRequest',
        requestId: data.requestId,
        position: data.position,
      }),
  },
  'microphone.close': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'SetMicrophone', siteId: data.siteId, open: false }),
  },
  'microphone.open': {
    target: hostOf,
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'SetMicrophone', siteId: data.siteId, open: true }),
  },
  'microphone.closeAllButStage': {
    target: hostOf,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'CloseAllMicrophonesButStage' }),
  },
  'stage.setLayout': {
    target: hostOf,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'SetLayout', layout: data.layout }),
  },
  'content.end': {
    target: hostOf,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'EndContent' }),
  },
}
