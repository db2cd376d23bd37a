import { Type } from 'typebox'
import { CommandIdSchema, RequestIdSchema, SessionIdSchema, SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { VideoCodecSchema } from '../media.ts'
import { LayoutSchema, TimeSchema } from '../views.ts'
import { nullable } from '../schema.ts'
import { Done, message, Nothing, strict } from './define.ts'

const command = CommandIdSchema
const sessionId = SessionIdSchema

export const DirectoryUnitSchema = Type.Object({
  unitId: UnitIdSchema,
  parentId: Type.Union([UnitIdSchema, Type.Null()]),
  name: Type.String(),
  code: Type.String(),
  tier: Type.Integer({ minimum: 1, maximum: 4 }),
  kind: Type.String(),
})
export const DirectorySiteSchema = Type.Object({
  siteId: SiteIdSchema,
  unitId: UnitIdSchema,
  name: Type.String(),
  kind: Type.Union([Type.Literal('hub'), Type.Literal('unit'), Type.Literal('body')]),
})

/** What a console may ask, within its account's subtree. */
export const CONSOLE_MESSAGES = {
  'directory.get': message({
    audience: 'console',
    kind: 'query',
    summary: 'The units and sites of the own subtree, parents before children, and the names of the tiers.',
    data: Nothing,
    reply: Type.Object({
      tiers: Type.Array(Type.Object({ vi: Type.String(), en: Type.String() })),
      units: Type.Array(DirectoryUnitSchema),
      sites: Type.Array(DirectorySiteSchema),
    }),
  }),
  'session.open': message({
    audience: 'console',
    kind: 'command',
    summary: 'Opens a session now, with all sites of the invited subtrees that are inside the own subtree.',
    data: strict({
      command,
      title: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
      hostUnitId: UnitIdSchema,
      chairSiteId: SiteIdSchema,
      invitedUnitIds: Type.Array(UnitIdSchema, { minItems: 1, maxItems: 500 }),
      videoCodec: Type.Optional(VideoCodecSchema),
    }),
    reply: Type.Object({ sessionId: SessionIdSchema }),
  }),
  'session.close': message({
    audience: 'console',
    kind: 'command',
    summary: 'Ends a session: everybody leaves the stage, every microphone is closed.',
    data: strict({ command, sessionId }),
    reply: Done,
  }),
  'session.detachBranch': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Lets the invited sites of a unit leave for a meeting of their own (họp riêng), with a chair, a queue and a stage of its own. What they were saying or had asked for in this session is over.',
    data: strict({ command, sessionId, unitId: UnitIdSchema, chairSiteId: SiteIdSchema }),
    reply: Type.Object({ sessionId: SessionIdSchema }),
  }),
  'session.attachBranch': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Ends a meeting that was detached; its sites are back in the session that they came from, microphones closed. Answers with that session.',
    data: strict({ command, sessionId }),
    reply: Type.Object({ sessionId: SessionIdSchema }),
  }),
  'session.setChair': message({
    audience: 'console',
    kind: 'command',
    summary: 'Hands the chair over to another connected site of the session.',
    data: strict({ command, sessionId, siteId: SiteIdSchema }),
    reply: Done,
  }),
  'floor.invite': message({
    audience: 'console',
    kind: 'command',
    summary: 'Invites a site to speak, whether it has asked or not; it accepts from its page.',
    data: strict({ command, sessionId, siteId: SiteIdSchema }),
    reply: Type.Object({ requestId: RequestIdSchema }),
  }),
  'floor.standby': message({
    audience: 'console',
    kind: 'command',
    summary: 'Puts a site on standby (chuẩn bị): it starts to send, ahead of the cut.',
    data: strict({ command, sessionId, siteId: SiteIdSchema }),
    reply: Type.Object({ requestId: RequestIdSchema }),
  }),
  'floor.give': message({
    audience: 'console',
    kind: 'command',
    summary:
      'Gives the floor (mời phát biểu). Without `alongside` it takes over from the one who speaks, whose speech is done; with it, or for a question that is `interposed`, another place of the stage is used.',
    data: strict({
      command,
      sessionId,
      siteId: SiteIdSchema,
      alongside: Type.Optional(Type.Boolean()),
      /** A question put in between: beside the speaker, whose time stands still meanwhile. */
      interposed: Type.Optional(Type.Boolean()),
      /** The speech that it is to take over from, as the desk sees it; null: nobody’s. Refused when another one speaks. */
      insteadOf: Type.Optional(nullable(RequestIdSchema)),
    }),
    reply: Type.Object({ requestId: RequestIdSchema }),
  }),
  'floor.finish': message({
    audience: 'console',
    kind: 'command',
    summary: 'Ends a speech in the ordinary way.',
    data: strict({ command, sessionId, requestId: RequestIdSchema }),
    reply: Done,
  }),
  'floor.revoke': message({
    audience: 'console',
    kind: 'command',
    summary: 'Takes the floor away at once: off the stage, microphone closed.',
    data: strict({ command, sessionId, requestId: RequestIdSchema }),
    reply: Done,
  }),
  'floor.decline': message({
    audience: 'console',
    kind: 'command',
    summary: 'Turns a waiting request down.',
    data: strict({ command, sessionId, requestId: RequestIdSchema }),
    reply: Done,
  }),
  'floor.requeue': message({
    audience: 'console',
    kind: 'command',
    summary: 'Takes a site back from invited or standby to the waiting queue.',
    data: strict({ command, sessionId, requestId: RequestIdSchema }),
    reply: Done,
  }),
  'floor.reorder': message({
    audience: 'console',
    kind: 'command',
    summary: 'Moves a waiting request to a place in the queue, 1 being next.',
    data: strict({
      command,
      sessionId,
      requestId: RequestIdSchema,
      position: Type.Integer({ minimum: 1, maximum: 10_000 }),
    }),
    reply: Done,
  }),
  'microphone.close': message({
    audience: 'console',
    kind: 'command',
    summary: 'Closes one site’s microphone; the site keeps its place.',
    data: strict({ command, sessionId, siteId: SiteIdSchema }),
    reply: Done,
  }),
  'microphone.open': message({
    audience: 'console',
    kind: 'command',
    summary: 'Opens the microphone of a site that is on stage, after a return or a closing.',
    data: strict({ command, sessionId, siteId: SiteIdSchema }),
    reply: Done,
  }),
  'microphone.closeAllButStage': message({
    audience: 'console',
    kind: 'command',
    summary: 'Closes every microphone except those of the sites on stage.',
    data: strict({ command, sessionId }),
    reply: Done,
  }),
  'stage.setLayout': message({
    audience: 'console',
    kind: 'command',
    summary: 'Lays the stage out, for everybody.',
    data: strict({ command, sessionId, layout: LayoutSchema }),
    reply: Done,
  }),
  'content.end': message({
    audience: 'console',
    kind: 'command',
    summary: 'Takes the presented content off the stage.',
    data: strict({ command, sessionId }),
    reply: Done,
  }),
  'pairing.createCode': message({
    audience: 'console',
    kind: 'command',
    summary: 'Makes the code that a site’s technician types: single use, short-lived.',
    data: strict({ command, siteId: SiteIdSchema }),
    reply: Type.Object({ code: Type.String(), expiresAt: TimeSchema }),
  }),
  'pairing.revoke': message({
    audience: 'console',
    kind: 'command',
    summary: 'Removes the device paired with a site; its page is put out at once.',
    data: strict({ command, siteId: SiteIdSchema }),
    reply: Done,
  }),
  'tiles.watch': message({
    audience: 'console',
    kind: 'query',
    summary: 'Says which sites this console has on screen; they send their lowest layer meanwhile.',
    data: strict({ sessionId, siteIds: Type.Array(SiteIdSchema, { maxItems: 48 }) }),
    reply: Done,
  }),
} as const
