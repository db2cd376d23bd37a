import { Type } from 'typebox'
import { CommandIdSchema, RequestIdSchema, SessionIdSchema } from '../ids.ts'
import { DeviceStateSchema } from '../views.ts'
import { Done, message, strict } from './define.ts'
import { SPEECH_WORDS } from './floor.ts'

/** What a site's page may ask. The site is the one that the device is paired with, never a field. */
export const SITE_MESSAGES = {
  'floor.request': message({
    audience: 'site',
    kind: 'command',
    summary:
      'Asks to speak (đăng ký phát biểu); by its kind, `discussion` unless said otherwise. In free discussion it may be live at once.',
    data: strict({ command: CommandIdSchema, ...SPEECH_WORDS }),
    reply: Type.Object({ requestId: RequestIdSchema }),
  }),
  'floor.withdraw': message({
    audience: 'site',
    kind: 'command',
    summary: 'Takes the request back (rút đăng ký); also from invited and standby.',
    data: strict({ command: CommandIdSchema }),
    reply: Done,
  }),
  'floor.accept': message({
    audience: 'site',
    kind: 'command',
    summary: 'Accepts an invitation: the site is on standby.',
    data: strict({ command: CommandIdSchema }),
    reply: Done,
  }),
  'floor.end': message({
    audience: 'site',
    kind: 'command',
    summary: 'Ends its own speech (kết thúc phát biểu).',
    data: strict({ command: CommandIdSchema }),
    reply: Done,
  }),
  'microphone.set': message({
    audience: 'site',
    kind: 'command',
    summary: 'Closes its own microphone, or opens it again where the site has the floor or the chair.',
    data: strict({ command: CommandIdSchema, open: Type.Boolean() }),
    reply: Done,
  }),
  'content.start': message({
    audience: 'site',
    kind: 'command',
    summary: 'Starts to present (trình chiếu): the chair or a speaking site.',
    data: strict({ command: CommandIdSchema }),
    reply: Done,
  }),
  'content.stop': message({
    audience: 'site',
    kind: 'command',
    summary: 'Stops its own presentation.',
    data: strict({ command: CommandIdSchema }),
    reply: Done,
  }),
  'ring.answer': message({
    audience: 'site',
    kind: 'command',
    summary: 'Answers an urgent call: it rings no more, and the site is in that session.',
    data: strict({ command: CommandIdSchema, sessionId: SessionIdSchema }),
    reply: Done,
  }),
  'site.report': message({
    audience: 'site',
    kind: 'query',
    summary: 'Says how the devices of the room are. Not part of the log.',
    data: strict({ camera: DeviceStateSchema, microphone: DeviceStateSchema }),
    reply: Done,
  }),
} as const
