import type { Static } from 'typebox'
import { DIRECTORY_CALLS } from './directory.ts'
import { PEOPLE_CALLS } from './people.ts'
import { NOTICE_CALLS } from './notices.ts'
import { PAPER_CALLS } from './papers.ts'
import { REPORT_CALLS } from './report.ts'
import { SERIES_CALLS } from './series.ts'
import { SESSION_CALLS } from './sessions.ts'
import { TEMPLATE_CALLS } from './templates.ts'

export * from './commands.ts'
export * from './define.ts'
export * from './directory.ts'
export * from './notices.ts'
export * from './papers.ts'
export * from './people.ts'
export * from './plan.ts'
export * from './problem.ts'
export * from './report.ts'
export * from './series.ts'
export * from './sessions.ts'
export * from './templates.ts'

/** Every call of the programming interface, by name. */
export const REST_CALLS = {
  ...PEOPLE_CALLS,
  ...DIRECTORY_CALLS,
  ...SESSION_CALLS,
  ...NOTICE_CALLS,
  ...SERIES_CALLS,
  ...TEMPLATE_CALLS,
  ...PAPER_CALLS,
  ...REPORT_CALLS,
} as const
export type RestCalls = typeof REST_CALLS
export type RestCallName = keyof RestCalls

/** All of them live below this path. */
export const REST_PREFIX = '/api/v1'

// Worked out once for each call, as with the messages: worked out in place they cost the compiler a lot.
type Resolved<T> = { [K in keyof T]: T[K] }
interface RestParams extends Resolved<{ [N in RestCallName]: Static<RestCalls[N]['params']> }> {}
interface RestQueries extends Resolved<{ [N in RestCallName]: Static<RestCalls[N]['query']> }> {}
interface RestBodies extends Resolved<{ [N in RestCallName]: Static<RestCalls[N]['body']> }> {}
interface RestReplies extends Resolved<{ [N in RestCallName]: Static<RestCalls[N]['reply']> }> {}
export type RestParamsOf<N extends RestCallName> = RestParams[N]
export type RestQueryOf<N extends RestCallName> = RestQueries[N]
export type RestBodyOf<N extends RestCallName> = RestBodies[N]
export type RestReplyOf<N extends RestCallName> = RestReplies[N]

/** Calls that answer with a file. */
export type DownloadCallName = 'audit.export' | 'directory.export' | 'documents.content' | 'report.export'
