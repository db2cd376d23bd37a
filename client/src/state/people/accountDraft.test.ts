import type { UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { accountFaults, changeOf, creationOf, newAccount, type AccountDraft } from './accountDraft.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id of the specification
const unit = (id: string) => id as UnitId
const complete: AccountDraft = {
  ...newAccount(unit('u-1')),
  userName: 'huyen.dongvan',
  displayName: 'Kíp trực huyện',
}

describe('An account that is being typed', () => {
  it('begins with one role in the own unit and lacks its names', () => {
    expect(accountFaults(newAccount(unit('u-1')))).toEqual(['userName', 'displayName'])
    expect(accountFaults(complete)).toEqual([])
  })

  it.each([
    ['Huyen', 'userName'],
    ['x', 'userName'],
    ['đồng.văn', 'userName'],
    ['a'.repeat(41), 'userName'],
  ])('refuses the user name %s', (userName, fault) => {
    expect(accountFaults({ ...complete, userName })).toEqual([fault])
  })

  it('refuses addresses that are none, and takes empty ones', () => {
    expect(accountFaults({ ...complete, email: 'khong phai thu' })).toEqual(['email'])
    expect(accountFaults({ ...complete, phone: 'gọi tôi' })).toEqual(['phone'])
    expect(accountFaults({ ...complete, email: ' ', phone: ' ' })).toEqual([])
  })

  it('wants a unit for every role, and at least one role', () => {
    expect(accountFaults({ ...complete, grants: [] })).toEqual(['grants'])
    expect(accountFaults({ ...complete, grants: [{ role: 'observer', unitId: null }] })).toEqual(['grants'])
  })

  it('sends what was typed without spaces around it, and a role that was named twice once', () => {
    const grants = [
      { role: 'operator', unitId: unit('u-1') },
      { role: 'operator', unitId: unit('u-1') },
      { role: 'scheduler', unitId: unit('u-1') },
    ] as const
    const draft = { ...complete, displayName: ' Kíp trực ', grants }
    expect(creationOf(draft)).toEqual({
      userName: 'huyen.dongvan',
      displayName: 'Kíp trực',
      email: '',
      phone: '',
      grants: [grants[0], grants[2]],
      withPassword: true,
    })
    expect(changeOf(draft)).not.toHaveProperty('userName')
  })
})
