import { PROBLEM_TYPE, ProblemSchema, type RestDefinition } from '@diem-cau/protocol'
import { Type, type TSchema } from 'typebox'
import { loginCookieOf } from './cookies.ts'

/* How the calls are described at /docs. */

export const SECURITY_SCHEMES = {
  login: {
    type: 'apiKey',
    in: 'cookie',
    name: loginCookieOf(true),
    description: 'Somebody logged in: may do whatever the roles allow.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A program with a token (`dc_…`, made under the own account): may do what its scopes and its owner’s roles allow.',
  },
} as const

/** A program needs the scope; what is about the caller itself is for people who are logged in. */
export function securityOf(scope: RestDefinition['scope']): Record<string, string[]>[] {
  return scope === 'own' ? [{ login: [] }] : [{ login: [] }, { token: [scope] }]
}

const PROBLEM = {
  description: 'Refused: a problem of the catalogue (RFC 9457).',
  content: { [PROBLEM_TYPE]: { schema: ProblemSchema } },
}

/** Typed as nothing in particular: the answers are typed by the calls themselves. */
export function responsesOf(reply: TSchema): unknown {
  return {
    200: { description: 'Done.', content: { 'application/json': { schema: reply } } },
    '4xx': PROBLEM,
    '5xx': PROBLEM,
  }
}

export const FILE_OR_PROBLEM: unknown = {
  200: {
    description: 'The file.',
    content: { 'application/octet-stream': { schema: Type.String({ format: 'binary' }) } },
  },
  '4xx': PROBLEM,
  '5xx': PROBLEM,
}

/** Whether it is there is for the call itself to say, by `version_required`. */
export const IF_MATCH = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The version that was looked at, from its `ETag`: `"7"`.' }),
  ),
})
