import { BridgeError, type RestDefinition } from '@diem-cau/protocol'
import type { FastifyRequest } from 'fastify'
import { networkOf } from '../../app/people/Logins.ts'
import type { Caller } from '../../app/rest/define.ts'
import { RateLimiter } from '../realtime/RateLimiter.ts'
import { callerOf } from './actorOfRequest.ts'
import type { HttpServices } from './HttpServices.ts'

/** Buckets that are remembered; the one that was used longest ago goes first. */
const MOST_BUCKETS = 10_000
/** One address may have several people behind it. */
const PEOPLE_AN_ADDRESS = 10

/** Who makes each call, and how many calls one may make. */
export class CallGuard {
  readonly #services: Pick<HttpServices, 'logins' | 'tokens' | 'limits'>
  readonly #callers = new WeakMap<FastifyRequest, Caller>()
  readonly #buckets = new Map<string, RateLimiter>()

  constructor(services: Pick<HttpServices, 'logins' | 'tokens' | 'limits'>) {
    this.#services = services
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
    const { callsPerMinute, uploadsPerMinute } = this.#services.limits
    // Whoever tries tokens one after the other is nobody yet: counted by address.
    this.#take(`address ${networkOf(request.ip)}`, callsPerMinute * PEOPLE_AN_ADDRESS)
    const caller = await callerOf(request, name, scope, this.#services)
    this.#take(`calls ${caller.text}`, callsPerMinute)
    if (isUpload) this.#take(`uploads ${caller.text}`, uploadsPerMinute)
    this.#callers.set(request, caller)
  }

  /** Who was admitted. */
  callerOf(request: FastifyRequest): Caller {
    const caller = this.#callers.get(request)
    if (caller === undefined) throw new BridgeError('not_logged_in')
    return caller
  }

  #take(key: string, perMinute: number): void {
    const now = performance.now()
    const bucket =
      this.#buckets.get(key) ?? new RateLimiter({ burst: perMinute, perSecond: perMinute / 60, now })
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > MOST_BUCKETS && oldest !== undefined) this.#buckets.delete(oldest)
    if (!bucket.take(now)) throw new BridgeError('too_many_messages')
  }
}
