import { BridgeError, type SiteId } from '@diem-cau/protocol'
import type { Clock, Device, DeviceStore, IdSource } from './ports.ts'

interface PendingCode {
  siteId: SiteId
  expiresAt: number
  /** Idempotency key of the command that asked for it. */
  key: string
}

const CODE_DIGITS = 8
/** Wrong codes from everywhere together in one minute, beyond which no code is taken: 10⁸ codes can't be tried. */
const MAX_WRONG_PER_MINUTE = 30
const MAX_WRONG_PER_SOURCE_PER_MINUTE = 5
const MINUTE_MS = 60_000

/** Pairs devices with sites by short-lived, single-use codes; knows which site has a device. */
export class Pairing {
  readonly #devices: DeviceStore
  readonly #clock: Clock
  readonly #ids: IdSource
  readonly #lifetimeMs: number
  readonly #codes = new Map<string, PendingCode>()
  readonly #wrong: { at: number; source: string }[] = []
  readonly #paired = new Map<SiteId, number>()

  constructor(options: { devices: DeviceStore; clock: Clock; ids: IdSource; lifetimeMs: number }) {
    this.#devices = options.devices
    this.#clock = options.clock
    this.#ids = options.ids
    this.#lifetimeMs = options.lifetimeMs
  }

  async restore(): Promise<void> {
    for (const { siteId, pairedAt } of await this.#devices.list()) this.#paired.set(siteId, pairedAt)
  }

  /** When each paired site was paired. */
  get paired(): ReadonlyMap<SiteId, number> {
    return this.#paired
  }

  /**
   * A new code for a site; an earlier one of the same site is void.
   * @param key the same one is answered with the same code, for a command that comes again
   */
  createCode(siteId: SiteId, key: string): { code: string; expiresAt: number } {
    const now = this.#clock()
    for (const [code, pending] of this.#codes) {
      if (pending.key === key && pending.siteId === siteId && pending.expiresAt > now) {
        return { code, expiresAt: pending.expiresAt }
      }
    }
    for (const [code, pending] of this.#codes) {
      if (pending.siteId === siteId || pending.expiresAt <= now) this.#codes.delete(code)
    }
    let code = this.#ids.digits(CODE_DIGITS)
    while (this.#codes.has(code)) code = this.#ids.digits(CODE_DIGITS)
    const expiresAt = now + this.#lifetimeMs
    this.#codes.set(code, { siteId, expiresAt, key })
    return { code, expiresAt }
  }

  /**
   * Takes a code once and pairs the device that holds the key.
   * @param source address that the attempt comes from, for the rate limit
   * @returns the device, and the one that the site had until now
   * @throws {BridgeError} `pairing_code_wrong`, `too_many_attempts` or `storage_failed`
   */
  async pair(
    typed: string,
    publicKey: string,
    source: string,
  ): Promise<{ device: Device; former: Pick<Device, 'deviceId' | 'pairedAt'> | null }> {
    const now = this.#clock()
    this.#refuseGuessing(source, now)
    const code = typed.replace(/\D/g, '')
    const pending = this.#codes.get(code)
    if (pending === undefined || pending.expiresAt <= now) {
      this.#wrong.push({ at: now, source })
      throw new BridgeError('pairing_code_wrong')
    }
    this.#codes.delete(code)
    const device = { deviceId: this.#ids.device(), siteId: pending.siteId, publicKey, pairedAt: now }
    let former: Device | undefined
    try {
      former = (await this.#devices.list()).find(({ siteId }) => siteId === pending.siteId)
      await this.#devices.pair(device)
    } catch (error) {
      // Nothing was paired: the technician need not ask for another code.
      this.#codes.set(code, pending)
      throw error
    }
    this.#paired.set(pending.siteId, now)
    return {
      device,
      former: former === undefined ? null : { deviceId: former.deviceId, pairedAt: former.pairedAt },
    }
  }

  async revoke(siteId: SiteId): Promise<boolean> {
    const revoked = await this.#devices.revoke(siteId, this.#clock())
    this.#paired.delete(siteId)
    return revoked
  }

  #refuseGuessing(source: string, now: number): void {
    while (this.#wrong[0] !== undefined && now - this.#wrong[0].at >= MINUTE_MS) this.#wrong.shift()
    const own = this.#wrong.filter((attempt) => attempt.source === source)
    const blocking =
      own.length >= MAX_WRONG_PER_SOURCE_PER_MINUTE
        ? own[0]
        : this.#wrong.length >= MAX_WRONG_PER_MINUTE
          ? this.#wrong[0]
          : undefined
    if (blocking === undefined) return
    const waitSeconds = Math.max(1, Math.ceil((blocking.at + MINUTE_MS - now) / 1_000))
    throw new BridgeError('too_many_attempts', { waitSeconds })
  }
}
