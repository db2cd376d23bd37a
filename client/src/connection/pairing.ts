import { BridgeError, type BridgeInfo, type ErrorReply, type PairReply } from '@diem-cau/protocol'
import type { DeviceKey } from './deviceKey.ts'
import { RequestFailed } from './RequestFailed.ts'

/** `fetch`, or what stands in for it. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

export interface HttpOptions {
  /** Origin of the bridge; the page's own one when empty. */
  baseUrl?: string
  fetch?: Fetch
}

/**
 * Trades the code that the duty crew read out for a device of its own.
 * @throws BridgeError (`pairing_code_wrong`, `too_many_attempts` with `waitSeconds`, …), RequestFailed.
 */
export async function pairDevice(
  code: string,
  key: DeviceKey,
  options: HttpOptions = {},
): Promise<PairReply> {
  const body = JSON.stringify({ code, publicKey: key.publicKey })
  return await ask<PairReply>('/api/pair', options, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
}

/** What anybody may know of the bridge: its name, its version, the number to call. */
export async function readBridgeInfo(options: HttpOptions = {}): Promise<BridgeInfo> {
  return await ask<BridgeInfo>('/api/bridge', options)
}

async function ask<T>(path: string, options: HttpOptions, init?: RequestInit): Promise<T> {
  const { baseUrl = '', fetch = globalThis.fetch.bind(globalThis) } = options
  let response: Response
  try {
    response = await fetch(`${baseUrl}${path}`, init)
  } catch {
    throw new RequestFailed('offline', path)
  }
  const answer: unknown = await response.json().catch(() => null)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this path's answer, from our own bridge
  if (response.ok && answer !== null) return answer as T
  if (isErrorReply(answer)) throw new BridgeError(answer.code, answer.data)
  throw new RequestFailed('no_answer', path)
}

function isErrorReply(value: unknown): value is ErrorReply {
  return typeof value === 'object' && value !== null && 'code' in value && 'data' in value
}
