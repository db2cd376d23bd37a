import { createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto'
import {
  assertUnreachable,
  BridgeError,
  deviceProofText,
  type ClientIdentity,
  type InstanceId,
} from '@diem-cau/protocol'
import { actorOf, type Accounts } from '../../app/Accounts.ts'
import type { DeviceStore } from '../../app/ports.ts'
import type { Directory } from '../../core/directory/index.ts'
import type { Actor } from '../../core/policy/policy.ts'

export interface Identified {
  actor: Actor
  instance: InstanceId
}

/** Finds out who a page is: a paired device by its key, a person by the login, a local program by its token. */
export class Identity {
  readonly #accounts: Accounts
  readonly #devices: DeviceStore
  readonly #directory: Directory
  readonly #controlToken: string

  constructor(options: {
    accounts: Accounts
    devices: DeviceStore
    directory: Directory
    /** Token in the data directory's control file: who can read that file owns the bridge. */
    controlToken: string
  }) {
    this.#accounts = options.accounts
    this.#devices = options.devices
    this.#directory = options.directory
    this.#controlToken = options.controlToken
  }

  newNonce(): string {
    return randomBytes(24).toString('base64url')
  }

  /**
   * @param loginToken the value of the login cookie, if there is one
   * @throws {BridgeError} `device_unknown`, `device_proof_wrong`, `not_logged_in` or `forbidden`
   */
  async identify(client: ClientIdentity, nonce: string, loginToken: string | null): Promise<Identified> {
    switch (client.kind) {
      case 'site':
        return { actor: await this.#site(client, nonce), instance: client.instance }
      case 'console': {
        const account = loginToken === null ? null : await this.#accounts.accountOf(loginToken)
        if (account === null) throw new BridgeError('not_logged_in')
        return { actor: actorOf(account), instance: client.instance }
      }
      case 'local':
        return { actor: this.#local(client.token), instance: client.instance }
      default:
        return assertUnreachable(client)
    }
  }

  /** Whether a login is still good. */
  async isLoggedIn(loginToken: string): Promise<boolean> {
    return (await this.#accounts.accountOf(loginToken)) !== null
  }

  async #site(client: Extract<ClientIdentity, { kind: 'site' }>, nonce: string): Promise<Actor> {
    const device = await this.#devices.find(client.deviceId)
    if (device === null) throw new BridgeError('device_unknown')
    const text = deviceProofText(nonce, client.deviceId, client.instance)
    if (!isSignedBy(device.publicKey, text, client.signature)) throw new BridgeError('device_proof_wrong')
    if (this.#directory.site(device.siteId) === undefined) throw new BridgeError('site_not_found')
    return { kind: 'site', siteId: device.siteId }
  }

  #local(token: string): Actor {
    const given = Buffer.from(token)
    const expected = Buffer.from(this.#controlToken)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new BridgeError('forbidden')
    const unitId = this.#directory.root.id
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
