import {
  BridgeError,
  foldText,
  type AccountDetail,
  type LoginDetail,
  type PEOPLE_CALLS,
  type RestQueryOf,
  type UnitId,
} from '@diem-cau/protocol'
import { scopesOf, type Action, type Person, type Target } from '../../core/policy/policy.ts'
import {
  heirsOf,
  siteIdsWithin,
  unitIdsWithin,
  vietnamDay,
  type Directory,
} from '../../core/directory/index.ts'
import type { Accounts } from '../people/Accounts.ts'
import type { ApiTokens } from '../people/ApiTokens.ts'
import type { Logins } from '../people/Logins.ts'
import type { Account, ApiToken, Login } from '../people/types.ts'
import { auditCsv } from '../people/auditFile.ts'
import { auditQueryOf, toEntry } from '../people/auditReading.ts'
import type { AuditStore } from '../AuditTrail.ts'
import type { Clock } from '../ports.ts'
import { ownTarget, type AuditNote, type Caller, type RestHandlers } from './define.ts'

export interface PeopleDeps {
  accounts: Accounts
  logins: Logins
  tokens: ApiTokens
  audit: AuditStore
  directory: () => Directory
  clock: Clock
  /** Logins have ended or roles have changed: live sockets are looked at again. */
  onLoginsChanged: () => Promise<void>
}

type PeopleCallName = keyof typeof PEOPLE_CALLS

const DONE = { done: true } as const
const PAGE = 50

/** What people do with their own account, and administrators with those of their subtree. */
export function peopleHandlers(deps: PeopleDeps): RestHandlers<PeopleCallName> {
  return { ...ownHandlers(deps), ...accountHandlers(deps), ...auditHandlers(deps) }
}

type OwnCallName = Extract<PeopleCallName, `me.${string}`>

function ownHandlers(deps: PeopleDeps): RestHandlers<OwnCallName> {
  const { accounts, logins, tokens } = deps
  const own = ({ accountId }: Caller) => accounts.get(accountId)
  return {
    'me.get': {
      target: ownTarget,
      run: async (caller) => detail(deps, await own(caller)),
    },
    'me.update': {
      target: ownTarget,
      run: async (caller, { body, ifMatch, note }) => {
        describe(deps, note, await own(caller))
        note.details = { ...body }
        return detail(deps, await accounts.update(caller.accountId, ifMatch, given(body)))
      },
    },
    'me.changePassword': {
      target: ownTarget,
      run: async (caller, { body, note }) => {
        const account = await own(caller)
        describe(deps, note, account)
        if (account.passwordHash === '') throw new BridgeError('no_password')
        await logins.confirm(account, body.current, caller.address)
        await accounts.choosePassword(account, body.next)
        await logins.revokeAll(account, caller.loginId)
        if (body.revokeTokens === true) note.details = { tokensRevoked: await tokens.revokeAll(account) }
        if (caller.loginId !== null) caller.newLoginToken = await logins.renewToken(caller.loginId)
        await deps.onLoginsChanged()
        return DONE
      },
    },
    'me.logins': {
      target: ownTarget,
      run: async (caller) => ({ items: await loginsOf(deps, await own(caller), caller) }),
    },
    'me.revokeLogin': {
      target: ownTarget,
      run: async (caller, { params, note }) => {
        const account = await own(caller)
        describe(deps, note, account)
        note.details = { loginId: params.loginId }
        if (!(await logins.revoke(account, params.loginId))) throw new BridgeError('not_found')
        await deps.onLoginsChanged()
        return DONE
      },
    },
    'me.revokeOtherLogins': {
      target: ownTarget,
      run: async (caller, { note }) => {
        const account = await own(caller)
        describe(deps, note, account)
        await logins.revokeAll(account, caller.loginId)
        await deps.onLoginsChanged()
        return DONE
      },
    },
    'me.tokens': {
      target: ownTarget,
      run: async (caller) => ({ items: (await tokens.ofAccount(await own(caller))).map(tokenDetail) }),
    },
    'me.createToken': {
      target: ownTarget,
      run: async (caller, { body, note }) => {
        const account = await own(caller)
        describe(deps, note, account)
        const { token, text } = await tokens.create(account, body)
        note.details = { tokenId: token.tokenId, ...body }
        return { token: tokenDetail(token), text }
      },
    },
    'me.revokeToken': {
      target: ownTarget,
      run: async (caller, { params, note }) => {
        const account = await own(caller)
        describe(deps, note, account)
        note.details = { tokenId: params.tokenId }
        if (!(await tokens.revoke(account, params.tokenId))) throw new BridgeError('not_found')
        return DONE
      },
    },
  }
}

type AccountCallName = Extract<PeopleCallName, `account.${string}`>
interface OnAccount {
  params: { accountId: Account['accountId'] }
  note: AuditNote
}

function accountHandlers(deps: PeopleDeps): RestHandlers<AccountCallName> {
  const { accounts, logins, tokens } = deps
  /** An account with a role outside is nobody's here. */
  const one = async (_caller: Caller, { params, note }: OnAccount): Promise<Target> => {
    const account = await accounts.get(params.accountId)
    describe(deps, note, account)
    return { unitIds: unitsReached(deps.directory(), account.grants) }
  }
  return {
    'account.list': {
      target: ownTarget,
      run: async ({ person }, { query }) => {
        const limit = query.limit ?? PAGE
        const { items, total } = await accounts.page({
          scope: unitsOf(deps.directory(), person, 'account.list'),
          text: foldText(query.q ?? ''),
          role: query.role ?? null,
          unitId: query.unitId ?? null,
          state: query.state === undefined || query.state === 'unitEnded' ? null : query.state,
          inUnits: query.state === 'unitEnded' ? endedUnits(deps.directory()) : null,
          limit: limit + 1,
          after: query.cursor ?? null,
        })
        const page = items.slice(0, limit)
        return {
          items: await details(deps, page),
          next: items.length > limit ? (page.at(-1)?.userName ?? null) : null,
          total,
        }
      },
    },
    'account.get': {
      target: one,
      run: async (_caller, { params }) => detail(deps, await accounts.get(params.accountId)),
    },
    'account.create': {
      target: (_caller, { body, note }) => {
        note.unitId = body.grants[0]?.unitId ?? null
        note.subjectName = body.userName
        note.details = { grants: body.grants }
        return { unitIds: body.grants.map(({ unitId }) => unitId) }
      },
      run: async (_caller, { body, note }) => {
        const made = await accounts.create(body, body.withPassword)
        describe(deps, note, made.account)
        return { account: await detail(deps, made.account), firstPassword: made.firstPassword }
      },
    },
    'account.update': {
      target: async (caller, request) => {
        const target = await one(caller, request)
        const granted = request.body.grants?.map(({ unitId }) => unitId) ?? []
        request.note.details = { ...request.body }
        return { unitIds: [...(target.unitIds ?? []), ...granted] }
      },
      run: async (_caller, { params, body, ifMatch, note }) => {
        const before = await accounts.get(params.accountId)
        const after = await accounts.update(params.accountId, ifMatch, given(body))
        note.details = changesBetween(before, after)
        if (after.state === 'disabled') {
          await logins.revokeAll(after)
          await tokens.revokeAll(after)
        }
        await deps.onLoginsChanged()
        return detail(deps, after)
      },
    },
    'account.resetPassword': {
      target: one,
      run: async (_caller, { params, note }) => {
        const { account, firstPassword } = await accounts.resetPassword(await accounts.get(params.accountId))
        await logins.unlock(account)
        await logins.revokeAll(account)
        // Whoever had the old password may have made himself a way in that needs none.
        note.details = { tokensRevoked: await tokens.revokeAll(account) }
        await deps.onLoginsChanged()
        return { account: await detail(deps, account), firstPassword }
      },
    },
    'account.unlock': {
      target: one,
      run: async (_caller, { params }) => {
        const account = await accounts.get(params.accountId)
        await logins.unlock(account)
        return detail(deps, account)
      },
    },
    'account.logins': {
      target: one,
      run: async (caller, { params }) => ({
        items: await loginsOf(deps, await accounts.get(params.accountId), caller),
      }),
    },
    'account.revokeLogins': {
      target: one,
      run: async (_caller, { params, note }) => {
        const account = await accounts.get(params.accountId)
        await logins.revokeAll(account)
        note.details = { tokensRevoked: await tokens.revokeAll(account) }
        await deps.onLoginsChanged()
        return DONE
      },
    },
  }
}

function auditHandlers(deps: PeopleDeps): RestHandlers<'audit.list' | 'audit.export'> {
  const queryOf = (person: Person, query: RestQueryOf<'audit.export'>) =>
    auditQueryOf(query, unitsOf(deps.directory(), person, 'audit.list'))
  return {
    'audit.list': {
      target: ownTarget,
      run: async ({ person }, { query }) => {
        const wanted = queryOf(person, query)
        const limit = query.limit ?? PAGE
        const records = await deps.audit.page(wanted, cursorOf(query.cursor), limit + 1)
        const page = records.slice(0, limit)
        return {
          items: page.map(toEntry),
          next: records.length > limit ? String(page.at(-1)?.seq ?? 1) : null,
          total: await deps.audit.count(wanted),
        }
      },
    },
    'audit.export': {
      target: ownTarget,
      run: ({ person }, { query, language: preferred }) => {
        const language = query.language ?? preferred
        const day = vietnamDay(deps.clock())
        const place = placeNames(deps.directory(), scopesOf(person, 'audit.export'))
        return Promise.resolve({
          fileName: language === 'vi' ? `nhat-ky-${day}.csv` : `audit-${day}.csv`,
          contentType: 'text/csv; charset=utf-8',
          content: auditCsv(deps.audit, queryOf(person, query), { language, place }),
        })
      },
    },
  }
}

/** The units in whose subtrees somebody may do something; null for the whole tree and what is in none. */
function unitsOf(directory: Directory, person: Person, action: Action): ReadonlySet<UnitId> | null {
  const scopes = scopesOf(person, action)
  if (scopes.includes(directory.root.id)) return null
  return unitIdsWithin(directory, scopes)
}

/** Whoever has a role in a unit that nobody knows is for the whole tree's administrators. */
function unitsReached(directory: Directory, grants: Account['grants']): UnitId[] {
  return grants.map(({ unitId }) => (directory.knowsUnit(unitId) ? unitId : directory.root.id))
}

/** Names of units and sites, also of those that are no more: of the own subtrees alone. */
function placeNames(directory: Directory, scopes: readonly UnitId[]): (id: string) => string | null {
  const names = new Map<string, string | undefined>()
  for (const unitId of unitIdsWithin(directory, scopes)) names.set(unitId, directory.unitName(unitId))
  for (const siteId of siteIdsWithin(directory, scopes)) names.set(siteId, directory.siteName(siteId))
  return (id) => names.get(id) ?? null
}

function cursorOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  if (!/^\d{1,10}$/.test(cursor))
    throw new BridgeError('invalid_message', { path: '/cursor', reason: 'not a cursor' })
  return Number(cursor)
}

function describe(deps: PeopleDeps, note: AuditNote, { accountId, userName, grants }: Account): void {
  note.unitId = outermostUnit(deps.directory(), grants) ?? null
  note.subject = `account:${accountId}`
  note.subjectName = userName
}

/** The highest of the units in which somebody has a role: who administers that one is to see what is done. */
function outermostUnit(directory: Directory, grants: Account['grants']): UnitId | undefined {
  const tierOf = (unitId: UnitId): number => directory.unit(unitId)?.tier ?? Number.MAX_SAFE_INTEGER
  return grants.map(({ unitId }) => unitId).toSorted((a, b) => tierOf(a) - tierOf(b))[0]
}

async function details(deps: PeopleDeps, accounts: readonly Account[]): Promise<AccountDetail[]> {
  const locked = await deps.logins.lockedUntil(accounts.map(({ userName }) => userName))
  const directory = deps.directory()
  return accounts.map((account) => ({
    accountId: account.accountId,
    userName: account.userName,
    displayName: account.displayName,
    email: account.email,
    phone: account.phone,
    grants: account.grants.map(({ role, unitId }) => ({
      role,
      unitId,
      unitName: directory.unitName(unitId) ?? unitId,
      ended: endOf(directory, unitId),
    })),
    state: account.state,
    lockedUntil: locked.get(account.userName) ?? null,
    mustChangePassword: account.mustChangePassword,
    hasPassword: account.passwordHash !== '',
    hasSingleSignOn: account.singleSignOn !== null,
    createdAt: account.createdAt,
    lastLoginAt: account.lastLoginAt,
    version: account.version,
  }))
}

/**
 * What is offered in place of a unit that has ended: what carries it on. The unit above, where a tier was dropped, is not:
 * it would be far more than was given.
 */
function endOf(directory: Directory, unitId: UnitId): AccountDetail['grants'][number]['ended'] {
  if (directory.unit(unitId) !== undefined || directory.absentUnit(unitId)?.hasEnded === false) return null
  const successors = heirsOf(unitId, directory)
  return { successors: successors.map((id) => ({ unitId: id, unitName: directory.unitName(id) ?? id })) }
}

function endedUnits({ data }: Directory): ReadonlySet<UnitId> {
  return new Set((data.absentUnits ?? []).filter(({ hasEnded }) => hasEnded).map(({ id }) => id))
}

async function detail(deps: PeopleDeps, account: Account): Promise<AccountDetail> {
  const [one] = await details(deps, [account])
  if (one === undefined) throw new BridgeError('not_found')
  return one
}

async function loginsOf({ logins }: PeopleDeps, account: Account, caller: Caller): Promise<LoginDetail[]> {
  return (await logins.ofAccount(account)).map((login: Login) => ({
    loginId: login.loginId,
    createdAt: login.createdAt,
    lastSeenAt: login.lastSeenAt,
    expiresAt: Math.min(login.expiresAt, login.idleExpiresAt),
    address: login.address,
    device: login.device,
    method: login.method,
    current: login.loginId === caller.loginId,
  }))
}

function tokenDetail({ accountId: _owner, scopes, ...token }: ApiToken) {
  return { ...token, scopes: [...scopes] }
}

/** The fields that were given: what is left out stays as it is. */
function given<T extends object>(body: T) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- entries of T, without those that are undefined
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

const SHOWN = ['displayName', 'email', 'phone', 'state', 'grants'] as const

function changesBetween(before: Account, after: Account): Record<string, unknown> {
  const changed = SHOWN.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  return Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }]))
}
