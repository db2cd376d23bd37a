import type { AccountDetail, AccountId, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { accountDifferences, mergedAccount, sideOf } from './accountDifference.ts'
import { draftOf } from './accountDraft.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids of the specification */
const unit = (id: string) => ({ unitId: id as UnitId, unitName: id, ended: null })
const base: AccountDetail = {
  accountId: 'account-1' as AccountId,
  userName: 'huyen.dongvan',
  displayName: 'Kíp trực huyện',
  email: '',
  phone: '',
  grants: [{ role: 'operator', ...unit('u-1') }],
  state: 'active',
  lockedUntil: null,
  mustChangePassword: false,
  hasPassword: true,
  hasSingleSignOn: false,
  createdAt: 0,
  lastLoginAt: null,
  version: 1,
}

describe('Two administrators at one account', () => {
  it('have nothing to settle when the other touched nothing of the form, or made the same of it', () => {
    const mine = { ...draftOf(base), phone: '0219 3866 000' }
    expect(accountDifferences(base, mine, { ...base, mustChangePassword: true, version: 2 })).toEqual([])
    expect(accountDifferences(base, mine, { ...base, phone: '0219 3866 000', version: 2 })).toEqual([])
  })

  it('keep both changes when they are of different fields', () => {
    const mine = { ...draftOf(base), phone: '0219 3866 000' }
    const theirs = { ...base, displayName: 'Kíp trực Đồng Văn', version: 2 }
    const differences = accountDifferences(base, mine, theirs)
    expect(differences).toEqual([{ field: 'displayName', isClash: false }])
    const merged = mergedAccount(mine, theirs, differences, {})
    expect(merged.displayName).toBe('Kíp trực Đồng Văn')
    expect(merged.phone).toBe('0219 3866 000')
  })

  it('choose where both changed the same field; what was typed stays until then', () => {
    const mine = { ...draftOf(base), displayName: 'Kíp trực số một' }
    const theirs = { ...base, displayName: 'Kíp trực số hai', version: 2 }
    const differences = accountDifferences(base, mine, theirs)
    expect(differences).toEqual([{ field: 'displayName', isClash: true }])
    expect(sideOf({ field: 'displayName', isClash: true }, {})).toBe('mine')
    expect(mergedAccount(mine, theirs, differences, {}).displayName).toBe('Kíp trực số một')
    expect(mergedAccount(mine, theirs, differences, { displayName: 'theirs' }).displayName).toBe(
      'Kíp trực số hai',
    )
  })

  it('settle roles as a whole, whatever their order', () => {
    const two = [
      { role: 'operator' as const, ...unit('u-1') },
      { role: 'scheduler' as const, ...unit('u-2') },
    ]
    const mine = draftOf({ ...base, grants: two })
    expect(accountDifferences(base, mine, { ...base, grants: two.toReversed() })).toEqual([])
    const theirs = { ...base, grants: [{ role: 'observer' as const, ...unit('u-1') }] }
    expect(accountDifferences(base, mine, theirs)).toEqual([{ field: 'grants', isClash: true }])
  })
})
