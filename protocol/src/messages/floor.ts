import { Type } from 'typebox'
import { AskedKindSchema, FloorModeSchema, SpeechLimitsSchema } from '../conduct/floor.ts'
import { CommandIdSchema, RequestIdSchema, SessionIdSchema, SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { nullable } from '../schema.ts'
import { Done, message, strict } from './define.ts'

const command = CommandIdSchema
const sessionId = SessionIdSchema
const requestId = RequestIdSchema
const itemId = Type.String({ minLength: 1, maxLength: 80 })

/** Who speaks for the site, and on what. */
export const SPEECH_WORDS = {
  kind: Type.Optional(AskedKindSchema),
  speaker: Type.Optional(Type.String({ maxLength: 200 })),
  topic: Type.Optional(Type.String({ maxLength: 300 })),
}

/** The rules of the floor: modes, times, agenda, and the districts' own queues. */
export const FLOOR_MESSAGES = {
  'floor.describeOwn': message({
    audience: 'site',
    kind: 'command',
    summary: 'Says who speaks for the site and on what, of its request that waits or its speech.',
    data: strict({ command, ...SPEECH_WORDS }),
    reply: Done,
  }),
  'group.nominateOwn': message({
    audience: 'site',
    kind: 'command',
    summary: 'A district’s own room nominates a request of its communes upward (đề cử).',
    data: strict({ command, requestId }),
    reply: Done,
  }),
  'group.declineOwn': message({
    audience: 'site',
    kind: 'command',
    summary: 'A district’s own room turns a request of its communes down.',
    data: strict({ command, requestId }),
    reply: Done,
  }),
  'group.nominate': message({
    audience: 'console',
    kind: 'command',
    summary: 'Nominates a request of a district’s queue upward.',
    data: strict({ command, sessionId, requestId }),
    reply: Done,
  }),
  'group.decline': message({
    audience: 'console',
    kind: 'command',
    summary: 'Turns down a request that waits in a district’s queue.',
    data: strict({ command, sessionId, requestId }),
    reply: Done,
  }),
  'group.reorder': message({
    audience: 'console',
    kind: 'command',
    summary: 'Moves a request to a place in its district’s queue, 1 being next.',
    data: strict({ command, sessionId, requestId, position: Type.Integer({ minimum: 1, maximum: 10_000 }) }),
    reply: Done,
  }),
  'group.return': message({
    audience: 'console',
    kind: 'command',
    summary: 'Gives a nominated request back to its district’s queue.',
    data: strict({ command, sessionId, requestId }),
    reply: Done,
  }),
  'floor.setMode': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Changes who decides who speaks. `lecture` ends the speeches that are on; requests keep their places.',
    data: strict({ command, sessionId, mode: FloorModeSchema }),
    reply: Done,
  }),
  'floor.setDelegation': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Has requests go to the districts first, or straight to the common queue, with all that wait there.',
    data: strict({ command, sessionId, on: Type.Boolean() }),
    reply: Done,
  }),
  'floor.setQueue': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Closes or opens the queue, or that of one district: who waits keeps waiting, nobody comes in addition.',
    data: strict({ command, sessionId, unitId: nullable(UnitIdSchema), open: Type.Boolean() }),
    reply: Done,
  }),
  'floor.setLimits': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Changes how long speeches may take that begin from now on, and what happens at the end of that time.',
    data: strict({ command, sessionId, limits: SpeechLimitsSchema }),
    reply: Done,
  }),
  'floor.extend': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Gives the one who speaks more time; negative: less. A microphone that its rule has closed opens again.',
    data: strict({
      command,
      sessionId,
      requestId,
      seconds: Type.Integer({ minimum: -3_600, maximum: 3_600 }),
    }),
    reply: Done,
  }),
  'floor.describe': message({
    audience: 'console',
    kind: 'command',
    summary: 'Says who speaks for a site, on what, and what kind of speech it is.',
    data: strict({ command, sessionId, requestId, ...SPEECH_WORDS }),
    reply: Done,
  }),
  'floor.check': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Notes what the operator has found of a site on standby: its picture, its sound, or both. What is left out stays as it was.',
    data: strict({
      command,
      sessionId,
      requestId,
      picture: Type.Optional(Type.Boolean()),
      sound: Type.Optional(Type.Boolean()),
    }),
    reply: Done,
  }),
  'floor.callPaper': message({
    audience: 'console',
    kind: 'command',
    summary: 'Puts the site of a planned paper on standby: the next one of the agenda, or the one named.',
    data: strict({ command, sessionId, itemId: Type.Optional(itemId) }),
    reply: Type.Object({ requestId: RequestIdSchema }),
  }),
  'agenda.begin': message({
    audience: 'console',
    kind: 'command',
    summary: 'Goes to an item of the agenda; the one before is done.',
    data: strict({ command, sessionId, itemId }),
    reply: Done,
  }),
  'agenda.finish': message({
    audience: 'console',
    kind: 'command',
    summary: 'Ends the item that is under way.',
    data: strict({ command, sessionId }),
    reply: Done,
  }),
  'agenda.skip': message({
    audience: 'console',
    kind: 'command',
    summary: 'Leaves an item of the agenda out, or takes it in again.',
    data: strict({ command, sessionId, itemId, skipped: Type.Boolean() }),
    reply: Done,
  }),
  'session.setDeputy': message({
    audience: 'console',
    kind: 'command',
    summary: 'Names the site that takes the chair over when the chair’s link is lost; null for none.',
    data: strict({ command, sessionId, siteId: nullable(SiteIdSchema) }),
    reply: Done,
  }),
  'stage.pin': message({
    audience: 'console',
    kind: 'command',
    summary: 'Shows a site that is on stage big, for everybody; null: who began to speak last.',
    data: strict({ command, sessionId, siteId: nullable(SiteIdSchema) }),
    reply: Done,
  }),
  'stage.cutToChair': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Cuts to the chair at once: every speech ends, content and papers close, every other microphone is closed.',
    data: strict({ command, sessionId }),
    reply: Done,
  }),
  'stage.hold': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Shows words in place of the picture (tạm dừng), or takes them away with null. Microphones close with it.',
    data: strict({ command, sessionId, text: nullable(Type.String({ maxLength: 300 })) }),
    reply: Done,
  }),
} as const
