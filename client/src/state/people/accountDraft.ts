import type { AccountDetail, Grant, RestBodyOf, Role, UnitId } from '@diem-cau/protocol'

/** One line of the roles: complete once a unit is chosen. */
export interface GrantDraft {
  role: Role
  unitId: UnitId | null
}

/** An account as it is being typed. */
export interface AccountDraft {
  userName: string
  displayName: string
  email: string
  phone: string
  grants: readonly GrantDraft[]
  withPassword: boolean
}

export type AccountFault = 'userName' | 'displayName' | 'email' | 'phone' | 'grants'

export function newAccount(unitId: UnitId | null): AccountDraft {
  return {
    userName: '',
    displayName: '',
    email: '',
    phone: '',
    grants: [{ role: 'operator', unitId }],
    withPassword: true,
  }
}

export function draftOf(account: AccountDetail): AccountDraft {
  const { userName, displayName, email, phone } = account
  const grants = account.grants.map(({ role, unitId }) => ({ role, unitId }))
  return { userName, displayName, email, phone, grants, withPassword: account.hasPassword }
}

/** A role in a unit that is no more. */
export interface EndedGrant {
  readonly unitId: UnitId
  readonly unitName: string
  /** Units that carry it on. */
  readonly successors: readonly { readonly unitId: UnitId; readonly unitName: string }[]
}

/** Units of an account's roles that are no more, each once. */
export function endedGrants({ grants }: Pick<AccountDetail, 'grants'>): EndedGrant[] {
  const ended = grants.flatMap(({ unitId, unitName, ended: end }) =>
    end === null ? [] : [[unitId, { unitId, unitName, successors: end.successors }] as const],
  )
  return [...new Map(ended).values()]
}

/** What is wrong, in the order of the form. The bridge checks again. */
export function accountFaults(draft: AccountDraft): AccountFault[] {
  const { userName, displayName, email, phone, grants } = draft
  const faults: [AccountFault, boolean][] = [
    ['userName', !/^[a-z0-9][a-z0-9._-]{1,39}$/.test(userName.trim())],
    ['displayName', displayName.trim() === ''],
    ['email', email.trim() !== '' && !/^[^\s@<>"]+@[^\s@<>"]+$/.test(email.trim())],
    ['phone', phone.trim() !== '' && !/^\+?[0-9][0-9 .()-]{2,38}$/.test(phone.trim())],
    ['grants', grants.length === 0 || grants.some(({ unitId }) => unitId === null)],
  ]
  return faults.filter(([, isFault]) => isFault).map(([fault]) => fault)
}

function fieldsOf({ displayName, email, phone }: AccountDraft) {
  return { displayName: displayName.trim(), email: email.trim(), phone: phone.trim() }
}

/** Each role in each unit once, complete lines only. */
function grantsOf({ grants }: AccountDraft): Grant[] {
  const complete = grants.flatMap(({ role, unitId }) => (unitId === null ? [] : [{ role, unitId }]))
  return [...new Map(complete.map((grant) => [`${grant.role} ${grant.unitId}`, grant])).values()]
}

export function creationOf(draft: AccountDraft): RestBodyOf<'account.create'> {
  const { userName, withPassword } = draft
  return { userName: userName.trim(), ...fieldsOf(draft), grants: grantsOf(draft), withPassword }
}

export function changeOf(draft: AccountDraft): RestBodyOf<'account.update'> {
  return { ...fieldsOf(draft), grants: grantsOf(draft) }
}
