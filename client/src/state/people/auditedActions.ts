import { CLIENT_MESSAGES, REST_CALLS } from '@diem-cau/protocol'

/** What is neither a call nor a message. */
const OTHERS = ['login', 'logout', 'pairing.pair', 'audit.lost']

/** What a site asks for itself is in the log of its session, not in the trail. */
const COMMANDS = Object.entries(CLIENT_MESSAGES)
  .filter(([, { audience, kind }]) => kind === 'command' && audience !== 'site')
  .map(([name]) => name)

const CALLS = Object.entries(REST_CALLS)
  .filter(([, { method }]) => method !== 'GET')
  .map(([name]) => name)

/** Every action that can stand in the audit trail: what changes something, by whichever way. */
export const AUDITED_ACTIONS: readonly string[] = [...OTHERS, ...CALLS, ...COMMANDS]
