import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A key file that can't be used, said in one sentence a language. */
class KeyError extends Error {
  readonly vi: string

  constructor(file: string, cause: unknown) {
    super(
      `The key file ${file} is damaged. Restore it from a backup, or delete it: a new one is made, and media nodes on other machines must be told of it.`,
      { cause },
    )
    this.name = 'KeyError'
    this.vi = `Tệp khóa ${file} bị hỏng. Hãy khôi phục từ bản sao lưu, hoặc xóa đi để hệ thống lập khóa mới (phải khai báo lại với các nút media ở máy khác).`
  }
}

/**
 * Reads an Ed25519 private key (PEM), or makes one that only its owner can read.
 * @throws {KeyError} when the file holds something else; system errors as they are
 */
export function loadOrMakeKey(file: string): KeyObject {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const draft = `${file}.${process.pid}.new`
    writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true })
    renameSync(draft, file)
  }
  const pem = readFileSync(file)
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (error) {
    throw new KeyError(file, error)
  }
  throw new KeyError(file, 'not an Ed25519 key')
}

/** The 32 bytes of the public key in base64url, as in a JWK's `x` (RFC 8037). */
export function publicKeyText(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''
}

export function signText(privateKey: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64url')
}

/** False for a wrong signature and for anything malformed. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}
