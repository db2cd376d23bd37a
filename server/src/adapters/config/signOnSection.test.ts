import { describe, expect, it } from 'vitest'
import { signOnFaults } from './signOnSection.ts'

const codes = (oidc: Partial<Record<'issuer' | 'clientId' | 'origin', string>>): string[] =>
  signOnFaults({ oidc: { issuer: '', clientId: 'diem-cau', origin: '', ...oidc } }).map(({ code }) => code)

describe('The settings of the single sign-on', () => {
  it('are sound where none is used, by https, and by http on this machine', () => {
    expect(codes({ clientId: '' })).toEqual([])
    expect(codes({ issuer: 'https://sso.tinh.example/realms/cb' })).toEqual([])
    expect(codes({ issuer: 'http://127.0.0.1:9000', origin: 'https://cau.tinh.example:8443' })).toEqual([])
  })

  it.each([
    [{ issuer: 'http://sso.tinh.example' }, 'wrong_issuer'],
    [{ issuer: 'sso.tinh.example' }, 'wrong_issuer'],
    [{ issuer: 'https://sso.tinh.example', clientId: '' }, 'incomplete_sign_on'],
    [{ issuer: 'https://sso.tinh.example', origin: 'https://cau.tinh.example/console' }, 'wrong_origin'],
  ])('%j: %s', (oidc, code) => expect(codes(oidc)).toEqual([code]))
})
