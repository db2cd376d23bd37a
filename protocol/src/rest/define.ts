import { Type, type Static, type TSchema } from 'typebox'

/** One of some words. */
export function oneOf<const T extends readonly string[]>(words: T) {
  return Type.Unsafe<T[number]>(Type.String({ enum: [...words] }))
}

/** What a token of the programming interface may be given leave for. A person's login has all of them. */
export const API_SCOPES = [
  'directory:read',
  'directory:write',
  'accounts:read',
  'accounts:write',
  'sessions:read',
  'sessions:write',
  'conduct',
  'audit:read',
] as const
export const ApiScopeSchema = oneOf(API_SCOPES)
export type ApiScope = (typeof API_SCOPES)[number]

/** A file that is sent as the request's body, unparsed; its name is in the query. */
export interface Upload {
  readonly maxBytes: number
  readonly types: readonly string[]
}

/**
 * One REST call. `own` calls are about the caller itself and need no scope; they can not be made with a token.
 * `etag`: `gives` answers with the entity's version as `ETag`; `needs` refuses without `If-Match` of the version
 * that was looked at, so that of two people who change one thing at once the second is told.
 */
export interface RestDefinition<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, with `:name` for parameters. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly scope: ApiScope | 'own'
  readonly etag?: 'gives' | 'needs'
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly reply: R
  readonly upload?: Upload
  /** How long the body may be where the usual 64 KiB are too few. */
  readonly maxBodyBytes?: number
  /** The answer is a file, not JSON. */
  readonly download?: true
}

export const None = Type.Object({}, { additionalProperties: false })

export function rest<
  P extends TSchema = typeof None,
  Q extends TSchema = typeof None,
  B extends TSchema = typeof None,
  R extends TSchema = TSchema,
>(definition: {
  method: RestDefinition['method']
  path: string
  tag: string
  summary: string
  scope: ApiScope | 'own'
  etag?: 'gives' | 'needs'
  params?: P
  query?: Q
  body?: B
  reply: R
  upload?: Upload
  maxBodyBytes?: number
  download?: true
}): RestDefinition<P, Q, B, R> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a part that is not given is `None`, its default
  return { params: None, query: None, body: None, ...definition } as RestDefinition<P, Q, B, R>
}

/** Fields of a query for lists: so many at a time, beginning after the cursor of the page before. */
export const PAGE_QUERY = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
}

/** A page of a list. `next` is the cursor of the following page; null on the last. `total` counts all pages. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()]),
    total: Type.Integer({ minimum: 0 }),
  })
}

export { nullable } from '../schema.ts'

/** `YYYY-MM-DD`: a day of the calendar in Asia/Ho_Chi_Minh. */
export const DateSchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' })
/** An instant within centuries: what a calendar can be asked for. */
export const MomentSchema = Type.Integer({
  minimum: 0,
  maximum: Date.UTC(3000, 0, 1),
  description: 'epoch milliseconds',
})
/** Counts the changes of an entity; the value of its ETag. */
export const VersionSchema = Type.Integer({ minimum: 1 })
export const TextSchema = Type.String({ maxLength: 300 })
export const LongTextSchema = Type.String({ maxLength: 10_000 })
export const EmailSchema = Type.String({ maxLength: 254, pattern: '^[^\\s@<>"]+@[^\\s@<>"]+$' })
/** As people write it: digits with spaces, dots, hyphens, brackets, perhaps a plus sign before. */
export const PhoneSchema = Type.String({ maxLength: 40, pattern: '^\\+?[0-9][0-9 .()-]{2,38}$' })

/** Somebody who can be reached. Every field may be empty. */
export const ContactSchema = Type.Object(
  {
    name: Type.String({ maxLength: 200 }),
    phone: Type.Union([PhoneSchema, Type.Literal('')]),
    email: Type.Union([EmailSchema, Type.Literal('')]),
  },
  { additionalProperties: false },
)
export type Contact = Static<typeof ContactSchema>
