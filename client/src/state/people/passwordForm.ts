import type { Problem } from '../api.ts'

export type PasswordField = 'current' | 'next' | 'again'
type TypedPasswords = Readonly<Record<PasswordField, string>>

const LEAST_CHARACTERS = 10

/** What is wrong before the bridge is asked, in the order of the form. Characters count as people see them. */
export function passwordFaults({ current, next, again }: TypedPasswords): PasswordField[] {
  const faults: [PasswordField, boolean][] = [
    ['current', current === ''],
    ['next', Array.from(next.normalize('NFC')).length < LEAST_CHARACTERS],
    ['again', again !== next],
  ]
  return faults.filter(([, isFault]) => isFault).map(([field]) => field)
}

/** The field that a refusal of the bridge is about; null for one that is about none. */
export function refusedField(code: Problem['code']): PasswordField | null {
  if (code === 'wrong_password') return 'current'
  return code.startsWith('password_') && code !== 'password_change_required' ? 'next' : null
}
