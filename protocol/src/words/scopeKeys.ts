import type { ApiScope } from '../rest/define.ts'

/** The key of a scope's words: a colon in a key would name another file of words. */
export const SCOPE_KEYS = {
  'directory:read': 'directoryRead',
  'directory:write': 'directoryWrite',
  'accounts:read': 'accountsRead',
  'accounts:write': 'accountsWrite',
  'sessions:read': 'sessionsRead',
  'sessions:write': 'sessionsWrite',
  conduct: 'conduct',
  'audit:read': 'auditRead',
} as const satisfies Record<ApiScope, string>
