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
export type LoginId = Branded<'LoginId'>
export type TokenId = Branded<'TokenId'>
export type GroupId = Branded<'GroupId'>
/** A file that was read for import and not yet applied. */
export type ImportId = Branded<'ImportId'>
export type SeriesId = Branded<'SeriesId'>
export type TemplateId = Branded<'TemplateId'>
export type DocumentId = Branded<'DocumentId'>
export type NoticeId = Branded<'NoticeId'>
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
export const LoginIdSchema = idSchema<LoginId>('login')
export const TokenIdSchema = idSchema<TokenId>('token of a program')
export const GroupIdSchema = idSchema<GroupId>('saved group')
export const ImportIdSchema = idSchema<ImportId>('import under way')
export const SeriesIdSchema = idSchema<SeriesId>('series of sessions')
export const TemplateIdSchema = idSchema<TemplateId>('template of a session')
export const DocumentIdSchema = idSchema<DocumentId>('document')
export const NoticeIdSchema = idSchema<NoticeId>('notice')
