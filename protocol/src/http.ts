import { Type, type Static } from 'typebox'
import { DeviceIdSchema, UnitIdSchema } from './ids.ts'
import { SitePlaceSchema, TimeSchema } from './views.ts'

const strict = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** What somebody may do in a unit's subtree: everything; plan; conduct and watch; look on. */
export const RoleSchema = Type.Union([
  Type.Literal('administrator'),
  Type.Literal('scheduler'),
  Type.Literal('operator'),
  Type.Literal('observer'),
])
export type Role = Static<typeof RoleSchema>

export const LoginBodySchema = strict({
  userName: Type.String({ minLength: 1, maxLength: 80 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
})

/** Who is logged in. `role`, `unitId` and `unitName` are of the first grant. */
export const AccountViewSchema = Type.Object({
  userName: Type.String(),
  displayName: Type.String(),
  role: RoleSchema,
  unitId: UnitIdSchema,
  unitName: Type.String(),
  grants: Type.Array(Type.Object({ role: RoleSchema, unitId: UnitIdSchema, unitName: Type.String() })),
  /** Until it is changed nothing else is answered. */
  mustChangePassword: Type.Boolean(),
})
export type AccountView = Static<typeof AccountViewSchema>

export const PairBodySchema = strict({
  /** Eight digits, with or without spaces or hyphens. */
  code: Type.String({ minLength: 6, maxLength: 20, pattern: '^[0-9 -]+$' }),
  /** Public key of the device: ECDSA P-256, SPKI, base64url. */
  publicKey: Type.String({ minLength: 60, maxLength: 400, pattern: '^[A-Za-z0-9_-]+$' }),
})
export const PairReplySchema = Type.Object({ deviceId: DeviceIdSchema, site: SitePlaceSchema })
export type PairReply = Static<typeof PairReplySchema>

/** What anybody may know before logging in or pairing. */
export const BridgeInfoSchema = Type.Object({
  name: Type.String(),
  version: Type.String(),
  protocol: Type.Integer(),
  provinceName: Type.String(),
  helpPhone: Type.String(),
  defaultLanguage: Type.Union([Type.Literal('vi'), Type.Literal('en')]),
  serverTime: TimeSchema,
  /** Where other machines reach the bridge: `https://10.0.0.5:8443`. */
  address: Type.String(),
})
export type BridgeInfo = Static<typeof BridgeInfoSchema>
