import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { MOST_CHOICES, type Ballot } from '@diem-cau/protocol'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const COUNT_BYTES = 4
/** Every ballot is as long as the longest: its length says nothing of what it says. */
const PLAIN_BYTES = 1 + MOST_CHOICES * COUNT_BYTES

export const BALLOT_KEY_BYTES = 32

/**
 * Seals a ballot: AES-256-GCM (NIST SP 800-38D) with a nonce of 96 random bits, bound to its motion, always of the
 * same length. Under one key there are at most a few thousand, far below where random nonces might repeat.
 */
export function seal(key: Buffer, motionId: string, votes: Ballot): string {
  const plain = Buffer.alloc(PLAIN_BYTES)
  plain.writeUInt8(votes.length, 0)
  for (const [index, count] of votes.entries()) plain.writeUInt32BE(count, 1 + index * COUNT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(motionId))
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  plain.fill(0)
  return sealed.toString('base64url')
}

/** What a sealed ballot says; null when it was not sealed with this key for this motion, or was changed since. */
export function unseal(key: Buffer, motionId: string, sealed: string): Ballot | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length !== NONCE_BYTES + PLAIN_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(motionId))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    return Array.from({ length: plain.readUInt8(0) }, (_, index) =>
      plain.readUInt32BE(1 + index * COUNT_BYTES),
    )
  } catch {
    return null
  }
}
