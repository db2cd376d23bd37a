import type { SiteId } from '@diem-cau/protocol'

/** What the bench asks of the process in which the chair and the speakers live. */
export type SpeakerRequest =
  | { readonly ask: 'join'; readonly siteIds: readonly SiteId[]; readonly fps: number }
  /** Answered once the speaker has sent for about a second. */
  | { readonly ask: 'sending'; readonly index: number }
  /** Answered once the speaker films and sends no more. */
  | { readonly ask: 'silent'; readonly index: number }

/** Text when it failed, null when it is so. */
export type SpeakerAnswer = { readonly id: number; readonly failure: string | null }
