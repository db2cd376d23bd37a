import type { AccountDetail } from '@diem-cau/protocol'

/** What is being done with an account. */
export type Task =
  | { kind: 'add' }
  | { kind: 'edit' | 'reset' | 'logins' | 'disable'; account: AccountDetail }
  | { kind: 'password'; account: AccountDetail; password: string }

export function nameOf({ displayName, userName }: Pick<AccountDetail, 'displayName' | 'userName'>): string {
  return displayName === '' ? userName : displayName
}
