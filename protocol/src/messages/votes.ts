import { Type } from 'typebox'
import { CommandIdSchema, SessionIdSchema, SiteIdSchema } from '../ids.ts'
import { BallotSchema, MotionFieldsSchema } from '../conduct/vote.ts'
import { nullable } from '../schema.ts'
import { Done, message, strict } from './define.ts'

const command = CommandIdSchema
const sessionId = SessionIdSchema
const motionId = Type.String({ minLength: 1, maxLength: 80 })

/** Votes (biểu quyết). */
export const VOTE_MESSAGES = {
  'vote.cast': message({
    audience: 'site',
    kind: 'command',
    summary:
      'Casts the site’s vote, once. `votes`: how many for each choice, at most as many as the site has.',
    data: strict({ command, motionId, votes: BallotSchema }),
    reply: Done,
  }),
  'vote.propose': message({
    audience: 'console',
    kind: 'command',
    summary: 'Prepares a motion. Nobody sees it before it is opened.',
    data: strict({ command, sessionId, fields: MotionFieldsSchema }),
    reply: Type.Object({ motionId: Type.String({ maxLength: 80 }) }),
  }),
  'vote.amend': message({
    audience: 'console',
    kind: 'command',
    summary: 'Changes a motion that has not been opened.',
    data: strict({ command, sessionId, motionId, fields: MotionFieldsSchema }),
    reply: Done,
  }),
  'vote.open': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Opens a vote: the roll is frozen, rights follow from it. Refused without quorum unless `withoutQuorum` is set, which is noted.',
    data: strict({ command, sessionId, motionId, withoutQuorum: Type.Optional(Type.Boolean()) }),
    reply: Done,
  }),
  'vote.close': message({
    audience: 'console',
    kind: 'command',
    summary: 'Ends a vote before its time, and counts it.',
    data: strict({ command, sessionId, motionId }),
    reply: Done,
  }),
  'vote.withdraw': message({
    audience: 'console',
    kind: 'command',
    summary: 'Withdraws a motion that was not counted: its ballots count for nothing.',
    data: strict({ command, sessionId, motionId }),
    reply: Done,
  }),
  'vote.decideTie': message({
    audience: 'console',
    kind: 'command',
    summary: 'The chair decides a tie.',
    data: strict({ command, sessionId, motionId, passed: Type.Boolean() }),
    reply: Done,
  }),
  'vote.enter': message({
    audience: 'console',
    kind: 'command',
    summary: 'Enters the vote of a site that has told it by telephone; only of an open ballot.',
    data: strict({ command, sessionId, motionId, siteId: SiteIdSchema, votes: BallotSchema }),
    reply: Done,
  }),
  'vote.show': message({
    audience: 'console',
    kind: 'command',
    summary: 'Puts a counted result on everybody’s screen; null takes it down.',
    data: strict({ command, sessionId, motionId: nullable(motionId) }),
    reply: Done,
  }),
} as const
