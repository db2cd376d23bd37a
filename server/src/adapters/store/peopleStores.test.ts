import type { AccountId, ApiScope, Grant, LoginId, TokenId, UnitId } from '@diem-cau/protocol'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AuditQuery, AuditRecord } from '../../app/AuditTrail.ts'
import type { AccountQuery } from '../../app/people/ports.ts'
import type { Account, ApiToken, Login } from '../../app/people/types.ts'
import { SqlAccountStore } from './SqlAccountStore.ts'
import { SqlAuditStore } from './SqlAuditStore.ts'
import { SqlFailureStore } from './SqlFailureStore.ts'
import { SqlLoginStore } from './SqlLoginStore.ts'
import { SqlTokenStore } from './SqlTokenStore.ts'
import { databases } from './testing.ts'

const unit = (id: string): UnitId => id as UnitId
/** More than either database takes as variables of one statement. */
const MANY = Array.from({ length: 70_000 }, (_, index) => unit(`x${index}`))
const root: Grant = { role: 'administrator', unitId: unit('p') }
const account = (name: string, changes: Partial<Account> = {}): Account => ({
  accountId: `account-${name}` as AccountId,
  userName: name,
  passwordHash: 'hash',
  displayName: name,
  email: '',
  phone: '',
  grants: [{ role: 'operator', unitId: unit('d1') }],
  state: 'active',
  mustChangePassword: false,
  singleSignOn: null,
  createdAt: 1,
  lastLoginAt: null,
  version: 1,
  ...changes,
})
const login = (id: string, name: string, changes: Partial<Login> = {}): Login => ({
  loginId: id as LoginId,
  accountId: account(name).accountId,
  method: 'password',
  address: '10.0.0.1',
  device: 'Chrome · Windows',
  createdAt: 100,
  lastSeenAt: 100,
  idleExpiresAt: 200,
  expiresAt: 300,
  ssoIdToken: null,
  ...changes,
})
const everything: AccountQuery = {
  scope: null,
  text: '',
  role: null,
  unitId: null,
  state: null,
  inUnits: null,
  now: 0,
  limit: 10,
  after: null,
}
const storageFailed = { code: 'storage_failed' }

describe.each(databases)('Accounts in $name', ({ anOpenStore }) => {
  it('are found by name with their roles; a name is taken once', async () => {
    const store = new SqlAccountStore(await anOpenStore())
    const grants: Grant[] = [
      { role: 'operator', unitId: unit('d1') },
      { role: 'scheduler', unitId: unit('d2') },
    ]
    const lan = account('lan', { grants, singleSignOn: { issuer: 'https://sso', subject: '7' } })
    expect(await store.count()).toBe(0)
    expect(await store.create(lan)).toBe(true)
    expect(await store.create(account('lan', { accountId: 'other' as AccountId }))).toBe(false)
    expect(await store.count()).toBe(1)
    expect(await store.findByName('lan')).toEqual(lan)
    expect(await store.findBySubject('https://sso', '7')).toEqual(lan)
    expect(await store.findBySubject('https://other', '7')).toBeNull()
    expect(await store.findByName("' or 1=1 --")).toBeNull()
  })

  it('are listed page by page, within a scope, by words, role and state', async () => {
    const store = new SqlAccountStore(await anOpenStore())
    await store.create(account('an', { displayName: 'Nguyễn Thị Ân', phone: '0219 386 0000' }))
    await store.create(account('binh', { grants: [{ role: 'observer', unitId: unit('c1') }] }))
    await store.create(account('chi', { grants: [root], state: 'disabled' }))
    const both: Grant[] = [
      { role: 'operator', unitId: unit('d1') },
      { role: 'operator', unitId: unit('d2') },
    ]
    await store.create(account('dung', { grants: both }))
    const names = async (query: Partial<AccountQuery>) =>
      (await store.page({ ...everything, ...query })).items.map(({ userName }) => userName)
    expect(await names({})).toEqual(['an', 'binh', 'chi', 'dung'])
    expect(await names({ after: 'an', limit: 2 })).toEqual(['binh', 'chi'])
    expect(await store.page({ ...everything, limit: 1 })).toMatchObject({ total: 4 })
    // Who has a role outside as well is not of this district.
    expect(await names({ scope: new Set([unit('d1'), unit('c1')]) })).toEqual(['an', 'binh'])
    expect(await names({ scope: new Set() })).toEqual([])
    expect(await names({ scope: new Set([...MANY, unit('d1'), unit('c1')]) })).toEqual(['an', 'binh'])
    expect(await names({ inUnits: new Set([unit('c1'), unit('d2')]) })).toEqual(['binh', 'dung'])
    expect(await names({ inUnits: new Set(MANY) })).toEqual([])
    expect(await names({ text: 'an nguyen' })).toEqual(['an'])
    expect(await names({ text: '02193860000' })).toEqual(['an'])
    expect(await names({ role: 'operator', unitId: unit('d2') })).toEqual(['dung'])
    expect(await names({ state: 'disabled' })).toEqual(['chi'])
  })

  it('are changed by one of two who look at the same version', async () => {
    const store = new SqlAccountStore(await anOpenStore())
    await store.create(account('lan', { grants: [root] }))
    const change = (displayName: string) =>
      store.update(account('lan').accountId, 1, { displayName, grants: [root] }, root)
    expect((await Promise.all([change('A'), change('B')])).toSorted()).toEqual(['changed', 'done'])
    expect(await store.findByName('lan')).toMatchObject({ version: 2, grants: [root] })
  })

  it('keep one active administrator, also when two take the role from each other at once', async () => {
    const store = new SqlAccountStore(await anOpenStore())
    await store.create(account('lan', { grants: [root] }))
    await store.create(account('minh', { grants: [root] }))
    await store.create(account('cu', { grants: [root], state: 'disabled' }))
    const outcomes = await Promise.all([
      store.update(account('lan').accountId, 1, { state: 'disabled' }, root),
      store.update(account('minh').accountId, 1, { grants: account('x').grants }, root),
    ])
    expect(outcomes.toSorted()).toEqual(['done', 'nobody_left'])
    const left = await store.page({ ...everything, role: 'administrator', state: 'active' })
    expect(left.items).toHaveLength(1)
    expect(left.items[0]?.version).toBe(1)
  })
})

describe.each(databases)('Logins in $name', ({ anOpenStore }) => {
  const aStore = async () => {
    const db = await anOpenStore()
    await new SqlAccountStore(db).create(account('lan'))
    return { db, store: new SqlLoginStore(db) }
  }

  it('end when they are not used, and in any case', async () => {
    const { store } = await aStore()
    await store.add(login('l1', 'lan'), 'hash-1')
    expect((await store.byToken('hash-1', 199))?.loginId).toBe('l1')
    expect(await store.byToken('hash-1', 200)).toBeNull()
    await store.seen('l1' as LoginId, 199, 280)
    expect((await store.byId('l1' as LoginId, 279))?.lastSeenAt).toBe(199)
    await store.seen('l1' as LoginId, 279, 400)
    expect(await store.byToken('hash-1', 300)).toBeNull()
  })

  it('are given another token, listed, and ended one by one or all but one', async () => {
    const { store } = await aStore()
    const { accountId } = account('lan')
    for (const id of ['l1', 'l2', 'l3']) await store.add(login(id, 'lan'), `hash-${id}`)
    await store.renew('l1' as LoginId, 'hash-new')
    expect(await store.byToken('hash-l1', 150)).toBeNull()
    expect((await store.byToken('hash-new', 150))?.loginId).toBe('l1')
    expect(await store.remove('account-minh' as AccountId, 'l2' as LoginId)).toBe(false)
    expect(await store.remove(accountId, 'l2' as LoginId)).toBe(true)
    await store.removeAll(accountId, 'l1' as LoginId)
    expect((await store.ofAccount(accountId, 150)).map(({ loginId }) => loginId)).toEqual(['l1'])
  })

  it('that have ended are forgotten when another begins', async () => {
    const { db, store } = await aStore()
    await store.add(login('l1', 'lan'), 'hash-1')
    await store.add(login('l2', 'lan', { createdAt: 200, idleExpiresAt: 500, expiresAt: 500 }), 'hash-2')
    expect(await db.selectFrom('logins').select('login_id').execute()).toEqual([{ login_id: 'l2' }])
  })
})

describe.each(databases)('Tokens in $name', ({ anOpenStore }) => {
  it('are found by their digest until they end or are revoked', async () => {
    const db = await anOpenStore()
    await new SqlAccountStore(db).create(account('lan'))
    const store = new SqlTokenStore(db)
    const token: ApiToken = {
      tokenId: 't1' as TokenId,
      accountId: account('lan').accountId,
      name: 'lịch họp',
      scopes: ['sessions:read'],
      createdAt: 1,
      expiresAt: 100,
      lastUsedAt: null,
    }
    await store.add(token, 'hash-1')
    expect(await store.byHash('hash-1', 99)).toEqual(token)
    expect(await store.byHash('hash-1', 100)).toBeNull()
    await store.used(token.tokenId, 50)
    expect(await store.ofAccount(token.accountId, 60)).toEqual([{ ...token, lastUsedAt: 50 }])
    await db.updateTable('tokens').set({ scopes: '["sessions:read","everything"]' }).execute()
    expect((await store.byHash('hash-1', 60))?.scopes).toEqual(['sessions:read'] satisfies ApiScope[])
    expect(await store.remove(token.accountId, token.tokenId)).toBe(true)
    expect(await store.byHash('hash-1', 60)).toBeNull()
  })
})

describe.each(databases)('Wrong passwords in $name', ({ anOpenStore }) => {
  const MINUTE_MS = 60_000
  const key = { subject: 'place:10.0.0.1|lan', userName: 'lan', free: 3 }
  const START = 1_700_000_000_000

  it('lock for longer and longer, and are forgotten after a day', async () => {
    const store = new SqlFailureStore(await anOpenStore())
    for (let attempt = 0; attempt < 3; attempt++) expect(await store.attempt(key, START)).toBeNull()
    let now = START
    const waits: number[] = []
    for (let round = 0; round < 9; round++) {
      const until = (await store.attempt(key, now)) ?? 0
      expect((await store.lockedUntil(['lan', 'minh'], now)).get('lan')).toBe(until)
      waits.push((until - now) / MINUTE_MS)
      now = until
      expect(await store.attempt(key, now)).toBeNull()
    }
    expect(waits).toEqual([1, 2, 5, 10, 20, 30, 60, 60, 60])
    now += 25 * 60 * MINUTE_MS
    for (let attempt = 0; attempt < 3; attempt++) expect(await store.attempt(key, now)).toBeNull()
    expect(await store.attempt(key, now)).toBe(now + MINUTE_MS)
  })

  it('let no more through when they come at once', async () => {
    const store = new SqlFailureStore(await anOpenStore())
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.attempt(key, START)))
    expect(outcomes.filter((until) => until === null)).toHaveLength(3)
  })

  it('are taken back, and forgotten for a name from everywhere', async () => {
    const db = await anOpenStore()
    const store = new SqlFailureStore(db)
    for (let attempt = 0; attempt < 3; attempt++) await store.attempt(key, START)
    await store.undo(key.subject)
    expect(await store.attempt(key, START)).toBeNull()
    expect(await store.attempt(key, START)).not.toBeNull()
    await store.forgetName('lan')
    expect(await store.attempt(key, START)).toBeNull()
    await store.forgetOld(START + 25 * 60 * MINUTE_MS)
    expect(await db.selectFrom('login_failures').selectAll().execute()).toEqual([])
  })
})

describe.each(databases)('The audit trail in $name', ({ anOpenStore }) => {
  const record = (seq: number, changes: Partial<AuditRecord & { search: string }> = {}) => ({
    seq,
    at: seq * 10,
    actor: 'person:account-lan',
    actorName: 'Lan',
    address: '10.0.0.1',
    action: 'login',
    outcome: 'done' as const,
    code: null,
    unitId: unit('d1'),
    unitName: 'Huyện',
    subject: 'account:account-lan',
    subjectName: 'lan',
    details: { device: 'Chrome', khóa: [1, null, { sâu: true }] },
    hash: `hash-${seq}`,
    search: `lan login ${seq}`,
    ...changes,
  })
  const all: AuditQuery = {
    units: null,
    from: null,
    to: null,
    text: '',
    actor: null,
    action: null,
    subject: null,
    outcome: null,
  }

  it('gives back what was written, newest first, page by page', async () => {
    const store = new SqlAuditStore(await anOpenStore())
    expect(await store.last()).toBeNull()
    await store.append([record(1), record(2), record(3)])
    expect(await store.last()).toEqual({ seq: 3, hash: 'hash-3' })
    const { search: _search, ...written } = record(3)
    expect(await store.page(all, null, 1)).toEqual([written])
    expect((await store.page(all, 3, 10)).map(({ seq }) => seq)).toEqual([2, 1])
    expect((await store.from(2, 10)).map(({ seq }) => seq)).toEqual([2, 3])
    await expect(store.append([record(4), record(3)])).rejects.toThrow()
    expect(await store.count(all)).toBe(3)
  })

  it('is narrowed to units, times, words, people, actions and outcomes', async () => {
    const store = new SqlAuditStore(await anOpenStore())
    await store.append([
      record(1),
      record(2, { unitId: unit('d2'), actor: 'person:account-minh' }),
      record(3, { unitId: null, unitName: null, outcome: 'refused', code: 'wrong_login' }),
      record(4, { action: 'floor.give', subject: 'session:s1', search: 'phat bieu dong van' }),
    ])
    const found = async (query: Partial<AuditQuery>) =>
      (await store.page({ ...all, ...query }, null, 10)).map(({ seq }) => seq)
    expect(await found({})).toEqual([4, 3, 2, 1])
    expect(await found({ units: new Set([unit('d1')]) })).toEqual([4, 1])
    expect(await found({ units: new Set() })).toEqual([])
    expect(await found({ units: new Set([...MANY, unit('d2')]) })).toEqual([2])
    expect(await found({ from: 20, to: 40 })).toEqual([3, 2])
    expect(await found({ text: 'van phat' })).toEqual([4])
    expect(await found({ actor: 'person:account-minh' })).toEqual([2])
    expect(await found({ action: 'floor.give' })).toEqual([4])
    expect(await found({ subject: 'session:s1' })).toEqual([4])
    expect(await found({ outcome: 'refused' })).toEqual([3])
  })

  it('has no way to change a line or to take one away', () => {
    const ways = Object.getOwnPropertyNames(SqlAuditStore.prototype).toSorted()
    expect(ways).toEqual(['append', 'constructor', 'count', 'from', 'last', 'page'])
    const source = readFileSync(new URL('./SqlAuditStore.ts', import.meta.url), 'utf8')
    expect(source).not.toMatch(/updateTable|deleteFrom|mergeInto|replaceInto|onConflict|sql`/)
  })
})

describe.each(databases)('$name that takes nothing', ({ anOpenStore, takesWrites }) => {
  it('is named as such to who wanted to write of people', async () => {
    const db = await anOpenStore()
    const accounts = new SqlAccountStore(db)
    const logins = new SqlLoginStore(db)
    await accounts.create(account('lan'))
    await takesWrites(db, false)
    await expect(accounts.create(account('minh'))).rejects.toMatchObject(storageFailed)
    await expect(logins.add(login('l1', 'lan'), 'h')).rejects.toMatchObject(storageFailed)
    await expect(new SqlFailureStore(db).forget('x')).rejects.toMatchObject(storageFailed)
    expect((await accounts.findByName('lan'))?.userName).toBe('lan')
  })
})
