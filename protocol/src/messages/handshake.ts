import { Type, type Static } from 'typebox'
import { DeviceIdSchema, InstanceIdSchema } from '../ids.ts'
import { SitePlaceSchema, TimeSchema } from '../views.ts'
import { message, strict } from './define.ts'

/** Sent by the server as soon as a socket is open. */
export const ChallengeSchema = Type.Object({
  nonce: Type.String({ minLength: 16, maxLength: 128 }),
  protocol: Type.Integer({ minimum: 1 }),
  oldestProtocol: Type.Integer({ minimum: 1 }),
  serverTime: TimeSchema,
})
export type Challenge = Static<typeof ChallengeSchema>

/**
 * What a site's device key signs (ECDSA P-256 with SHA-256, IEEE P1363 form, base64url):
 * the UTF-8 bytes of this text. The nonce makes it useless for any other socket.
 */
export function deviceProofText(nonce: string, deviceId: string, instance: string): string {
  return `diem-cau site proof v1\n${nonce}\n${deviceId}\n${instance}`
}

export const ClientIdentitySchema = Type.Union([
  strict({
    kind: Type.Literal('site'),
    deviceId: DeviceIdSchema,
    instance: InstanceIdSchema,
    signature: Type.String({ maxLength: 256 }),
  }),
  /** A person: the login is in the socket's cookie. */
  strict({ kind: Type.Literal('console'), instance: InstanceIdSchema }),
  /** A program on the server's own machine that can read the control token in the data directory. */
  strict({ kind: Type.Literal('local'), instance: InstanceIdSchema, token: Type.String({ maxLength: 256 }) }),
])
export type ClientIdentity = Static<typeof ClientIdentitySchema>

export const HANDSHAKE_MESSAGES = {
  hello: message({
    audience: 'anyone',
    kind: 'handshake',
    summary: 'Introduces a page: its protocol version and who it is. Everything else is refused before it.',
    data: strict({ protocol: Type.Integer({ minimum: 0 }), client: ClientIdentitySchema }),
    reply: Type.Object({
      serverTime: TimeSchema,
      version: Type.String(),
      /** The site that the device is paired with; null for a person. */
      site: Type.Union([SitePlaceSchema, Type.Null()]),
    }),
  }),
} as const
