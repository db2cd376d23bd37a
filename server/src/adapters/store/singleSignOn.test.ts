import type { Grant, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { Accounts } from '../../app/people/Accounts.ts'
import { Logins } from '../../app/people/Logins.ts'
import type { PasswordHasher } from '../../app/people/ports.ts'
import { SingleSignOn, type IdentityProvider, type SignOnClaims } from '../../app/people/SingleSignOn.ts'
import { countingIds, ManualClock } from '../../app/testing.ts'
import { SqlAccountStore } from './SqlAccountStore.ts'
import { SqlFailureStore } from './SqlFailureStore.ts'
import { SqlLoginStore } from './SqlLoginStore.ts'
import { anOpenStore } from './testing.ts'

const REDIRECT = 'https://bridge.example/api/sso/callback'
const here = { address: '10.0.0.1', device: '' }
const hasher: PasswordHasher = {
  hash: (password) => Promise.resolve(password),
  verify: (password, hash) => Promise.resolve(password === hash),
  digest: (token) => token,
}
const lan: SignOnClaims = {
  issuer: 'https://sso.example',
  subject: '7',
  verifiedEmail: 'lan@tinh.example',
  userName: 'Lan.Nguyễn',
  displayName: 'Nguyễn Thị Lan',
  idToken: 'id-token',
}

/** A provider that believes whatever the test says. */
class Believer implements IdentityProvider {
  claims = lan
  begin() {
    return Promise.resolve({ url: 'https://sso.example/', checks: { state: 's', nonce: 'n', verifier: 'v' } })
  }
  finish() {
    return Promise.resolve(this.claims)
  }
  logoutUrl(): Promise<null> {
    return Promise.reject(new Error('away'))
  }
}

async function aDoor(settings: { linkByEmail?: boolean; newPeopleUnit?: string } = {}) {
  const db = await anOpenStore()
  const clock = new ManualClock()
  const common = { clock: clock.read, hasher, ids: countingIds() }
  const store = new SqlAccountStore(db)
  const accounts = new Accounts({ ...common, store, rootUnitId: () => 'p' as UnitId })
  const logins = new Logins({
    ...common,
    accounts: store,
    logins: new SqlLoginStore(db),
    failures: new SqlFailureStore(db),
    idleMs: 1_000_000,
    longestMs: 1_000_000,
  })
  const provider = new Believer()
  const { linkByEmail = true, newPeopleUnit } = settings
  const unit = newPeopleUnit === undefined ? null : (newPeopleUnit as UnitId)
  const door = new SingleSignOn({
    ...common,
    provider,
    store,
    accounts,
    logins,
    linkByEmail,
    newPeopleUnit: unit,
  })
  const grants: Grant[] = [{ role: 'operator', unitId: 'd1' as UnitId }]
  const make = (userName: string, email: string) =>
    accounts.create({ userName, displayName: '', email, phone: '', grants }, false)
  const enter = async (claims = lan) => {
    provider.claims = claims
    const { attempt } = await door.begin(REDIRECT)
    return (await door.finish(attempt, '?code=c&state=s', here)).account
  }
  return { door, clock, accounts, make, enter }
}
const unknown = { code: 'sso_unknown_person' }

describe('The single sign-on', () => {
  it('waits ten minutes for somebody to come back, and takes them once', async () => {
    const { door, clock, make } = await aDoor()
    await make('lan', 'lan@tinh.example')
    const early = await door.begin(REDIRECT)
    const late = await door.begin(REDIRECT)
    clock.pass(10 * 60_000 - 1)
    await door.finish(early.attempt, '', here)
    await expect(door.finish(early.attempt, '', here)).rejects.toMatchObject({ code: 'sso_expired' })
    clock.pass(1)
    await expect(door.finish(late.attempt, '', here)).rejects.toMatchObject({ code: 'sso_expired' })
    await expect(door.finish(null, '', here)).rejects.toMatchObject({ code: 'sso_expired' })
  })

  it('links nobody by an e-mail that two accounts have, or that belongs to somebody linked already', async () => {
    const { make, enter } = await aDoor()
    await make('lan', 'LAN@tinh.example')
    expect((await enter()).userName).toBe('lan')
    await expect(enter({ ...lan, subject: '8' })).rejects.toMatchObject(unknown)
    const twice = await aDoor()
    await twice.make('lan', 'lan@tinh.example')
    await twice.make('lan.hai', 'lan@tinh.example')
    await expect(twice.enter()).rejects.toMatchObject(unknown)
  })

  it('links nobody by e-mail where that is not wanted, nor the same subject of another issuer', async () => {
    const { make, enter } = await aDoor({ linkByEmail: false })
    await make('lan', 'lan@tinh.example')
    await expect(enter()).rejects.toMatchObject(unknown)
    const linked = await aDoor()
    await linked.make('lan', 'lan@tinh.example')
    await linked.enter()
    await expect(
      linked.enter({ ...lan, issuer: 'https://other.example', verifiedEmail: '' }),
    ).rejects.toMatchObject(unknown)
  })

  it('lets newcomers look on in one unit where it is configured so, each under a name of its own', async () => {
    const { enter, accounts } = await aDoor({ newPeopleUnit: 'p' })
    expect(await enter()).toMatchObject({
      userName: 'lan.nguyn',
      displayName: 'Nguyễn Thị Lan',
      grants: [{ role: 'observer', unitId: 'p' }],
      passwordHash: '',
      mustChangePassword: false,
    })
    expect((await enter()).userName).toBe('lan.nguyn')
    expect((await enter({ ...lan, subject: '8', verifiedEmail: '' })).userName).toBe('lan.nguyn2')
    expect(
      (await enter({ ...lan, subject: 'ABC-9', userName: 'Ơ', verifiedEmail: '', displayName: '' })).userName,
    ).toBe('sso-abc-9')
    const account = await accounts.findByName('lan.nguyn')
    if (account === null) throw new Error('nobody')
    await accounts.update(account.accountId, null, { state: 'disabled' })
    await expect(enter()).rejects.toMatchObject(unknown)
  })

  it('logs out here although the provider is away', async () => {
    const { door, make } = await aDoor()
    await make('lan', 'lan@tinh.example')
    const { attempt } = await door.begin(REDIRECT)
    const { login } = await door.finish(attempt, '', here)
    expect(login).toMatchObject({ method: 'sso', ssoIdToken: 'id-token' })
    expect(await door.logoutUrl(login, 'https://bridge.example/console')).toBeNull()
  })
})
