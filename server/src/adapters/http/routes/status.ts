import { BridgeError, BridgeInfoSchema, PROTOCOL_VERSION } from '@diem-cau/protocol'
import { Type } from 'typebox'
import type { App } from '../buildApp.ts'
import { loginOfRequest } from '../actorOfRequest.ts'
import type { HttpServices } from '../HttpServices.ts'
import { personOf } from '../../../app/people/Accounts.ts'
import { isAllowed } from '../../../core/policy/policy.ts'
import { isLoopback } from '../rootPage.ts'

/** Is it alive, is it ready, what is it called, how is it doing. */
export function statusRoutes(app: App, services: HttpServices): void {
  app.get(
    '/healthz',
    {
      schema: {
        summary: 'The process is alive.',
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    () => ({ status: 'ok' as const }),
  )
  const Readiness = Type.Object({ ready: Type.Boolean(), missing: Type.Array(Type.String()) })
  app.get(
    '/readyz',
    {
      schema: {
        summary: 'Sites and consoles can be served: the log is open, the media node is connected.',
        response: { 200: Readiness, 503: Readiness },
      },
    },
    (_request, reply) => {
      const missing = services.notReady()
      void reply.status(missing.length === 0 ? 200 : 503)
      return { ready: missing.length === 0, missing }
    },
  )
  app.get(
    '/api/bridge',
    { schema: { summary: 'What anybody may know of the bridge.', response: { 200: BridgeInfoSchema } } },
    () => ({
      name: 'Điểm Cầu',
      version: services.version,
      protocol: PROTOCOL_VERSION,
      provinceName: services.directory.root.name,
      helpPhone: services.helpPhone,
      defaultLanguage: services.defaultLanguage,
      serverTime: services.clock(),
      address: services.httpsOrigin(),
    }),
  )
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'Prometheus metrics; from this machine, or with a login.',
        produces: ['text/plain'],
      },
    },
    async (request, reply) => {
      if (!isLoopback(request.raw.socket)) {
        const { account } = await loginOfRequest(request, services)
        if (!isAllowed(personOf(account), 'metrics.read', {}, services.directory))
          throw new BridgeError('forbidden')
      }
      return reply.type(services.metrics.contentType).send(await services.metrics.metrics())
    },
  )
}
