import { createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import {
  assertUnreachable,
  BridgeError,
  deviceProofText,
  type ClientIdentity,
  type InstanceId,
  type LoginId,
} from '@diem-cau/protocol'
import { personOf } from '../../app/people/Accounts.ts'
import type { Logins } from '../../app/people/Logins.ts'
import type { DeviceStore } from '../../app/ports.ts'
import type { Directory } from '../../core/directory/index.ts'
import type { Actor } from '../../core/policy/policy.ts'

export interface Identified {
  actor: Actor
  instance: InstanceId
  /** The person's name, as the audit trail has it; empty for a site. */
  name: string
  /** The login by which a console came in. */
  loginId: LoginId | null
}

const UNNAMED = { name: '', loginId: null } as const

/** Finds out who a page is: a paired device by its key, a person by the login, a local program by its token. */
export class Identity {
  readonly #logins: Logins
  readonly #devices: DeviceStore
  readonly #directory: () => Directory
  readonly #controlToken: string

  constructor(options: {
    logins: Logins
    devices: DeviceStore
    /** As it is today. */
    directory: () => Directory
    /** Token in the data directory's control file: who can read that file owns the bridge. */
    controlToken: string
  }) {
    this.#logins = options.logins
    this.#devices = options.devices
    this.#directory = options.directory
    this.#controlToken = options.controlToken
  }

  newNonce(): string {
    return randomBytes(24).toString('base64url')
  }

  /**
   * @param loginToken the value of the login cookie, if there is one
   * @throws {BridgeError} `device_unknown`, `device_proof_wrong`, `not_logged_in`, `password_change_required`
   *   or `forbidden`
   */
  async identify(client: ClientIdentity, nonce: string, loginToken: string | null): Promise<Identified> {
    switch (client.kind) {
      case 'site':
        return { ...UNNAMED, actor: await this.#site(client, nonce), instance: client.instance }
      case 'console':
        return { ...(await this.#console(loginToken)), instance: client.instance }
      case 'local':
        return { ...UNNAMED, actor: this.#local(client.token), instance: client.instance }
      default:
        return assertUnreachable(client)
    }
  }

  /**
   * Whether a console's login is still good for what it came in with. Counts as a use of the login.
   * @returns the code by which it is put out; null when it may stay
   */
  async recheck(
    loginId: LoginId,
    actor: Actor,
  ): Promise<'not_logged_in' | 'rights_changed' | 'password_change_required' | null> {
    const loggedIn = await this.#logins.byId(loginId)
    if (loggedIn === null) return 'not_logged_in'
    if (loggedIn.account.mustChangePassword) return 'password_change_required'
    return isDeepStrictEqual(personOf(loggedIn.account), actor) ? null : 'rights_changed'
  }

  async #console(loginToken: string | null): Promise<Omit<Identified, 'instance'>> {
    const loggedIn = loginToken === null ? null : await this.#logins.byToken(loginToken)
    if (loggedIn === null) throw new BridgeError('not_logged_in')
    const { account, login } = loggedIn
    if (account.mustChangePassword) throw new BridgeError('password_change_required')
    return { actor: personOf(account), name: account.displayName, loginId: login.loginId }
  }

  async #site(client: Extract<ClientIdentity, { kind: 'site' }>, nonce: string): Promise<Actor> {
    const device = await this.#devices.find(client.deviceId)
    if (device === null) throw new BridgeError('device_unknown')
    const text = deviceProofText(nonce, client.deviceId, client.instance)
    if (!isSignedBy(device.publicKey, text, client.signature)) throw new BridgeError('device_proof_wrong')
    if (this.#directory().site(device.siteId) === undefined) throw new BridgeError('site_not_found')
    return { kind: 'site', siteId: device.siteId }
  }

  #local(token: string): Actor {
    const given = Buffer.from(token)
    const expected = Buffer.from(this.#controlToken)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new BridgeError('forbidden')
    const unitId = this.#directory().root.id
    return { kind: 'person', accountId: 'local', grants: [{ role: 'administrator', unitId }], scopes: null }
  }
}

/** ECDSA P-256 with SHA-256, IEEE P1363 signature, both in base64url; false for anything malformed. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
    return verify(
      'sha256',
      Buffer.from(text),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  } catch {
    return false
  }
}

/** Whether text is the SPKI (base64url) of a P-256 public key. */
export function isDeviceKey(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}
