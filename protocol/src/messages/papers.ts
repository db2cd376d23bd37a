import { Type } from 'typebox'
import { CommandIdSchema, DocumentIdSchema, SessionIdSchema, SiteIdSchema } from '../ids.ts'
import { nullable } from '../schema.ts'
import { TimeSchema } from '../views.ts'
import { Done, message, strict } from './define.ts'

const command = CommandIdSchema
const sessionId = SessionIdSchema
const documentId = DocumentIdSchema
const page = Type.Integer({ minimum: 1, maximum: 10_000 })
const pages = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }))

/** Meeting papers (tài liệu họp) that are open at all sites. */
export const PAPER_MESSAGES = {
  'paper.link': message({
    audience: 'site',
    kind: 'query',
    summary: 'Where the open paper can be read from: an address for this site alone, for a short time.',
    data: strict({ documentId }),
    reply: Type.Object({ url: Type.String({ maxLength: 500 }), expiresAt: TimeSchema }),
  }),
  'paper.turnOwn': message({
    audience: 'site',
    kind: 'command',
    summary: 'The site that presents turns the page.',
    data: strict({ command, documentId, page, pages }),
    reply: Done,
  }),
  'paper.open': message({
    audience: 'console',
    kind: 'command',
    summary: 'Opens a paper of the session at all sites, at a page.',
    data: strict({ command, sessionId, documentId, page: Type.Optional(page), pages }),
    reply: Done,
  }),
  'paper.turn': message({
    audience: 'console',
    kind: 'command',
    summary: 'Turns to a page of the open paper, or says how many it has.',
    data: strict({ command, sessionId, documentId, page, pages }),
    reply: Done,
  }),
  'paper.setPresenter': message({
    audience: 'console',
    kind: 'command',
    summary: 'Lets a site that is on stage turn the pages; null: the desk alone.',
    data: strict({ command, sessionId, siteId: nullable(SiteIdSchema) }),
    reply: Done,
  }),
  'paper.close': message({
    audience: 'console',
    kind: 'command',
    summary: 'Closes the open paper everywhere.',
    data: strict({ command, sessionId }),
    reply: Done,
  }),
} as const
