import { Type, type TUnsafe } from 'typebox'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Ids are opaque text: letters, digits, `.`, `_`, `:`, `-`; at most 80 characters. */
export const ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$'

function idSchema<T extends string>(description: string): TUnsafe<T> {
  return Type.Unsafe<T>(Type.String({ pattern: ID_PATTERN, maxLength: 80, description }))
}

export type UnitId = Branded<'UnitId'>
export type SiteId = Branded<'SiteId'>
export type SessionId = Branded<'SessionId'>
/** One stream of events: a session's root branch or a district's branch of it. */
export type BranchId = Branded<'BranchId'>
export type RequestId = Branded<'RequestId'>
export type CommandId = Branded<'CommandId'>
export type DeviceId = Branded<'DeviceId'>
/** One page load of a site or a console. A new one is a return, the same one is a resumption. */
export type InstanceId = Branded<'InstanceId'>
export type AccountId = Branded<'AccountId'>
export type NodeId = Branded<'NodeId'>
/** One peer's media on a node: a site's or a viewer's page load. */
export type EndpointId = Branded<'EndpointId'>
export type RoomId = Branded<'RoomId'>

export const UnitIdSchema = idSchema<UnitId>('unit')
export const SiteIdSchema = idSchema<SiteId>('site')
export const SessionIdSchema = idSchema<SessionId>('session')
export const BranchIdSchema = idSchema<BranchId>('branch of a session')
export const RequestIdSchema = idSchema<RequestId>('request to speak')
export const CommandIdSchema = idSchema<CommandId>('idempotency key, new for each intent')
export const DeviceIdSchema = idSchema<DeviceId>('paired device')
export const InstanceIdSchema = idSchema<InstanceId>('page load')
export const AccountIdSchema = idSchema<AccountId>('account')
export const NodeIdSchema = idSchema<NodeId>('media node')
export const EndpointIdSchema = idSchema<EndpointId>('media endpoint')
export const RoomIdSchema = idSchema<RoomId>('media room')
