import type { IncomingMessage, RequestListener, Server as HttpServer, ServerResponse } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import { existsSync } from 'node:fs'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { BridgeError, errorReply } from '@diem-cau/protocol'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify'
import { unsoundTextIn } from '../../app/soundText.ts'
import type { HttpServices } from './HttpServices.ts'
import { accountRoutes } from './routes/accounts.ts'
import { kitRoutes } from './routes/kit.ts'
import { CallGuard } from './CallGuard.ts'
import { SECURITY_SCHEMES } from './openApi.ts'
import { refuse, toReply } from './problems.ts'
import { commandRoutes } from './routes/commands.ts'
import { pairingRoutes } from './routes/pairing.ts'
import { paperRoutes } from './routes/papers.ts'
import { restRoutes } from './routes/rest.ts'
import { singleSignOnRoutes } from './routes/singleSignOn.ts'
import { statusRoutes } from './routes/status.ts'

export type App = FastifyInstance<
  HttpServer,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

const BODY_LIMIT_BYTES = 64 * 1024

/**
 * The HTTP side: pages, REST calls, status. The one instance serves https and, on loopback, plain http.
 * @param makeServer gives the server that the requests come in by
 */
export async function buildApp(
  services: HttpServices,
  makeServer: (handler: RequestListener) => HttpServer | HttpsServer,
): Promise<App> {
  const app: App = Fastify<
    HttpServer,
    IncomingMessage,
    ServerResponse,
    FastifyBaseLogger,
    TypeBoxTypeProvider
  >({
    loggerInstance: services.pino,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    serverFactory: (handler) => makeServer(handler) as HttpServer,
  }).setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler<FastifyError | BridgeError>((error, request, reply) => {
    const answer = toReply(error)
    if (answer.code === 'internal') services.pino.error({ err: error }, 'A request failed')
    return refuse(request, reply, answer)
  })
  app.addHook('onRequest', (request, _reply, done) => {
    done(isForeign(request) ? new BridgeError('forbidden') : undefined)
  })
  // When the schema has passed: what is no text for a database is nobody's name and nobody's question.
  app.addHook('preHandler', ({ params, query, body }, _reply, done) => {
    const path = unsoundTextIn([params, query, body])
    const fault = { path: path?.slice(2, 200) ?? '', reason: 'has a character that can not be stored' }
    done(path === null ? undefined : new BridgeError('invalid_message', fault))
  })
  await app.register(helmet, { contentSecurityPolicy: { directives: CSP }, hsts: false })
  await app.register(cookie)
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new BridgeError('too_many_attempts', { waitSeconds: Math.max(1, Math.ceil(ttl / 1_000)) }),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Điểm Cầu', version: services.version, description: 'The bridge’s REST calls.' },
      components: { securitySchemes: SECURITY_SCHEMES },
    },
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  statusRoutes(app, services)
  accountRoutes(app, services)
  singleSignOnRoutes(app, services)
  pairingRoutes(app, services)
  kitRoutes(app, services)
  paperRoutes(app, services.live.papers)
  const { audit, live, loginDays } = services
  const guard = new CallGuard(services)
  const directory = () => services.directory
  restRoutes(app, { directory, handlers: services.restHandlers, guard, audit, loginDays })
  commandRoutes(app, { live, guard, audit, isServing: () => !services.notReady().includes('log') })
  await servePages(app, services)
  return app
}

/** Everything comes from this origin; styles may be inline because component libraries position with them. */
const CSP = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
}

/** A page of another origin has no business here: nothing of ours is fetched across origins. */
function isForeign(request: FastifyRequest): boolean {
  const { origin, host } = request.headers
  return origin !== undefined && !isSameOrigin(origin, host)
}

/** Whether an `Origin` header names the host that the request was sent to. */
export function isSameOrigin(origin: string, host: string | undefined): boolean {
  try {
    return host !== undefined && new URL(origin).host === host
  } catch {
    return false
  }
}

/** The built client as a single-page application; a plain sentence while it is not built. */
async function servePages(app: App, { clientDirectory }: HttpServices): Promise<void> {
  const isBuilt = existsSync(`${clientDirectory}/index.html`)
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: clientDirectory,
      wildcard: true,
      index: ['index.html'],
      setHeaders: (response, path) => {
        const forEver = path.includes('/assets/')
        response.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    // A missing file is missing; only an address of the application is answered with its page.
    const isPage =
      request.method === 'GET' &&
      !/^\/(api|kit|docs|socket\.io|assets)\b|\.\w+$/.test(request.url.split('?', 1)[0] ?? '')
    if (isPage && isBuilt) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return refuse(request, reply, errorReply('not_found'))
  })
}
