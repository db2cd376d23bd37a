import { AUDIT_WORDS } from '@diem-cau/protocol/words'
import type { Translated } from '../types.ts'
import type vi from '../vi/me.ts'

const me: Translated<typeof vi> = {
  title: 'My account',
  loading: 'Loading…',
  roles: 'Roles',
  profile: {
    title: 'Details',
    displayName: 'Full name',
    email: 'E-mail',
    phone: 'Telephone',
    save: 'Save',
    saved: 'The details are saved.',
  },
  password: {
    title: 'Change the password',
    firstTitle: 'Change the first password',
    firstBody: 'Somebody else gave you the password that you have just used. Set one of your own to go on.',
    current: 'Present password',
    given: 'The password that you were given',
    next: 'New password',
    again: 'New password again',
    hint: 'At least 10 characters, without the user name. A sentence to remember beats a word that is hard to.',
    revokeTokens: 'Revoke the tokens for programs as well',
    revokeTokensHint:
      'Wise when somebody else may know the old password. Programs that use one need a new one.',
    submit: 'Change the password',
    done: 'The password is changed. All other logins have ended.',
    fault: {
      current: 'Enter the present password.',
      next: 'At least 10 characters.',
      again: 'The two are not the same.',
    },
    none: 'This account logs in by the province’s single sign-on and has no password of its own.',
    logout: 'Log out',
  },
  logins: {
    title: 'Where you are logged in',
    current: 'This device',
    revoke: 'Log out',
    revokeOthers: 'Log out everywhere else',
    revoked: 'Logged out.',
  },
  tokens: {
    title: 'Tokens for other programs',
    body: 'Another program of the province calls the programming interface in your name with a token, within its scopes.',
    docs: 'The programming interface',
    none: 'No tokens yet.',
    add: 'Make a token',
    name: 'What it is for',
    nameFault: 'Say what it is for.',
    scopes: 'What it may do',
    scopesFault: 'Choose at least one.',
    lifetime: 'Expires after',
    days: '{{count}} days',
    create: 'Make the token',
    madeTitle: 'Token "{{name}}"',
    madeBody: 'Shown once. Copy it now into the program that will use it.',
    done: 'I have kept it',
    revoke: 'Revoke',
    revokeTitle: 'Revoke the token "{{name}}"?',
    revokeBody: 'The program that uses it can no longer call. This can not be undone.',
    column: { name: 'For', scopes: 'May', expires: 'Expires', used: 'Last used' },
    neverUsed: 'Never used',
    scope: AUDIT_WORDS.en.scope,
  },
}

export default me
