import {
  BridgeError,
  COMMAND_CALLS,
  REST_PREFIX,
  SessionIdSchema,
  type CommandCall,
  type ViewSelector,
} from '@diem-cau/protocol'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AuditTrail } from '../../../app/AuditTrail.ts'
import { dispatch } from '../../../app/dispatch.ts'
import { commandNote, noteReply } from '../../../app/handlers/commandNote.ts'
import type { Services } from '../../../app/handlers/define.ts'
import { RestPeer } from '../../../app/RestPeer.ts'
import { validated } from '../../realtime/validators.ts'
import type { App } from '../buildApp.ts'
import type { CallGuard } from '../CallGuard.ts'
import { responsesOf, securityOf } from '../openApi.ts'
import { audited } from './rest.ts'

export interface CommandServices {
  live: Services
  guard: CallGuard
  audit: AuditTrail
  /** False until everything is restored. */
  isServing: () => boolean
}

/** What a console commands, asks and sees over its socket, for programs: through the same way in. */
export function commandRoutes(app: App, services: CommandServices): void {
  for (const call of COMMAND_CALLS) commandRoute(app, services, call)
  viewRoutes(app, services)
}

function commandRoute(app: App, services: CommandServices, { name, scope, definition }: CommandCall): void {
  const { guard, audit, live } = services
  app.post(
    `${REST_PREFIX}/commands/${name}`,
    {
      schema: {
        operationId: `commands.${name}`,
        tags: ['commands'],
        summary: definition.summary,
        security: securityOf(scope),
        body: definition.data,
        response: responsesOf(definition.reply),
      },
      onRequest: (request) => guard.admit(request, name, scope),
    },
    async (request) => {
      if (!services.isServing()) throw new BridgeError('not_ready')
      const caller = guard.callerOf(request)
      const data = validated(name, request.body)
      const work = () => dispatch(live, new RestPeer(caller), name, data)
      if (definition.kind === 'query') return work()
      const note = commandNote(live, name, data)
      return audited(audit, caller, name, note, async () => {
        const reply = await work()
        noteReply(note, reply)
        return reply
      })
    },
  )
}

const View = Type.Object({ entities: Type.Record(Type.String(), Type.Unknown()) })

function viewRoutes(app: App, services: CommandServices): void {
  const { guard, live } = services
  const look = async (request: FastifyRequest, selector: ViewSelector) => {
    if (!services.isServing()) throw new BridgeError('not_ready')
    const peer = new RestPeer(guard.callerOf(request))
    try {
      const { entities } = await dispatch(live, peer, 'view.subscribe', { selector })
      return { entities }
    } finally {
      live.views.forget(peer)
    }
  }
  const schema = {
    tags: ['views'],
    security: securityOf('sessions:read'),
    response: responsesOf(View),
  }
  const onRequest = (request: FastifyRequest) => guard.admit(request, 'view.subscribe', 'sessions:read')
  app.get(
    `${REST_PREFIX}/views/bridge`,
    {
      schema: {
        ...schema,
        operationId: 'views.bridge',
        summary: 'The bridge as a console sees it now: sessions, nodes, paired devices.',
      },
      onRequest,
    },
    (request) => look(request, { view: 'bridge' }),
  )
  app.get(
    `${REST_PREFIX}/views/sessions/:sessionId`,
    {
      schema: {
        ...schema,
        operationId: 'views.session',
        summary: 'A live session as a console sees it now: stage, queue, sites of the own subtree.',
        params: Type.Object({ sessionId: SessionIdSchema }),
      },
      onRequest,
    },
    (request) => look(request, { view: 'session', sessionId: request.params.sessionId }),
  )
}
