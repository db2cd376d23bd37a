import {
  assertUnreachable,
  BridgeError,
  type DataOf,
  type NoticeTarget,
  type SiteId,
} from '@diem-cau/protocol'
import { sitesOfSession, type OpenBranch } from '../../core/branch/state.ts'
import { viewerIdOf } from '../MediaDirector.ts'
import type { Peer } from '../Peer.ts'
import { commandedSession, execute, hostOf, nothing, type Handlers, type Services } from './define.ts'
import { conduct, ofOwnSite } from './shared.ts'

/** The sites that a message is for, as the directory has them today. */
function sitesOfTarget(services: Services, branch: OpenBranch, target: NoticeTarget): SiteId[] {
  switch (target.to) {
    case 'all':
      return sitesOfSession(branch)
    case 'unit':
      if (services.directory.unit(target.unitId) === undefined) throw new BridgeError('not_found')
      return services.directory.sitesOfSubtree(target.unitId).map(({ id }) => id)
    case 'site':
      return [target.siteId]
    default:
      return assertUnreachable(target)
  }
}

async function showMessage(services: Services, peer: Peer, data: DataOf<'message.show'>) {
  const branch = commandedSession(services, data.sessionId)
  const { text, target } = data
  const siteIds = sitesOfTarget(services, branch, target)
  const newMessageId = services.ids.mark()
  const command = { type: 'ShowMessage', newMessageId, text, by: peer.name, target, siteIds } as const
  const events = await execute(services, peer, branch, command, data.command)
  const [shown] = events
  if (shown?.type !== 'MessageShown') throw new BridgeError('conflict')
  return { messageId: shown.data.messageId }
}

async function noteIncident(services: Services, peer: Peer, data: DataOf<'incident.note'>) {
  const branch = commandedSession(services, data.sessionId)
  const { siteId, text } = data
  const newIncidentId = services.ids.mark()
  const command = { type: 'NoteIncident', newIncidentId, siteId, text, by: peer.name } as const
  const events = await execute(services, peer, branch, command, data.command)
  const [noted] = events
  if (noted?.type !== 'IncidentNoted') throw new BridgeError('conflict')
  return { incidentId: noted.data.incidentId }
}

/** Help for sites: written lines, messages on their screens, talkback off air, and what the crew notes. */
export const ASSISTANCE_HANDLERS: Handlers<
  | 'chat.say'
  | 'chat.markOwnRead'
  | 'message.read'
  | 'chat.reply'
  | 'chat.markRead'
  | 'message.show'
  | 'message.clear'
  | 'talkback.start'
  | 'talkback.stop'
  | 'incident.note'
> = {
  'chat.say': {
    target: nothing,
    run: (services, peer, { command, text }) =>
      ofOwnSite(services, peer, command, (siteId) => ({
        type: 'WriteChat',
        newLineId: services.ids.mark(),
        siteId,
        from: 'site',
        by: '',
        text,
      })),
  },
  'chat.markOwnRead': {
    target: nothing,
    run: (services, peer, { command, lineId }) =>
      ofOwnSite(services, peer, command, (siteId) => ({
        type: 'MarkChatRead',
        siteId,
        reader: 'site',
        lineId: lineId ?? null,
      })),
  },
  'message.read': {
    target: nothing,
    run: (services, peer, { command, messageId }) =>
      ofOwnSite(services, peer, command, (siteId) => ({ type: 'ReadMessage', messageId, siteId })),
  },
  'chat.reply': {
    target: hostOf,
    run: (services, peer, { siteId, text, ...on }) =>
      conduct(services, peer, on, {
        type: 'WriteChat',
        newLineId: services.ids.mark(),
        siteId,
        from: 'crew',
        by: peer.name,
        text,
      }),
  },
  'chat.markRead': {
    target: hostOf,
    run: (services, peer, { siteId, lineId, ...on }) =>
      conduct(services, peer, on, { type: 'MarkChatRead', siteId, reader: 'crew', lineId: lineId ?? null }),
  },
  'message.show': {
    target: hostOf,
    run: showMessage,
  },
  'message.clear': {
    target: hostOf,
    run: (services, peer, { messageId, ...on }) =>
      conduct(services, peer, on, { type: 'ClearMessage', messageId }),
  },
  'talkback.start': {
    target: hostOf,
    run: async (services, peer, { siteId, endpointId, ...on }) => {
      // A program without a console of its own could neither speak nor hear.
      services.director.ensureOwner(peer, endpointId)
      return conduct(services, peer, on, {
        type: 'StartTalkback',
        siteId,
        viewerId: viewerIdOf(peer),
        by: peer.name,
      })
    },
  },
  'talkback.stop': {
    target: hostOf,
    run: (services, peer, { siteId, ...on }) =>
      conduct(services, peer, on, { type: 'StopTalkback', siteId, reason: 'crew' }),
  },
  'incident.note': {
    target: hostOf,
    run: noteIncident,
  },
}
