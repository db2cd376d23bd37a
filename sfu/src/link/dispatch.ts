import {
  NODE_REQUESTS,
  type NodeAnswer,
  type NodeDataOf,
  type NodeReplyOf,
  type NodeRequestName,
} from '@diem-cau/protocol/node'
import type { Logger } from 'pino'
import { Compile } from 'typebox/compile'
import { RequestError } from '../RequestError.ts'

/** One function a request. It may throw a `RequestError`; anything else that it throws is `internal`. */
export type NodeHandlers = {
  readonly [N in NodeRequestName]: (data: NodeDataOf<N>) => Promise<NodeReplyOf<N>>
}

export type Dispatch = (name: string, data: unknown) => Promise<NodeAnswer<NodeRequestName>>

interface Checker {
  Check(value: unknown): boolean
  Errors(value: unknown): { instancePath: string; message: string }[]
}
const checkers = new Map<string, Checker>(
  Object.entries(NODE_REQUESTS).map(([name, { data }]) => [name, Compile(data)]),
)

function isRequestName(name: string): name is NodeRequestName {
  return checkers.has(name)
}

function isDataOf<N extends NodeRequestName>(name: N, data: unknown): data is NodeDataOf<N> {
  return checkers.get(name)?.Check(data) === true
}

/** Checks a request against the contract, has it handled, and makes the answer. Never rejects. */
export function createDispatch(handlers: NodeHandlers, log: Logger): Dispatch {
  return async (name, data) => {
    if (!isRequestName(name))
      return { ok: false, code: 'invalid_message', reason: `unknown request ${name.slice(0, 80)}` }
    return await answer(handlers, name, data, log)
  }
}

async function answer<N extends NodeRequestName>(
  handlers: NodeHandlers,
  name: N,
  data: unknown,
  log: Logger,
): Promise<NodeAnswer<N>> {
  if (!isDataOf(name, data)) {
    const [fault] = checkers.get(name)?.Errors(data) ?? []
    return {
      ok: false,
      code: 'invalid_message',
      reason: `${name}${fault?.instancePath ?? ''}: ${fault?.message ?? ''}`,
    }
  }
  try {
    return { ok: true, data: await handlers[name](data) }
  } catch (error) {
    if (error instanceof RequestError) return { ok: false, code: error.code, reason: error.message }
    log.error({ request: name, err: error }, 'request failed')
    return { ok: false, code: 'internal', reason: error instanceof Error ? error.message : String(error) }
  }
}
