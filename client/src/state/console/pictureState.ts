/** `waiting`: no frame yet; `missing`: none has come for too long; `frozen`: they stopped coming. */
export type PictureState = 'waiting' | 'flowing' | 'missing' | 'frozen'

/** A room's lowest layer may send a few frames a second and lose a key frame; longer than this is a fault. */
const FROZEN_MS = 5_000
const MISSING_MS = 8_000

/** What to say of a picture. All times on one clock, in milliseconds. */
export function pictureState(now: number, startedAt: number, lastFrameAt: number | null): PictureState {
  if (lastFrameAt === null) return now - startedAt > MISSING_MS ? 'missing' : 'waiting'
  return now - lastFrameAt > FROZEN_MS ? 'frozen' : 'flowing'
}
