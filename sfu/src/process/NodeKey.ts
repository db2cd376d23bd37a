import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { FatalError } from './FatalError.ts'

/** An Ed25519 public key as one short word: the 32 bytes in base64url, as in a JWK's `x` (RFC 8037). */
export function publicKeyText(key: KeyObject): string {
  const { x } = createPublicKey(
    key.type === 'private'
      ? key.export({ type: 'pkcs8', format: 'pem' })
      : key.export({ type: 'spki', format: 'pem' }),
  ).export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('Not an Ed25519 key')
  return x
}

/** @throws {TypeError} when the text is not such a key. */
export function publicKeyFromText(text: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' })
}

export function signText(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text, 'utf8'), key).toString('base64url')
}

export function verifyText(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'))
}

/**
 * Reads the node's private key, or makes one that only its owner can read. Two processes that start at once
 * end up with the same key: the file appears whole under its name or not at all.
 */
export function loadOrMakeKey(file: string): KeyObject {
  const existing = read(file)
  if (existing !== null) return existing
  const { privateKey } = generateKeyPairSync('ed25519')
  const draft = `${file}.${process.pid}.new`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true })
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw unusable(file, error)
  } finally {
    rmSync(draft, { force: true })
  }
  return read(file) ?? privateKey
}

function read(file: string): KeyObject | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw unusable(file, error)
  }
  try {
    const key = createPrivateKey(text)
    if (key.asymmetricKeyType !== 'ed25519')
      throw new TypeError(`${key.asymmetricKeyType} instead of ed25519`)
    return key
  } catch (error) {
    throw unusable(file, error)
  }
}

function unusable(file: string, cause: unknown): FatalError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new FatalError(
    'badConfiguration',
    {
      vi: `Không dùng được tệp khóa ${file}: ${why}.`,
      en: `The key file ${file} cannot be used: ${why}.`,
    },
    cause,
  )
}
