import { Type } from 'typebox'
import { CommandIdSchema, SessionIdSchema, SiteIdSchema } from '../ids.ts'
import { QuorumRuleSchema } from '../conduct/floor.ts'
import { FrozenRollSchema, FrozenRowSchema } from '../conduct/rollCall.ts'
import { nullable } from '../schema.ts'
import { Done, message, strict } from './define.ts'

const command = CommandIdSchema
const sessionId = SessionIdSchema
const siteId = SiteIdSchema
const COUNTS = {
  present: Type.Integer({ minimum: 0, maximum: 9_999 }),
  invited: Type.Integer({ minimum: 0, maximum: 9_999 }),
  head: Type.String({ maxLength: 200 }),
}

/** Roll call (điểm danh). */
export const ROLL_CALL_MESSAGES = {
  'rollCall.answer': message({
    audience: 'site',
    kind: 'command',
    summary: 'Says how many are present of how many invited, and who heads them.',
    data: strict({ command, ...COUNTS }),
    reply: Done,
  }),
  'rollCall.open': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Calls the roll: sites answer and may correct their answers until it is closed. `anew`: all answer again, what they said before is a default; otherwise answers stand.',
    data: strict({ command, sessionId, anew: Type.Optional(Type.Boolean()) }),
    reply: Done,
  }),
  'rollCall.close': message({
    audience: 'console',
    kind: 'command',
    summary: 'Closes the roll call: answers stand, the crew may still correct them.',
    data: strict({ command, sessionId }),
    reply: Done,
  }),
  'rollCall.enter': message({
    audience: 'console',
    kind: 'command',
    summary: 'Enters a site’s answer for it, as told by telephone.',
    data: strict({ command, sessionId, siteId, ...COUNTS }),
    reply: Done,
  }),
  'rollCall.excuse': message({
    audience: 'console',
    kind: 'command',
    summary: 'Notes why a site does not attend (vắng có lý do); null takes it back.',
    data: strict({
      command,
      sessionId,
      siteId,
      reason: nullable(Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })),
    }),
    reply: Done,
  }),
  'rollCall.freeze': message({
    audience: 'console',
    kind: 'command',
    summary: 'Freezes the roll as it stands now, as evidence. What was frozen never changes.',
    data: strict({ command, sessionId, label: Type.String({ maxLength: 300 }) }),
    reply: Type.Object({ freezeId: Type.String({ maxLength: 80 }) }),
  }),
  'rollCall.readFrozen': message({
    audience: 'console',
    kind: 'query',
    summary: 'Reads a roll that was frozen: its sites, as far as the caller may see them.',
    data: strict({ sessionId, freezeId: Type.String({ minLength: 1, maxLength: 80 }) }),
    reply: Type.Object({
      frozen: FrozenRollSchema,
      rows: Type.Array(FrozenRowSchema, { maxItems: 2_000 }),
    }),
  }),
  'rollCall.setQuorum': message({
    audience: 'console',
    kind: 'command',
    summary: 'Changes when the meeting has enough people; null for no such rule.',
    data: strict({ command, sessionId, quorum: nullable(QuorumRuleSchema) }),
    reply: Done,
  }),
} as const
