/** Version that this build speaks. Raised when a message changes in a way that an older page would misread. */
export const PROTOCOL_VERSION = 1

/** Oldest version that this build still understands. */
export const OLDEST_PROTOCOL_VERSION = 1

export type Incompatibility = 'protocol_too_old' | 'protocol_too_new'

/** Why a peer that speaks `version` can't be served, or `null` when it can. */
export function incompatibilityOf(version: number): Incompatibility | null {
  if (version < OLDEST_PROTOCOL_VERSION) return 'protocol_too_old'
  if (version > PROTOCOL_VERSION) return 'protocol_too_new'
  return null
}
