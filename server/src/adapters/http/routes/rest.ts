import { Readable } from 'node:stream'
import {
  BridgeError,
  None,
  REST_CALLS,
  REST_PREFIX,
  type ErrorCode,
  type Language,
  type RestCallName,
  type RestDefinition,
} from '@diem-cau/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AuditTrail } from '../../../app/AuditTrail.ts'
import type {
  AuditNote,
  Caller,
  FileAnswer,
  RestHandler,
  RestHandlers,
  RestRequest,
} from '../../../app/rest/define.ts'
import { isAllowed } from '../../../core/policy/policy.ts'
import type { Directory } from '../../../core/directory/index.ts'
import type { App } from '../buildApp.ts'
import type { CallGuard } from '../CallGuard.ts'
import { giveLogin } from '../cookies.ts'
import { FILE_OR_PROBLEM, IF_MATCH, responsesOf, securityOf } from '../openApi.ts'

export interface RestServices {
  directory: () => Directory
  handlers: Partial<RestHandlers<RestCallName>>
  guard: CallGuard
  audit: AuditTrail
  loginDays: number
}

/** Whoever sends it is known by then; the largest honest one is a directory's change. */
const BODY_LIMIT_BYTES = 1024 * 1024

/** Calls that change nothing although they are not a GET: their question does not fit into an address. */
const QUESTIONS: ReadonlySet<RestCallName> = new Set([
  'directory.preview',
  'directory.planMerge',
  'directory.planDropTier',
  'sessions.conflicts',
  'sessions.resolve',
  'series.preview',
])

/** Every call of the programming interface that has a use case, each through the policy and into the audit trail. */
export function restRoutes(app: App, services: RestServices): void {
  // A file comes as it is: its use case reads the stream. JSON is parsed as always.
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser('*', (_request, payload, next) => next(null, payload))
    for (const name of namesOf(services)) route(scope, services, name)
    done()
  })
}

function namesOf({ handlers }: RestServices): RestCallName[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the map are its names
  return (Object.keys(REST_CALLS) as RestCallName[]).filter((name) => handlers[name] !== undefined)
}

function route(app: App, services: RestServices, name: RestCallName): void {
  const call: RestDefinition = REST_CALLS[name]
  const hasBody = call.method !== 'GET' && call.method !== 'DELETE' && call.upload === undefined
  app.route({
    method: call.method,
    url: `${REST_PREFIX}${call.path}`,
    bodyLimit: call.upload?.maxBytes ?? call.maxBodyBytes ?? BODY_LIMIT_BYTES,
    schema: {
      operationId: name,
      tags: [call.tag],
      summary: call.summary,
      security: securityOf(call.scope),
      params: call.params,
      querystring: call.query,
      // A call that says nothing more may come without a body.
      ...(hasBody && call.body !== None ? { body: call.body } : {}),
      ...(call.etag === 'needs' ? { headers: IF_MATCH } : {}),
      ...(call.upload === undefined ? {} : { consumes: [...call.upload.types] }),
      response: call.download === true ? FILE_OR_PROBLEM : responsesOf(call.reply),
    },
    // Before the body is read: a stranger sends no file, and nobody one that would be parsed, however large it is.
    onRequest: async (request) => {
      await services.guard.admit(request, name, call.scope, call.upload !== undefined)
      if (call.upload !== undefined) requireFile(call.upload, request)
    },
    handler: (request, reply) => serve(services, name, request, reply),
  })
}

async function serve(
  services: RestServices,
  name: RestCallName,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const call: RestDefinition = REST_CALLS[name]
  const caller = services.guard.callerOf(request)
  const asked = requestOf(call, request)
  if (call.method === 'GET' || QUESTIONS.has(name)) {
    return send(call, await permitted(services, name, caller, asked), reply, request)
  }
  const answer = await audited(services.audit, caller, name, asked.note, () =>
    permitted(services, name, caller, asked),
  )
  if (caller.newLoginToken !== undefined) giveLogin(request, reply, caller.newLoginToken, services.loginDays)
  return send(call, answer, reply)
}

/**
 * Does a command and writes into the audit trail that it was done or refused, before it is answered. While the trail
 * can not be written nothing is begun; what was done just before that is answered as done, and its line is written as
 * soon as the disk takes it.
 */
export async function audited<T>(
  audit: AuditTrail,
  caller: Caller,
  action: string,
  note: AuditNote,
  work: () => Promise<T>,
): Promise<T> {
  if (audit.isBehind) throw new BridgeError('storage_failed')
  const write = (refusal: ErrorCode | null): Promise<void> =>
    audit.write(caller, action, note, refusal).catch(() => undefined)
  try {
    const answer = await work()
    await write(null)
    return answer
  } catch (error) {
    await write(error instanceof BridgeError ? error.code : 'internal')
    throw error
  }
}

async function permitted(
  services: RestServices,
  name: RestCallName,
  caller: Caller,
  request: RestRequest<RestCallName>,
): Promise<unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- name, handler and schema are of one call
  const handler = services.handlers[name] as RestHandler<RestCallName>
  const target = await handler.target(caller, request)
  if (!isAllowed(caller.person, name, target, services.directory())) throw new BridgeError('forbidden')
  return handler.run(caller, request)
}

/** What was asked; params, query and body have passed the call's schema on the way here. */
function requestOf(call: RestDefinition, request: FastifyRequest): RestRequest<RestCallName> {
  const { body } = request
  const upload =
    call.upload === undefined ? null : { content: uploadOf(request), contentType: contentTypeOf(request) }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked by the route's schema
  return {
    params: request.params,
    query: request.query,
    body: upload === null ? (body ?? {}) : {},
    ifMatch: call.etag === 'needs' ? versionOf(request.headers['if-match']) : 0,
    language: languageOf(request),
    upload,
    note: { unitId: null, subject: '', subjectName: '', details: {} },
  } as RestRequest<RestCallName>
}

function contentTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function requireFile({ types }: { types: readonly string[] }, request: FastifyRequest): void {
  if (!types.includes(contentTypeOf(request))) throw new BridgeError('unsupported_file')
}

function uploadOf(request: FastifyRequest): Readable {
  return request.body instanceof Readable ? request.body : Readable.from([])
}

/** Of the languages that a browser names the first is the one it wants most. */
function languageOf({ headers }: FastifyRequest): Language {
  return /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'vi'
}

/** @throws {BridgeError} `version_required` */
function versionOf(header: string | undefined): number {
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header ?? '')?.[1]
  if (version === undefined) throw new BridgeError('version_required')
  return Number(version)
}

/** @param question without: the answer is of something that was done, and is sent whatever the caller knows already */
function send(
  call: RestDefinition,
  answer: unknown,
  reply: FastifyReply,
  question?: FastifyRequest,
): FastifyReply {
  void reply.header('cache-control', 'no-store')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `download` calls answer with a file
  if (call.download === true) return sendFile(answer as FileAnswer, reply)
  const hasVersion =
    call.etag !== undefined && typeof answer === 'object' && answer !== null && 'version' in answer
  const version = hasVersion ? answer.version : undefined
  if (typeof version === 'number') {
    const etag = `"${version}"`
    void reply.header('etag', etag)
    if (question?.headers['if-none-match'] === etag) return reply.code(304).send()
  }
  return reply.send(answer)
}

function sendFile(file: FileAnswer, reply: FastifyReply): FastifyReply {
  const disposition = file.inline === true ? 'inline' : 'attachment'
  const plain = file.fileName.replaceAll(/[^\w.() -]/g, '_')
  const encoded = encodeURIComponent(file.fileName)
  void reply
    .type(file.contentType)
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`)
  if (file.etag !== undefined) void reply.header('etag', `"${file.etag}"`)
  if (file.contentSecurityPolicy !== undefined) {
    void reply.header('content-security-policy', file.contentSecurityPolicy)
  }
  return reply.send(file.content)
}
