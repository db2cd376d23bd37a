import type { BranchCommand } from '../../core/branch/commands.ts'
import type { RequestId, SessionId } from '@diem-cau/protocol'
import type { Peer } from '../Peer.ts'
import {
  commandedSession,
  DONE,
  execute,
  hostOf,
  requestIdIn,
  type Handlers,
  type Services,
} from './define.ts'

interface OnSession {
  sessionId: SessionId
  command: string
}

/** Gives the session's branch a command, and has nothing to say but that it is done. */
async function conduct(services: Services, peer: Peer, on: OnSession, command: BranchCommand) {
  await execute(services, peer, commandedSession(services, on.sessionId), command, on.command)
  return DONE
}

/** Gives the session's branch a command about a site, and answers with its request. */
async function call(
  services: Services,
  peer: Peer,
  on: OnSession,
  make: (newRequestId: RequestId) => BranchCommand,
) {
  const command = make(services.ids.request())
  const events = await execute(services, peer, commandedSession(services, on.sessionId), command, on.command)
  return { requestId: requestIdIn(events) }
}

/** What the crew and the chair's desk may do in a session that their unit conducts. */
export const CONDUCT_HANDLERS: Handlers<
  | 'session.close'
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
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) => conduct(services, peer, data, { type: 'CloseBranch' }),
  },
  'session.setChair': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'ChangeChair', siteId: data.siteId }),
  },
  'floor.invite': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      call(services, peer, data, (newRequestId) => ({
        type: 'InviteSpeaker',
        siteId: data.siteId,
        newRequestId,
      })),
  },
  'floor.standby': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      call(services, peer, data, (newRequestId) => ({
        type: 'PrepareSpeaker',
        siteId: data.siteId,
        newRequestId,
      })),
  },
  'floor.give': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      call(services, peer, data, (newRequestId) => ({
        type: 'GrantFloor',
        siteId: data.siteId,
        newRequestId,
        alongside: data.alongside ?? false,
      })),
  },
  'floor.finish': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'FinishSpeech', requestId: data.requestId }),
  },
  'floor.revoke': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'RevokeFloor', requestId: data.requestId }),
  },
  'floor.decline': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'DeclineRequest', requestId: data.requestId }),
  },
  'floor.requeue': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'RequeueRequest', requestId: data.requestId }),
  },
  'floor.reorder': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, {
        type: 'MoveRequest',
        requestId: data.requestId,
        position: data.position,
      }),
  },
  'microphone.close': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'SetMicrophone', siteId: data.siteId, open: false }),
  },
  'microphone.open': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) =>
      conduct(services, peer, data, { type: 'SetMicrophone', siteId: data.siteId, open: true }),
  },
  'microphone.closeAllButStage': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) => conduct(services, peer, data, { type: 'CloseAllMicrophonesButStage' }),
  },
  'stage.setLayout': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) => conduct(services, peer, data, { type: 'SetLayout', layout: data.layout }),
  },
  'content.end': {
    target: (services, _peer, data) => hostOf(services, data),
    run: (services, peer, data) => conduct(services, peer, data, { type: 'EndContent' }),
  },
}
