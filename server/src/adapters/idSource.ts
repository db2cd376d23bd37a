import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { IdSource } from '../app/ports.ts'

/** Ids and secrets from the system's generator. */
export const idSource: IdSource = {
  id: (prefix) => `${prefix}-${randomUUID()}`,
  secret: () => randomBytes(32).toString('base64url'),
  digits: (count) => String(randomInt(10 ** count)).padStart(count, '0'),
}
