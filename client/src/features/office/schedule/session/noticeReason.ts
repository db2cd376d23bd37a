/** What became of a notice, as the server writes it where no gateway has words of its own. */
const REASONS = {
  interrupted: 'interrupted',
  restored: 'restored',
  superseded: 'superseded',
  cancelled: 'cancelled',
  too_late: 'tooLate',
  internal: 'internal',
  timeout: 'timeout',
  ETIMEDOUT: 'timeout',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EDNS: 'unreachable',
  ESOCKET: 'unreachable',
  ECONNRESET: 'hungUp',
  ECONNECTION: 'hungUp',
  EPIPE: 'hungUp',
  ETLS: 'encryption',
  EAUTH: 'login',
  ENOAUTH: 'login',
  no_webhook: 'noWebhook',
  bad_number: 'badNumber',
  bad_address: 'badAddress',
} as const
type Code = keyof typeof REASONS
export type NoticeReason = (typeof REASONS)[Code]

/** The reason for which there are words; null where the gateway's own are shown. */
export function noticeReason(error: string): NoticeReason | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of the map
  return Object.hasOwn(REASONS, error) ? REASONS[error as Code] : null
}
