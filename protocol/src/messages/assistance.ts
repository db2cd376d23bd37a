import { Type } from 'typebox'
import { ChatTextSchema, NoticeTargetSchema } from '../conduct/assistance.ts'
import { CommandIdSchema, EndpointIdSchema, SessionIdSchema, SiteIdSchema } from '../ids.ts'
import { nullable } from '../schema.ts'
import { Done, message, strict } from './define.ts'

const command = CommandIdSchema
const sessionId = SessionIdSchema
const siteId = SiteIdSchema
const lineId = Type.Optional(Type.String({ minLength: 1, maxLength: 80 }))
const messageId = Type.String({ minLength: 1, maxLength: 80 })

/** Help for sites: written lines, messages on their screens, talkback off air, and what the crew notes. */
export const ASSISTANCE_MESSAGES = {
  'chat.say': message({
    audience: 'site',
    kind: 'command',
    summary: 'Writes to the duty crew; nobody else reads it.',
    data: strict({ command, text: ChatTextSchema }),
    reply: Done,
  }),
  'chat.markOwnRead': message({
    audience: 'site',
    kind: 'command',
    summary: 'Says that somebody at the site has read what the crew answered, up to a line or all of it.',
    data: strict({ command, lineId }),
    reply: Done,
  }),
  'message.read': message({
    audience: 'site',
    kind: 'command',
    summary: 'Says that somebody at the site has read a message of the crew.',
    data: strict({ command, messageId }),
    reply: Done,
  }),
  'chat.reply': message({
    audience: 'console',
    kind: 'command',
    summary: 'Answers a site.',
    data: strict({ command, sessionId, siteId, text: ChatTextSchema }),
    reply: Done,
  }),
  'chat.markRead': message({
    audience: 'console',
    kind: 'command',
    summary: 'Says that the crew has read what a site wrote, up to a line or all of it.',
    data: strict({ command, sessionId, siteId, lineId }),
    reply: Done,
  }),
  'message.show': message({
    audience: 'console',
    kind: 'command',
    summary: 'Shows a message on the screens of all sites, of a unit’s sites, or of one.',
    data: strict({ command, sessionId, text: ChatTextSchema, target: NoticeTargetSchema }),
    reply: Type.Object({ messageId: Type.String({ maxLength: 80 }) }),
  }),
  'message.clear': message({
    audience: 'console',
    kind: 'command',
    summary: 'Takes a message down.',
    data: strict({ command, sessionId, messageId }),
    reply: Done,
  }),
  'talkback.start': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Speaks with a site off air (đàm thoại kỹ thuật): this console and that site hear each other, nobody else hears either. Needs an endpoint of this console.',
    data: strict({ command, sessionId, siteId, endpointId: EndpointIdSchema }),
    reply: Done,
  }),
  'talkback.stop': message({
    audience: 'console',
    kind: 'command',
    summary: 'Ends a talkback.',
    data: strict({ command, sessionId, siteId }),
    reply: Done,
  }),
  'incident.note': message({
    audience: 'console',
    kind: 'command',
    summary: 'Notes an incident in the log of the session; it goes to the report.',
    data: strict({
      command,
      sessionId,
      siteId: nullable(siteId),
      text: ChatTextSchema,
    }),
    reply: Type.Object({ incidentId: Type.String({ maxLength: 80 }) }),
  }),
} as const
