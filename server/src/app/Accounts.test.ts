import type { UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { Accounts, actorOf, type PasswordHasher } from './Accounts.ts'
import type { Account, AccountStore } from './ports.ts'
import { countingIds, ManualClock } from './testing.ts'

const P = 'p' as UnitId
const HOUR_MS = 3_600_000

class MemoryAccountStore implements AccountStore {
  readonly accounts: Account[] = []
  readonly logins = new Map<string, { accountId: string; expiresAt: number }>()

  findByName(userName: string): Promise<Account | null> {
    return Promise.resolve(this.accounts.find((account) => account.userName === userName) ?? null)
  }
  findByLogin(tokenHash: string, now: number): Promise<Account | null> {
    const login = this.logins.get(tokenHash)
    const isGood = login !== undefined && login.expiresAt > now
    return Promise.resolve(
      (isGood ? this.accounts.find(({ accountId }) => accountId === login.accountId) : undefined) ?? null,
    )
  }
  count(): Promise<number> {
    return Promise.resolve(this.accounts.length)
  }
  create(account: Account): Promise<boolean> {
    if (this.accounts.some(({ userName }) => userName === account.userName)) return Promise.resolve(false)
    this.accounts.push(account)
    return Promise.resolve(true)
  }
  list(): Promise<Account[]> {
    return Promise.resolve(this.accounts)
  }
  addLogin(tokenHash: string, accountId: string, _now: number, expiresAt: number): Promise<void> {
    this.logins.set(tokenHash, { accountId, expiresAt })
    return Promise.resolve()
  }
  removeLogin(tokenHash: string): Promise<void> {
    this.logins.delete(tokenHash)
    return Promise.resolve()
  }
}

/** Hashes by writing down that it did, and counts how often a password is checked. */
class FakeHasher implements PasswordHasher {
  readonly verified: string[] = []
  hash(password: string): Promise<string> {
    return Promise.resolve(`hash of ${password}`)
  }
  verify(password: string, hash: string): Promise<boolean> {
    this.verified.push(hash)
    return Promise.resolve(hash === `hash of ${password}`)
  }
  digest(token: string): string {
    return `digest of ${token}`
  }
}

async function anOffice() {
  const clock = new ManualClock()
  const store = new MemoryAccountStore()
  const hasher = new FakeHasher()
  const accounts = new Accounts({ store, hasher, clock: clock.read, ids: countingIds() })
  await accounts.create('lan', 'a good password', 'operator', P)
  return { accounts, store, hasher, clock }
}
const wrong = { code: 'wrong_login' }

describe('The first account', () => {
  it('is made once, for an administrator, with a password that is told once', async () => {
    const store = new MemoryAccountStore()
    const accounts = new Accounts({ store, hasher: new FakeHasher(), clock: () => 0, ids: countingIds() })
    expect(await accounts.areNone()).toBe(true)
    const password = await accounts.ensureFirst('admin', P)
    expect(password?.length).toBe(16)
    expect(store.accounts).toMatchObject([{ userName: 'admin', role: 'administrator', unitId: 'p' }])
    expect(await accounts.ensureFirst('admin', P)).toBeNull()
    expect(await accounts.areNone()).toBe(false)
  })
})

describe('Logging in', () => {
  it('gives a token of which only a digest is kept, good for twelve hours', async () => {
    const { accounts, store, clock } = await anOffice()
    const { token, account } = await accounts.logIn('lan', 'a good password', '10.0.0.1')
    expect(account.userName).toBe('lan')
    expect([...store.logins.keys()]).toEqual([`digest of ${token}`])
    expect((await accounts.accountOf(token))?.userName).toBe('lan')
    clock.pass(12 * HOUR_MS - 1)
    expect(await accounts.accountOf(token)).not.toBeNull()
    clock.pass(1)
    expect(await accounts.accountOf(token)).toBeNull()
  })

  it('ends at logging out', async () => {
    const { accounts } = await anOffice()
    const { token } = await accounts.logIn('lan', 'a good password', '10.0.0.1')
    await accounts.logOut(token)
    expect(await accounts.accountOf(token)).toBeNull()
    expect(await accounts.accountOf('made up')).toBeNull()
  })

  it('is refused alike for a wrong password and an unknown name, after the same work', async () => {
    const { accounts, hasher } = await anOffice()
    await expect(accounts.logIn('lan', 'guess', '10.0.0.1')).rejects.toMatchObject(wrong)
    await expect(accounts.logIn('nobody', 'guess', '10.0.0.1')).rejects.toMatchObject(wrong)
    expect(hasher.verified).toHaveLength(2)
    expect(hasher.verified[1]).toMatch(/^hash of secret/)
  })

  it('is not possible by the decoy that unknown names are compared with', async () => {
    const { accounts, hasher } = await anOffice()
    await expect(accounts.logIn('nobody', 'guess', '10.0.0.1')).rejects.toMatchObject(wrong)
    const decoy = hasher.verified[0]?.replace('hash of ', '') ?? ''
    await expect(accounts.logIn('nobody', decoy, '10.0.0.1')).rejects.toMatchObject(wrong)
  })
})

describe('Guessing a password', () => {
  const guess = (accounts: Accounts, source = '10.0.0.1', userName = 'lan') =>
    accounts.logIn(userName, 'guess', source)

  it('is locked for a minute after five failures, also for the right one', async () => {
    const { accounts, clock } = await anOffice()
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(guess(accounts)).rejects.toMatchObject(wrong)
    }
    clock.pass(15_000)
    await expect(accounts.logIn('lan', 'a good password', '10.0.0.1')).rejects.toMatchObject({
      code: 'too_many_attempts',
      data: { waitSeconds: 45 },
    })
    clock.pass(45_000)
    await accounts.logIn('lan', 'a good password', '10.0.0.1')
  })

  it('is locked also when all attempts come at once', async () => {
    const { accounts, hasher } = await anOffice()
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => guess(accounts)))
    const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'in'))
    expect(codes.filter((code) => code === 'wrong_login')).toHaveLength(5)
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(35)
    expect(hasher.verified).toHaveLength(5)
  })

  it('locks the address that guesses, not the person elsewhere, and not other names', async () => {
    const { accounts } = await anOffice()
    for (let attempt = 0; attempt < 5; attempt++) await guess(accounts).catch(() => undefined)
    await accounts.logIn('lan', 'a good password', '10.0.0.2')
    await expect(guess(accounts, '10.0.0.1', 'minh')).rejects.toMatchObject(wrong)
  })

  it('is forgotten at a success', async () => {
    const { accounts } = await anOffice()
    for (let round = 0; round < 3; round++) {
      for (let attempt = 0; attempt < 4; attempt++) await guess(accounts).catch(() => undefined)
      await accounts.logIn('lan', 'a good password', '10.0.0.1')
    }
  })
})

describe('An account', () => {
  it('has a name of its own, also when two are made at once', async () => {
    const { accounts, store } = await anOffice()
    const both = await Promise.allSettled([
      accounts.create('minh', 'another password', 'observer', P),
      accounts.create('minh', 'another password', 'observer', P),
    ])
    expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'conflict' } },
    ])
    expect(store.accounts).toHaveLength(2)
  })

  it('is listed without its hash, and acts with its role in its unit', async () => {
    const { accounts, store } = await anOffice()
    expect(Object.keys((await accounts.list())[0] ?? {})).not.toContain('passwordHash')
    const [account] = store.accounts
    if (account === undefined) throw new Error('no account')
    expect(actorOf(account)).toEqual({
      kind: 'person',
      accountId: account.accountId,
      role: 'operator',
      unitId: 'p',
    })
  })
})
