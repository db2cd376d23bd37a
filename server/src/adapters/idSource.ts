import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { AccountId, DeviceId, EndpointId, LoginId, RequestId, TokenId } from '@diem-cau/protocol'
import type { IdSource } from '../app/ports.ts'

/* Ids are made here and nowhere else: what is made of a kind is of that kind. */
/* oxlint-disable typescript/no-unsafe-type-assertion */

/** Ids and secrets from the system's generator. */
export const idSource: IdSource = {
  account: () => `account-${randomUUID()}` as AccountId,
  device: () => `device-${randomUUID()}` as DeviceId,
  endpoint: () => `endpoint-${randomUUID()}` as EndpointId,
  request: () => `request-${randomUUID()}` as RequestId,
  mark: () => randomUUID(),
  login: () => `login-${randomUUID()}` as LoginId,
  token: () => `token-${randomUUID()}` as TokenId,
  pick: (choices) => randomInt(choices),
  secret: () => randomBytes(32).toString('base64url'),
  digits: (count) => String(randomInt(10 ** count)).padStart(count, '0'),
}
