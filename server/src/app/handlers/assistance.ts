import { BridgeError } from '@diem-cau/protocol'
import { hostOf, nothing, type Handlers } from './define.ts'
import { conduct, ofOwnSite } from './shared.ts'

/** Help for sites: written lines, messages on their screens, talkback off air, and what the crew notes. */
export const ASSISTANCE_HANDLERS: Handlers<
  | 'chat.say'
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
        by: '',
        text,
      }),
  },
  'chat.markRead': {
    target: hostOf,
    run: (services, peer, { siteId, ...on }) => conduct(services, peer, on, { type: 'MarkChatRead', siteId }),
  },
  'message.show': {
    target: hostOf,
    run: () => Promise.reject(new BridgeError('not_ready')),
  },
  'message.clear': {
    target: hostOf,
    run: (services, peer, { messageId, ...on }) =>
      conduct(services, peer, on, { type: 'ClearMessage', messageId }),
  },
  'talkback.start': {
    target: hostOf,
    run: () => Promise.reject(new BridgeError('not_ready')),
  },
  'talkback.stop': {
    target: hostOf,
    run: (services, peer, { siteId, ...on }) =>
      conduct(services, peer, on, { type: 'StopTalkback', siteId, reason: 'crew' }),
  },
  'incident.note': {
    target: hostOf,
    run: (services, peer, { siteId, text, ...on }) =>
      conduct(services, peer, on, { type: 'NoteIncident', siteId, text, by: '' }),
  },
}
