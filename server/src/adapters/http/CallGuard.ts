import { BridgeError, type RestDefinition } from '@diem-cau/protocol'
import type { FastifyRequest } from 'fastify'
import { networkOf } from '../../app/people/Logins.ts'
import type { Caller } from '../../app/rest/define.ts'
import { RateLimiters } from '../realtime/RateLimiters.ts'
import { callerOf } from './actorOfRequest.ts'
import type { HttpServices } from './HttpServices.ts'

/** One address may have several people behind it. */
const PEOPLE_AN_ADDRESS = 10

/** Who makes each call, and how many calls one may make. */
export class CallGuard {
  readonly #services: Pick<HttpServices, 'logins' | 'tokens'>
  readonly #callers = new WeakMap<FastifyRequest, Caller>()
  readonly #addresses: RateLimiters
  readonly #calls: RateLimiters
  readonly #uploads: RateLimiters

  constructor(services: Pick<HttpServices, 'logins' | 'tokens' | 'limits'>) {
    this.#services = services
    const { callsPerMinute, uploadsPerMinute } = services.limits
    this.#addresses = perMinute(callsPerMinute * PEOPLE_AN_ADDRESS)
    this.#calls = perMinute(callsPerMinute)
    this.#uploads = perMinute(uploadsPerMinute)
  }

  /**
   * Finds out who calls, before anything else is read.
   * @throws {BridgeError} as `callerOf`, or `too_many_messages`
   */
  async admit(
    request: FastifyRequest,
    name: string,
    scope: RestDefinition['scope'],
    isUpload = false,
  ): Promise<void> {
    // Whoever tries tokens one after the other is nobody yet: counted by address.
    take(this.#addresses, networkOf(request.ip))
    const caller = await callerOf(request, name, scope, this.#services)
    take(this.#calls, caller.text)
    if (isUpload) take(this.#uploads, caller.text)
    this.#callers.set(request, caller)
  }

  /** Who was admitted. */
  callerOf(request: FastifyRequest): Caller {
    const caller = this.#callers.get(request)
    if (caller === undefined) throw new BridgeError('not_logged_in')
    return caller
  }
}

function perMinute(count: number): RateLimiters {
  return new RateLimiters({ burst: count, perSecond: count / 60 })
}

function take(limiters: RateLimiters, key: string): void {
  if (!limiters.take(key, performance.now())) throw new BridgeError('too_many_messages')
}
