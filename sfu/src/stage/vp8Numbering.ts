import { assertUnreachable } from '@diem-cau/protocol'
import type { FrameOrder } from './frameTimestamps.ts'
import type { Vp8Descriptor, Vp8Ids } from './vp8Descriptor.ts'

const PICTURE_ID_MASK = 0x7fff
/** A leap of more pictures (half a minute of them) is a sender that began to count anew. */
const MAX_PICTURE_STEP = 1_000
/** Senders with the 7-bit PictureID wrap at 128; the media worker widens the field but not the counting. */
const NARROW_PICTURE_IDS = 128

/**
 * Continues one numbering of VP8 pictures across sources: consumers drop a picture whose PictureID or
 * TL0PICIDX (RFC 7741 §4.2) is older than the last, and each source counts on its own.
 *
 * The numbering lives as long as the output layer; a run begins at every switch.
 */
export class Vp8Numbering {
  #lastPictureId: number | null = null
  #lastTl0PicIdx: number | null = null
  #inputPictureId: number | null = null
  #tl0Offset = 0

  /** Begins a run with a key frame: its ids follow the last ones sent. */
  begin(descriptor: Vp8Descriptor): Vp8Ids {
    const { pictureId, tl0PicIdx } = descriptor
    this.#inputPictureId = pictureId
    if (pictureId !== null) {
      this.#lastPictureId =
        this.#lastPictureId === null ? pictureId : (this.#lastPictureId + 1) & PICTURE_ID_MASK
    }
    if (tl0PicIdx !== null) this.#beginTl0(tl0PicIdx)
    return { pictureId: this.#lastPictureId ?? 0, tl0PicIdx: this.#lastTl0PicIdx ?? 0 }
  }

  /**
   * The ids of a packet of the current run.
   *
   * @param order where the packet's frame lies against the newest one of the run
   * @returns null for a late packet whose place can't be told any more
   */
  map(descriptor: Vp8Descriptor, order: FrameOrder): Vp8Ids | null {
    const pictureId = this.#mapPictureId(descriptor, order)
    if (pictureId === null) return null
    const tl0PicIdx = ((descriptor.tl0PicIdx ?? 0) + this.#tl0Offset) & 0xff
    if (order !== 'older' && descriptor.tl0PicIdx !== null) this.#lastTl0PicIdx = tl0PicIdx
    return { pictureId, tl0PicIdx }
  }

  #mapPictureId(descriptor: Vp8Descriptor, order: FrameOrder): number | null {
    const { pictureId } = descriptor
    if (pictureId === null) return 0
    if (this.#inputPictureId === null || this.#lastPictureId === null) {
      return order === 'older' ? null : this.begin(descriptor).pictureId
    }
    switch (order) {
      case 'newest':
        return this.#lastPictureId
      case 'older': {
        const back = stepsBetween(pictureId, this.#inputPictureId)
        return back === null ? null : (this.#lastPictureId - back) & PICTURE_ID_MASK
      }
      case 'newer': {
        const forward = stepsBetween(this.#inputPictureId, pictureId)
        // A sender that began counting anew: its next picture simply follows.
        if (forward === null) return this.begin(descriptor).pictureId
        this.#inputPictureId = pictureId
        this.#lastPictureId = (this.#lastPictureId + forward) & PICTURE_ID_MASK
        return this.#lastPictureId
      }
      default:
        return assertUnreachable(order)
    }
  }

  #beginTl0(tl0PicIdx: number): void {
    const next = this.#lastTl0PicIdx === null ? tl0PicIdx : (this.#lastTl0PicIdx + 1) & 0xff
    this.#tl0Offset = (next - tl0PicIdx) & 0xff
    this.#lastTl0PicIdx = next
  }
}

/** Pictures from one id to a later one, counting in 15 bits or in 7; null where `to` can't follow `from`. */
function stepsBetween(from: number, to: number): number | null {
  const steps = (to - from) & PICTURE_ID_MASK
  if (steps > 0 && steps <= MAX_PICTURE_STEP) return steps
  if (from >= NARROW_PICTURE_IDS || to >= NARROW_PICTURE_IDS || from === to) return null
  return (to - from) & (NARROW_PICTURE_IDS - 1)
}
