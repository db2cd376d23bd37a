import { deviceProofText, type DeviceId, type SitePlace } from '@diem-cau/protocol'

/** The key by which a paired device proves itself. Its private half never leaves it. */
export interface DeviceKey {
  /** ECDSA P-256, SPKI, base64url. */
  readonly publicKey: string
  /** Signature of the text's UTF-8 bytes: ECDSA with SHA-256, IEEE P1363 form, base64url. */
  sign(text: string): Promise<string>
}

/** What is kept on a room's PC once it is paired. */
export interface PairedDevice {
  readonly deviceId: DeviceId
  readonly site: SitePlace
  readonly key: DeviceKey
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const

function base64url(bytes: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** A key over a WebCrypto pair; the pair may be non-extractable and come from IndexedDB. */
export async function keyOfPair(pair: CryptoKeyPair, subtle = crypto.subtle): Promise<DeviceKey> {
  const publicKey = base64url(await subtle.exportKey('spki', pair.publicKey))
  return {
    publicKey,
    sign: async (text) =>
      base64url(await subtle.sign(SIGNATURE, pair.privateKey, new TextEncoder().encode(text))),
  }
}

/** A new pair whose private key can not be read out, not even by this page. */
export async function generatePair(subtle = crypto.subtle): Promise<CryptoKeyPair> {
  return await subtle.generateKey(CURVE, false, ['sign', 'verify'])
}

/** A key that lives as long as the process: for simulated sites and tests. */
export async function createMemoryKey(): Promise<DeviceKey> {
  return await keyOfPair(await generatePair())
}

/** Answers the challenge of a new socket. The nonce makes the signature useless on any other. */
export async function proveDevice(
  key: DeviceKey,
  proof: { nonce: string; deviceId: string; instance: string },
): Promise<string> {
  return await key.sign(deviceProofText(proof.nonce, proof.deviceId, proof.instance))
}
