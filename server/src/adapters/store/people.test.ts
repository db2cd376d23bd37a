import type { AccountId, Grant, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { Accounts } from '../../app/people/Accounts.ts'
import { ApiTokens } from '../../app/people/ApiTokens.ts'
import { Logins } from '../../app/people/Logins.ts'
import type { PasswordHasher } from '../../app/people/ports.ts'
import { countingIds, ManualClock } from '../../app/testing.ts'
import { SqlAccountStore } from './SqlAccountStore.ts'
import { SqlFailureStore } from './SqlFailureStore.ts'
import { SqlLoginStore } from './SqlLoginStore.ts'
import { SqlTokenStore } from './SqlTokenStore.ts'
import { databases } from './testing.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const unit = (id: string): UnitId => id as UnitId
const here = { address: '10.0.0.1', device: 'Chrome · Windows' }
const wrong = { code: 'wrong_login' }

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

describe.each(databases)('In $name', ({ anOpenStore }) => {
  async function anOffice() {
    const db = await anOpenStore()
    const clock = new ManualClock()
    const hasher = new FakeHasher()
    const ids = countingIds()
    const store = new SqlAccountStore(db)
    const common = { clock: clock.read, hasher, ids }
    const accounts = new Accounts({ ...common, store, rootUnitId: () => unit('p') })
    const make = () =>
      new Logins({
        ...common,
        accounts: store,
        logins: new SqlLoginStore(db),
        failures: new SqlFailureStore(db),
        idleMs: 12 * HOUR_MS,
        longestMs: 7 * 24 * HOUR_MS,
      })
    const tokens = new ApiTokens({ ...common, accounts: store, tokens: new SqlTokenStore(db) })
    const person = (userName: string, grants: Grant[] = [{ role: 'operator', unitId: unit('d1') }]) =>
      accounts.create({ userName, displayName: '', email: '', phone: '', grants }, true)
    const lan = await person('lan')
    return { db, clock, hasher, accounts, logins: make(), restarted: make, tokens, person, ...lan }
  }
  type Office = Awaited<ReturnType<typeof anOffice>>
  const guess = ({ logins }: Pick<Office, 'logins'>, address = here.address, name = 'lan') =>
    logins.logIn(name, 'guess', { ...here, address })

  describe('the first account', () => {
    it('is made once, for an administrator, with a password that is told once and has to be changed', async () => {
      const { db, clock, hasher } = await anOffice()
      await db.deleteFrom('account_grants').execute()
      await db.deleteFrom('accounts').execute()
      const store = new SqlAccountStore(db)
      const ids = countingIds()
      const rootUnitId = () => unit('p')
      const accounts = new Accounts({ store, hasher, clock: clock.read, ids, rootUnitId })
      expect(await accounts.areNone()).toBe(true)
      expect(await accounts.ensureFirst('admin')).toMatch(/^(?:[a-z]{3}[2-9]-?){4}$/)
      expect(await accounts.findByName('admin')).toMatchObject({
        grants: [{ role: 'administrator', unitId: 'p' }],
        mustChangePassword: true,
      })
      expect(await accounts.ensureFirst('admin')).toBeNull()
    })
  })

  describe('logging in', () => {
    it('gives a token of which only a digest is kept, good while it is used', async () => {
      const { db, logins, clock, firstPassword } = await anOffice()
      const { token } = await logins.logIn(' LAN ', firstPassword ?? '', here)
      const [row] = await db.selectFrom('logins').selectAll().execute()
      expect(row).toMatchObject({ token_hash: `digest of ${token}`, ...here })
      for (let day = 0; day < 13; day++) {
        clock.pass(11 * HOUR_MS)
        expect((await logins.byToken(token))?.account.userName).toBe('lan')
      }
      clock.pass(12 * HOUR_MS)
      expect(await logins.byToken(token)).toBeNull()
    })

    it('ends after a week in any case', async () => {
      const { logins, clock, firstPassword } = await anOffice()
      const { token, login } = await logins.logIn('lan', firstPassword ?? '', here)
      for (let half = 0; half < 14; half++) {
        expect(await logins.byToken(token)).not.toBeNull()
        clock.pass(12 * HOUR_MS - 1)
      }
      clock.pass(14)
      expect(await logins.byToken(token)).toBeNull()
      expect(await logins.byId(login.loginId)).toBeNull()
    })

    it('writes down at most once a minute that it was used', async () => {
      const { db, logins, clock, firstPassword } = await anOffice()
      const { token, login } = await logins.logIn('lan', firstPassword ?? '', here)
      const seenAt = async () =>
        (await db.selectFrom('logins').select('last_seen_at').executeTakeFirstOrThrow()).last_seen_at
      clock.pass(MINUTE_MS - 1)
      await logins.byToken(token)
      expect(await seenAt()).toBe(login.createdAt)
      clock.pass(1)
      await logins.byToken(token)
      expect(await seenAt()).toBe(clock.now)
    })

    it('ends at logging out, and with the account', async () => {
      const office = await anOffice()
      const { logins, accounts, account, firstPassword } = office
      const first = await logins.logIn('lan', firstPassword ?? '', here)
      const second = await logins.logIn('lan', firstPassword ?? '', here)
      expect((await logins.logOut(first.token))?.login.loginId).toBe(first.login.loginId)
      expect(await logins.byToken(first.token)).toBeNull()
      await accounts.update(account.accountId, null, { state: 'disabled' })
      expect(await logins.byToken(second.token)).toBeNull()
      await expect(logins.logIn('lan', firstPassword ?? '', here)).rejects.toMatchObject(wrong)
    })

    it('is refused alike for a wrong password, an unknown name and an account without one, after the same work', async () => {
      const office = await anOffice()
      const { accounts, hasher } = office
      const grants: Grant[] = [{ role: 'observer', unitId: unit('d1') }]
      const person = { userName: 'sso', displayName: '', email: '', phone: '', grants }
      await accounts.create(person, false)
      for (const name of ['lan', 'nobody', 'sso']) {
        await expect(guess(office, here.address, name)).rejects.toMatchObject(wrong)
      }
      expect(hasher.verified).toHaveLength(3)
      const decoy = hasher.verified[1]?.replace('hash of ', '') ?? ''
      for (const name of ['nobody', 'sso']) {
        await expect(office.logins.logIn(name, decoy, here)).rejects.toMatchObject(wrong)
      }
    })

    it('gets another token when one may be known to others', async () => {
      const { logins, firstPassword } = await anOffice()
      const { token, login } = await logins.logIn('lan', firstPassword ?? '', here)
      const renewed = await logins.renewToken(login.loginId)
      expect(await logins.byToken(token)).toBeNull()
      expect((await logins.byToken(renewed))?.login.loginId).toBe(login.loginId)
    })
  })

  describe('guessing a password', () => {
    const guesses = async (office: Office, count: number, from = here.address, name = 'lan') => {
      for (let attempt = 0; attempt < count; attempt++) {
        await expect(guess(office, from, name)).rejects.toMatchObject(wrong)
      }
    }

    it('is locked after five failures, also for the right one, also after a restart', async () => {
      const office = await anOffice()
      const { clock, firstPassword, restarted } = office
      await guesses(office, 5)
      clock.pass(15_000)
      await expect(restarted().logIn('lan', firstPassword ?? '', here)).rejects.toMatchObject({
        code: 'too_many_attempts',
        data: { waitSeconds: 45 },
      })
      expect((await office.logins.lockedUntil(['lan'])).get('lan')).toBe(clock.now + 45_000)
      clock.pass(45_000)
      await office.logins.logIn('lan', firstPassword ?? '', here)
      expect(await office.logins.lockedUntil(['lan'])).toEqual(new Map())
    })

    it('is locked also when all attempts come at once', async () => {
      const office = await anOffice()
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => guess(office)))
      const codes = outcomes.map((outcome) =>
        outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'in',
      )
      expect(codes.filter((code) => code === 'wrong_login')).toHaveLength(5)
      expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(35)
      expect(office.hasher.verified).toHaveLength(5)
    })

    it('locks the address that guesses, not the person elsewhere', async () => {
      const office = await anOffice()
      await guesses(office, 5)
      await office.logins.logIn('lan', office.firstPassword ?? '', { ...here, address: '10.0.0.2' })
    })

    it('of many names from one address is locked for all of them, though an own login comes between', async () => {
      const office = await anOffice()
      const own = { ...here }
      for (let name = 0; name < 19; name++) {
        await guesses(office, 1, here.address, `name-${name}`)
        await office.logins.logIn('lan', office.firstPassword ?? '', own)
      }
      await guesses(office, 1, here.address, 'name-19')
      await expect(guess(office, here.address, 'name-20')).rejects.toMatchObject({
        code: 'too_many_attempts',
      })
    })

    it('of one name from many machines is locked, but not where the person was logged in', async () => {
      const office = await anOffice()
      await office.logins.logIn('lan', office.firstPassword ?? '', { ...here, address: '10.9.9.9' })
      for (let machine = 0; machine < 10; machine++) await guesses(office, 5, `10.0.1.${machine}`)
      const refused = { code: 'too_many_attempts' }
      await expect(guess(office, '10.0.2.1')).rejects.toMatchObject(refused)
      await office.logins.logIn('lan', office.firstPassword ?? '', { ...here, address: '10.9.9.9' })
    })

    it('of one who has a whole network is counted for that network', async () => {
      const office = await anOffice()
      for (let host = 0; host < 5; host++) await guesses(office, 1, `2001:db8:0:1::${host}`)
      await expect(guess(office, '2001:db8:0:1:ffff::1')).rejects.toMatchObject({
        code: 'too_many_attempts',
      })
      await guesses(office, 1, '2001:db8:0:2::1')
    })

    it('is forgotten when an administrator unlocks the account', async () => {
      const office = await anOffice()
      await guesses(office, 5)
      await office.logins.unlock(office.account)
      await office.logins.logIn('lan', office.firstPassword ?? '', here)
    })

    it('counts as well for somebody who is asked again', async () => {
      const { logins, account } = await anOffice()
      for (let attempt = 0; attempt < 5; attempt++) {
        await expect(logins.confirm(account, 'guess', here.address)).rejects.toMatchObject({
          code: 'wrong_password',
        })
      }
      await expect(logins.confirm(account, 'guess', here.address)).rejects.toMatchObject({
        code: 'too_many_attempts',
      })
    })
  })

  describe('an account', () => {
    it('has a name of its own, also when two are made at once', async () => {
      const { person } = await anOffice()
      const both = await Promise.allSettled([person('minh'), person('minh')])
      expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
        { reason: { code: 'user_name_taken', data: { userName: 'minh' } } },
      ])
    })

    it('takes a password of one’s own choice that is none of the bad ones', async () => {
      const { accounts, account, firstPassword } = await anOffice()
      const choose = (password: string) => accounts.choosePassword(account, password)
      await expect(choose('ngắn')).rejects.toMatchObject({ code: 'password_too_short', data: { least: 10 } })
      await expect(choose('toi-la-Lan-2026')).rejects.toMatchObject({ code: 'password_like_name' })
      await expect(choose('Mật khẩu 123')).rejects.toMatchObject({ code: 'password_common' })
      await expect(choose(firstPassword ?? '')).rejects.toMatchObject({ code: 'password_same' })
      expect(await choose('bốn chữ rất dài')).toMatchObject({ mustChangePassword: false, version: 2 })
    })

    it('of the last active administrator stays as it is', async () => {
      const { accounts, person } = await anOffice()
      const root: Grant = { role: 'administrator', unitId: unit('p') }
      const { account } = await person('boss', [root])
      const last = { code: 'last_administrator' }
      const change = (changes: Parameters<Accounts['update']>[2]) =>
        accounts.update(account.accountId, null, changes)
      await expect(change({ state: 'disabled' })).rejects.toMatchObject(last)
      await expect(change({ grants: [{ role: 'observer', unitId: unit('p') }] })).rejects.toMatchObject(last)
      await change({ grants: [root, { role: 'observer', unitId: unit('d1') }] })
      await person('second', [root])
      await change({ state: 'disabled' })
    })

    it('changed since it was looked at is not changed again', async () => {
      const { accounts, account } = await anOffice()
      await accounts.update(account.accountId, 1, { displayName: 'Lan' })
      await expect(accounts.update(account.accountId, 1, { phone: '1' })).rejects.toMatchObject({
        code: 'changed_meanwhile',
      })
      await expect(accounts.get('nobody' as AccountId)).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  describe('a program’s token', () => {
    it('is shown once, works until it ends or is revoked, and dies with its owner', async () => {
      const { db, tokens, clock, account, accounts } = await anOffice()
      const wish = { name: 'lịch', scopes: ['sessions:read' as const], days: 1 }
      const { text, token } = await tokens.create(account, wish)
      expect(text).toMatch(/^dc_/)
      const [row] = await db.selectFrom('tokens').selectAll().execute()
      expect(JSON.stringify(row)).not.toContain(`"${text}"`)
      clock.pass(MINUTE_MS)
      expect((await tokens.use(text)).account.userName).toBe('lan')
      expect((await tokens.ofAccount(account))[0]?.lastUsedAt).toBe(clock.now)
      const dead = { code: 'token_invalid' }
      for (const made of ['', 'dc_', text.slice(3), `${text}x`]) {
        await expect(tokens.use(made)).rejects.toMatchObject(dead)
      }
      await accounts.update(account.accountId, null, { state: 'disabled' })
      await expect(tokens.use(text)).rejects.toMatchObject(dead)
      await accounts.update(account.accountId, null, { state: 'active' })
      clock.pass(24 * HOUR_MS)
      await expect(tokens.use(text)).rejects.toMatchObject(dead)
      const other = await tokens.create(account, wish)
      expect(await tokens.revoke(account, token.tokenId)).toBe(false)
      expect(await tokens.revoke(account, other.token.tokenId)).toBe(true)
      await expect(tokens.use(other.text)).rejects.toMatchObject(dead)
    })

    it('is one of fifty at most', async () => {
      const { tokens, account } = await anOffice()
      const wish = { name: 'x', scopes: ['conduct' as const], days: 1 }
      for (let count = 0; count < 50; count++) await tokens.create(account, wish)
      await expect(tokens.create(account, wish)).rejects.toMatchObject({ code: 'too_many_tokens' })
    })
  })
})
