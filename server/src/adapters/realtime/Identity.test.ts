import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { deviceProofText, type ClientIdentity, type DeviceId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { personOf } from '../../app/people/Accounts.ts'
import type { LoggedIn, Logins } from '../../app/people/Logins.ts'
import { MemoryDeviceStore } from '../../app/testing.ts'
import { Directory } from '../../core/directory/index.ts'
import { aProvince, siteId, unitId } from '../../core/directory/testing.ts'
import { Identity, isDeviceKey, isSignedBy } from './Identity.ts'

const NONCE = 'nonce-of-this-socket'
const TOKEN = 'control-token-of-the-data-directory'

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64url')
const signed = (key: KeyObject, text: string) =>
  sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')

function anIdentity() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const devices = new MemoryDeviceStore()
  const pair = (id: string, site: string) =>
    devices.devices.push({
      deviceId: id as DeviceId,
      siteId: siteId(site),
      publicKey: spki(publicKey),
      pairedAt: 1,
    })
  pair('device-1', 'sc11')
  pair('device-2', 'of-a-site-that-is-gone')
  const grants = [{ role: 'operator' as const, unitId: unitId('d1') }]
  const loggedIn = {
    login: { loginId: 'login-1' },
    account: { accountId: 'account-1', displayName: 'Lan', grants, mustChangePassword: false },
  } as unknown as LoggedIn
  const found = { now: loggedIn as LoggedIn | null }
  const logins = {
    byToken: (token: string) => Promise.resolve(token === 'good' ? found.now : null),
    byId: (id: string) => Promise.resolve(id === 'login-1' ? found.now : null),
  } as unknown as Logins
  const directory = new Directory(aProvince())
  const identity = new Identity({ logins, devices, directory: () => directory, controlToken: TOKEN })
  const site = (changes: { deviceId?: string; nonce?: string; page?: string; key?: KeyObject } = {}) => {
    const { deviceId = 'device-1', nonce = NONCE, page = 'page-1', key = privateKey } = changes
    const signature = signed(key, deviceProofText(nonce, deviceId, page))
    const client = { kind: 'site', deviceId, instance: 'page-1', signature } as ClientIdentity
    return identity.identify(client, NONCE, null)
  }
  return { identity, site, publicKey, privateKey, found, loggedIn }
}
const atConsole = { kind: 'console', instance: 'page-1' } as ClientIdentity
const local = (token: string) => ({ kind: 'local', instance: 'page-1', token }) as ClientIdentity

describe('A device', () => {
  it('is its site when it signs this socket’s nonce', async () => {
    expect(await anIdentity().site()).toEqual({
      actor: { kind: 'site', siteId: 'sc11' },
      instance: 'page-1',
      name: '',
      loginId: null,
    })
  })

  it('is nobody with a signature for another socket, another page, or by another key', async () => {
    const { site } = anIdentity()
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    for (const changes of [{ nonce: 'nonce-of-another' }, { page: 'page-2' }, { key: stranger }]) {
      await expect(site(changes)).rejects.toMatchObject({ code: 'device_proof_wrong' })
    }
  })

  it('is nobody when it is not known, or its site is not in the directory any more', async () => {
    const { site } = anIdentity()
    await expect(site({ deviceId: 'device-9' })).rejects.toMatchObject({ code: 'device_unknown' })
    await expect(site({ deviceId: 'device-2' })).rejects.toMatchObject({ code: 'site_not_found' })
  })

  it('is given another nonce at every socket', () => {
    const { identity } = anIdentity()
    const nonces = Array.from({ length: 50 }, () => identity.newNonce())
    expect(new Set(nonces).size).toBe(50)
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{32}$/)
  })
})

describe('A person', () => {
  it('is who the login says, or nobody', async () => {
    const { identity } = anIdentity()
    expect(await identity.identify(atConsole, NONCE, 'good')).toMatchObject({
      actor: { kind: 'person', grants: [{ role: 'operator', unitId: 'd1' }], scopes: null },
    })
    for (const token of [null, 'made up']) {
      await expect(identity.identify(atConsole, NONCE, token)).rejects.toMatchObject({
        code: 'not_logged_in',
      })
    }
  })

  it('with a first password is told to change it, and is let in nowhere', async () => {
    const { identity, found, loggedIn } = anIdentity()
    found.now = { ...loggedIn, account: { ...loggedIn.account, mustChangePassword: true } }
    const refusal = { code: 'password_change_required' }
    await expect(identity.identify(atConsole, NONCE, 'good')).rejects.toMatchObject(refusal)
  })

  it('at a console stays while the login is good and the roles are the same', async () => {
    const { identity, found, loggedIn } = anIdentity()
    const { login, account } = loggedIn
    const actor = personOf(account)
    const recheck = () => identity.recheck(login.loginId, actor)
    expect(await recheck()).toBeNull()
    found.now = { login, account: { ...account, grants: [] } }
    expect(await recheck()).toBe('rights_changed')
    found.now = { login, account: { ...account, mustChangePassword: true } }
    expect(await recheck()).toBe('password_change_required')
    found.now = null
    expect(await recheck()).toBe('not_logged_in')
  })
})

describe('A program on this machine', () => {
  it('is an administrator by the control token and nothing else', async () => {
    const { identity } = anIdentity()
    expect(await identity.identify(local(TOKEN), NONCE, null)).toMatchObject({
      actor: { kind: 'person', grants: [{ role: 'administrator', unitId: 'p' }], scopes: null },
    })
    for (const token of ['', TOKEN.slice(1), `${TOKEN} `, TOKEN.replace('control', 'contr0l')]) {
      await expect(identity.identify(local(token), NONCE, null)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})

describe('Keys and signatures', () => {
  it('are P-256, and what is malformed is simply wrong', () => {
    const { publicKey, privateKey } = anIdentity()
    const text = 'văn bản'
    const good = signed(privateKey, text)
    expect(isSignedBy(spki(publicKey), text, good)).toBe(true)
    expect(isSignedBy(spki(publicKey), 'van ban', good)).toBe(false)
    for (const wrong of ['', 'x', good.slice(2), '🙂', 'A'.repeat(86)]) {
      expect(isSignedBy(spki(publicKey), text, wrong)).toBe(false)
    }
    expect(isSignedBy('not a key', text, good)).toBe(false)
    expect(isDeviceKey(spki(publicKey))).toBe(true)
    const others = [
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey,
      generateKeyPairSync('ed25519').publicKey,
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey,
    ]
    for (const key of others) expect(isDeviceKey(spki(key))).toBe(false)
    for (const malformed of ['', 'AAAA', '🙂']) expect(isDeviceKey(malformed)).toBe(false)
  })
})
