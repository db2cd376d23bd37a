import {
  BridgeError,
  errorReply,
  PROBLEM_TYPE,
  problemOf,
  REST_PREFIX,
  statusOf,
  type ErrorReply,
  type Language,
} from '@diem-cau/protocol'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

/** Answers with an error: as a problem below the programming interface, as the pages know it elsewhere. */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: ErrorReply): FastifyReply {
  const status = statusOf(error.code)
  void reply.status(status).header('cache-control', 'no-store')
  const { waitSeconds } = error.data
  if (status === 429) void reply.header('retry-after', typeof waitSeconds === 'number' ? waitSeconds : 1)
  const path = request.url.split('?', 1)[0] ?? ''
  if (!path.startsWith(`${REST_PREFIX}/`)) return reply.send(error)
  if (status === 401) void reply.header('www-authenticate', challengeOf(error))
  return reply.type(PROBLEM_TYPE).send(problemOf(error, path, languageOf(request)))
}

/** RFC 6750: a program that came without a token is only told that one is needed. */
function challengeOf({ code }: ErrorReply): string {
  return code === 'token_invalid'
    ? 'Bearer realm="diem-cau", error="invalid_token"'
    : 'Bearer realm="diem-cau"'
}

function languageOf({ headers }: FastifyRequest): Language {
  return /^\s*vi\b/i.test(headers['accept-language'] ?? '') ? 'vi' : 'en'
}

const PARTS: Readonly<Record<string, string>> = {
  querystring: '/query',
  params: '/params',
  headers: '/headers',
}

/** What went wrong, in the catalogue's words; a fault of the form says which field and why. */
export function toReply(error: FastifyError | BridgeError): ErrorReply {
  if (error instanceof BridgeError) return errorReply(error.code, error.data)
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return errorReply('message_too_large')
  if (error.validation !== undefined) return errorReply('invalid_message', faultOf(error))
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return errorReply('invalid_message', { path: '', reason: error.message })
  }
  return errorReply('internal')
}

function faultOf({ validation, validationContext, message }: FastifyError) {
  const [fault] = validation ?? []
  const place = PARTS[validationContext ?? ''] ?? ''
  return {
    path: `${place}${fault?.instancePath ?? ''}${fieldOf(fault?.params)}`.slice(0, 200),
    // What the validator says of a field that an object must not have.
    reason: (fault?.message ?? message).replace('schema is false', 'unknown field').slice(0, 200),
  }
}

/** The field that is missing, or that nobody knows: the fault itself only points at what holds it. */
function fieldOf(params: object | undefined): string {
  for (const key of ['requiredProperties', 'additionalProperties']) {
    const names: unknown = params === undefined ? undefined : Reflect.get(params, key)
    if (Array.isArray(names) && typeof names[0] === 'string') return `/${names[0]}`
  }
  return ''
}
