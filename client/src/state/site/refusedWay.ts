import type { ErrorCode } from '@diem-cau/protocol'

/** What a page that the server refused offers to the room. */
export type RefusedWay =
  /** The site is open elsewhere: one button takes it over. */
  | 'takeOver'
  /** The pairing is gone: the code has to be typed again. */
  | 'pairAgain'
  /** The page is old: it loads itself again. */
  | 'reload'
  /** It comes back by itself. */
  | 'wait'
  /** Only the duty crew can help. */
  | 'call'

export function refusedWayOf(code: ErrorCode, retrying: boolean): RefusedWay {
  if (code === 'replaced' || code === 'device_in_use') return 'takeOver'
  if (code === 'device_unknown' || code === 'device_proof_wrong') return 'pairAgain'
  if (code === 'protocol_too_old' || code === 'hello_repeated') return 'reload'
  return retrying ? 'wait' : 'call'
}
