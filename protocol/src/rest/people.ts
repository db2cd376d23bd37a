import { Type, type Static } from 'typebox'
import { AccountIdSchema, LoginIdSchema, TokenIdSchema, UnitIdSchema } from '../ids.ts'
import { RoleSchema } from '../http.ts'
import { Done, strict } from '../messages/define.ts'
import { TimeSchema } from '../views.ts'
import {
  ApiScopeSchema,
  EmailSchema,
  LongTextSchema,
  MomentSchema,
  nullable,
  oneOf,
  PAGE_QUERY,
  pageOf,
  PhoneSchema,
  rest,
  TextSchema,
  VersionSchema,
} from './define.ts'

/** A role within a unit's subtree. */
export const GrantSchema = strict({ role: RoleSchema, unitId: UnitIdSchema })
export type Grant = Static<typeof GrantSchema>

const UserName = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,39}$' })
/** Its rules are in the errors `password_…`, each with its sentence. */
const Password = Type.String({ minLength: 1, maxLength: 200 })
const PersonFields = {
  displayName: Type.String({ minLength: 1, maxLength: 200 }),
  email: Type.Union([EmailSchema, Type.Literal('')]),
  phone: Type.Union([PhoneSchema, Type.Literal('')]),
}
const Grants = Type.Array(GrantSchema, { minItems: 1, maxItems: 50 })

export const AccountSchema = Type.Object({
  accountId: AccountIdSchema,
  userName: Type.String(),
  displayName: Type.String(),
  email: Type.String(),
  phone: Type.String(),
  grants: Type.Array(
    Type.Object({
      role: RoleSchema,
      unitId: UnitIdSchema,
      /** The name that it has, or had last. */
      unitName: Type.String(),
      /** Null while the unit goes on. The role of one that has ended reaches what it left, and nothing of others. */
      ended: nullable(
        Type.Object({
          /** Units that carry it on, for giving the role there. */
          successors: Type.Array(Type.Object({ unitId: UnitIdSchema, unitName: Type.String() })),
        }),
      ),
    }),
  ),
  state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]),
  /** Until when it is locked after too many wrong passwords; null when it is not. */
  lockedUntil: nullable(TimeSchema),
  mustChangePassword: Type.Boolean(),
  hasPassword: Type.Boolean(),
  /** Whether it can log in by the single sign-on. */
  hasSingleSignOn: Type.Boolean(),
  createdAt: TimeSchema,
  lastLoginAt: nullable(TimeSchema),
  version: VersionSchema,
})
export type AccountDetail = Static<typeof AccountSchema>

export const LoginSchema = Type.Object({
  loginId: LoginIdSchema,
  createdAt: TimeSchema,
  lastSeenAt: TimeSchema,
  expiresAt: TimeSchema,
  /** Address that it was begun from. */
  address: Type.String(),
  /** Browser and system, in words. */
  device: Type.String(),
  method: Type.Union([Type.Literal('password'), Type.Literal('sso')]),
  /** The login by which this is asked. */
  current: Type.Boolean(),
})
export type LoginDetail = Static<typeof LoginSchema>

export const TokenSchema = Type.Object({
  tokenId: TokenIdSchema,
  name: Type.String(),
  scopes: Type.Array(ApiScopeSchema),
  createdAt: TimeSchema,
  expiresAt: TimeSchema,
  lastUsedAt: nullable(TimeSchema),
})
export type TokenDetail = Static<typeof TokenSchema>

export const AuditEntrySchema = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  at: TimeSchema,
  /** `person:…`, `site:…`, `token:…`, `system`. */
  actor: Type.String(),
  actorName: Type.String(),
  address: Type.String(),
  /** Name of the call or message. */
  action: Type.String(),
  outcome: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  /** Why it was refused: a code of the catalogue; null when it was done. */
  code: nullable(Type.String()),
  unitId: nullable(UnitIdSchema),
  unitName: nullable(Type.String()),
  /** What it was about: `account:…`, `session:…`, `site:…`. */
  subject: Type.String(),
  subjectName: Type.String(),
  /** What else explains it; never a secret. */
  details: Type.Record(Type.String(), Type.Unknown()),
})
export type AuditEntry = Static<typeof AuditEntrySchema>

const AUDIT_FILTER = {
  from: Type.Optional(MomentSchema),
  to: Type.Optional(MomentSchema),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  actor: Type.Optional(Type.String({ maxLength: 100 })),
  action: Type.Optional(Type.String({ maxLength: 100 })),
  subject: Type.Optional(Type.String({ maxLength: 200 })),
  outcome: Type.Optional(AuditEntrySchema.properties.outcome),
}
const ACCOUNT_PARAMS = strict({ accountId: AccountIdSchema })
const NewPassword = Type.Object({
  account: AccountSchema,
  /** Shown once; it must be changed at the first login. Null for an account with single sign-on only. */
  firstPassword: nullable(Type.String()),
})

export const PEOPLE_CALLS = {
  'me.get': rest({
    method: 'GET',
    path: '/me',
    tag: 'me',
    scope: 'own',
    etag: 'gives',
    summary: 'The own account.',
    reply: AccountSchema,
  }),
  'me.update': rest({
    method: 'PATCH',
    path: '/me',
    tag: 'me',
    scope: 'own',
    etag: 'needs',
    summary: 'Changes the own name and addresses.',
    body: Type.Partial(strict(PersonFields), { additionalProperties: false }),
    reply: AccountSchema,
  }),
  'me.changePassword': rest({
    method: 'POST',
    path: '/me/password',
    tag: 'me',
    scope: 'own',
    summary: 'Changes the own password and ends all other logins.',
    body: strict({
      current: Type.String({ minLength: 1, maxLength: 200 }),
      next: Password,
      /** The own tokens end as well: whoever knew the old password may have made one. */
      revokeTokens: Type.Optional(Type.Boolean()),
    }),
    reply: Done,
  }),
  'me.logins': rest({
    method: 'GET',
    path: '/me/logins',
    tag: 'me',
    scope: 'own',
    summary: 'Where one is logged in.',
    reply: Type.Object({ items: Type.Array(LoginSchema) }),
  }),
  'me.revokeLogin': rest({
    method: 'DELETE',
    path: '/me/logins/:loginId',
    tag: 'me',
    scope: 'own',
    summary: 'Ends one of the own logins.',
    params: strict({ loginId: LoginIdSchema }),
    reply: Done,
  }),
  'me.revokeOtherLogins': rest({
    method: 'POST',
    path: '/me/logins/revoke-others',
    tag: 'me',
    scope: 'own',
    summary: 'Ends all own logins but this one.',
    reply: Done,
  }),
  'me.tokens': rest({
    method: 'GET',
    path: '/me/tokens',
    tag: 'me',
    scope: 'own',
    summary: 'The own tokens for programs.',
    reply: Type.Object({ items: Type.Array(TokenSchema) }),
  }),
  'me.createToken': rest({
    method: 'POST',
    path: '/me/tokens',
    tag: 'me',
    scope: 'own',
    summary: 'Makes a token for a program; its text is shown once.',
    body: strict({
      name: Type.String({ minLength: 1, maxLength: 80 }),
      scopes: Type.Array(ApiScopeSchema, { minItems: 1, maxItems: 20, uniqueItems: true }),
      days: Type.Integer({ minimum: 1, maximum: 730 }),
    }),
    reply: Type.Object({ token: TokenSchema, text: Type.String() }),
  }),
  'me.revokeToken': rest({
    method: 'DELETE',
    path: '/me/tokens/:tokenId',
    tag: 'me',
    scope: 'own',
    summary: 'Ends a token.',
    params: strict({ tokenId: TokenIdSchema }),
    reply: Done,
  }),
  'account.list': rest({
    method: 'GET',
    path: '/accounts',
    tag: 'accounts',
    scope: 'accounts:read',
    summary: 'Accounts whose roles all lie in the own subtree.',
    query: strict({
      ...PAGE_QUERY,
      q: Type.Optional(Type.String({ maxLength: 200 })),
      role: Type.Optional(RoleSchema),
      unitId: Type.Optional(UnitIdSchema),
      state: Type.Optional(
        /** `unitEnded`: with a role in a unit that is no more. */
        oneOf(['active', 'disabled', 'locked', 'unitEnded']),
      ),
    }),
    reply: pageOf(AccountSchema),
  }),
  'account.get': rest({
    method: 'GET',
    path: '/accounts/:accountId',
    tag: 'accounts',
    scope: 'accounts:read',
    etag: 'gives',
    summary: 'One account.',
    params: ACCOUNT_PARAMS,
    reply: AccountSchema,
  }),
  'account.create': rest({
    method: 'POST',
    path: '/accounts',
    tag: 'accounts',
    scope: 'accounts:write',
    summary: 'Makes an account for units of the own subtree. The first password is made by the bridge.',
    body: strict({
      userName: UserName,
      ...PersonFields,
      grants: Grants,
      /** Without one it can only log in by the single sign-on, whose e-mail or subject it must have. */
      withPassword: Type.Boolean(),
    }),
    reply: NewPassword,
  }),
  'account.update': rest({
    method: 'PATCH',
    path: '/accounts/:accountId',
    tag: 'accounts',
    scope: 'accounts:write',
    etag: 'needs',
    summary: 'Changes names, roles or the state of an account. Nobody takes the last administrator away.',
    params: ACCOUNT_PARAMS,
    body: Type.Partial(
      strict({
        ...PersonFields,
        grants: Grants,
        state: AccountSchema.properties.state,
      }),
      { additionalProperties: false },
    ),
    reply: AccountSchema,
  }),
  'account.resetPassword': rest({
    method: 'POST',
    path: '/accounts/:accountId/password',
    tag: 'accounts',
    scope: 'accounts:write',
    summary: 'A new first password; unlocks the account and ends all its logins and tokens.',
    params: ACCOUNT_PARAMS,
    reply: NewPassword,
  }),
  'account.unlock': rest({
    method: 'POST',
    path: '/accounts/:accountId/unlock',
    tag: 'accounts',
    scope: 'accounts:write',
    summary: 'Ends the lock after wrong passwords.',
    params: ACCOUNT_PARAMS,
    reply: AccountSchema,
  }),
  'account.logins': rest({
    method: 'GET',
    path: '/accounts/:accountId/logins',
    tag: 'accounts',
    scope: 'accounts:read',
    summary: 'Where an account is logged in.',
    params: ACCOUNT_PARAMS,
    reply: Type.Object({ items: Type.Array(LoginSchema) }),
  }),
  'account.revokeLogins': rest({
    method: 'POST',
    path: '/accounts/:accountId/logins/revoke',
    tag: 'accounts',
    scope: 'accounts:write',
    summary: 'Ends all logins and tokens of an account.',
    params: ACCOUNT_PARAMS,
    reply: Done,
  }),
  'audit.list': rest({
    method: 'GET',
    path: '/audit',
    tag: 'audit',
    scope: 'audit:read',
    summary: 'What was done in the own subtree, newest first.',
    query: strict({ ...PAGE_QUERY, ...AUDIT_FILTER }),
    reply: pageOf(AuditEntrySchema),
  }),
  'audit.export': rest({
    method: 'GET',
    path: '/audit/export',
    tag: 'audit',
    scope: 'audit:read',
    summary:
      'The same as a CSV file, in the language asked for, else that of the browser; Vietnamese by default.',
    query: strict({ ...AUDIT_FILTER, language: Type.Optional(oneOf(['vi', 'en'])) }),
    reply: LongTextSchema,
    download: true,
  }),
} as const

/** Ways to log in, for the login page. */
export const LoginMethodsSchema = Type.Object({
  password: Type.Boolean(),
  /** What the button of the single sign-on says, in the language of the page; null when it is not set up. */
  singleSignOn: nullable(Type.Object({ vi: TextSchema, en: TextSchema })),
})
export type LoginMethods = Static<typeof LoginMethodsSchema>
