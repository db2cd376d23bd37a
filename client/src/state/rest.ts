import {
  REST_CALLS,
  REST_PREFIX,
  type RestBodyOf,
  type RestCallName,
  type RestDefinition,
  type RestParamsOf,
  type RestQueryOf,
  type RestReplyOf,
} from '@diem-cau/protocol'
import { send } from './api.ts'

/** What a call takes. Parts that it has none of may be left out. */
export interface RestInput<N extends RestCallName> {
  params?: RestParamsOf<N>
  query?: RestQueryOf<N>
  body?: RestBodyOf<N>
  /** The version that was looked at, for calls that change something two people may change at once. */
  ifMatch?: number
  /** The file of a call that takes one. */
  file?: Blob
  signal?: AbortSignal
}

/** The address of a call, for links to files. */
export function restUrl<N extends RestCallName>(name: N, input: RestInput<N> = {}): string {
  const { path }: RestDefinition = REST_CALLS[name]
  const params: Readonly<Record<string, unknown>> = { ...input.params }
  const filled = path.replaceAll(/:(\w+)/g, (_whole, key: string) => encodeURIComponent(String(params[key])))
  const query = new URLSearchParams()
  const asked: Readonly<Record<string, string | number | boolean | undefined>> = { ...input.query }
  for (const [key, value] of Object.entries(asked)) if (value !== undefined) query.set(key, String(value))
  return `${REST_PREFIX}${filled}${query.size === 0 ? '' : `?${query}`}`
}

/** Makes a call of the programming interface. @throws ApiError with the bridge's own reason */
export async function rest<N extends RestCallName>(
  name: N,
  input: RestInput<N> = {},
): Promise<RestReplyOf<N>> {
  const { method }: RestDefinition = REST_CALLS[name]
  const headers = new Headers()
  if (input.ifMatch !== undefined) headers.set('if-match', `"${input.ifMatch}"`)
  const init: RequestInit = {
    method,
    headers,
    ...(input.signal === undefined ? {} : { signal: input.signal }),
  }
  if (input.file !== undefined) {
    headers.set('content-type', input.file.type === '' ? 'application/octet-stream' : input.file.type)
    init.body = input.file
  } else if (method !== 'GET' && method !== 'DELETE') {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(input.body ?? {})
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the bridge answers by the same contract
  return (await send(restUrl(name, input), init)) as RestReplyOf<N>
}
