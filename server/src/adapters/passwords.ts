import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PasswordHasher } from '../app/people/ports.ts'

const argon2Async = promisify(argon2)

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 } as const

/** argon2id in PHC string form (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`); SHA-256 for random tokens. */
export const passwordHasher: PasswordHasher = {
  async hash(password) {
    const nonce = randomBytes(16)
    const tag = await argon2Async('argon2id', { message: password.normalize('NFC'), nonce, ...PARAMETERS })
    const { memory, passes, parallelism } = PARAMETERS
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(tag)}`
  },

  async verify(password, hash) {
    const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash)
    if (match === null) return false
    const [, memory, passes, parallelism, nonce = '', expected = ''] = match
    const tag = Buffer.from(expected, 'base64')
    const actual = await argon2Async('argon2id', {
      message: password.normalize('NFC'),
      nonce: Buffer.from(nonce, 'base64'),
      parallelism: Number(parallelism),
      memory: Number(memory),
      passes: Number(passes),
      tagLength: tag.length,
    })
    return timingSafeEqual(actual, tag)
  },

  digest(token) {
    return createHash('sha256').update(token).digest('hex')
  },
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
