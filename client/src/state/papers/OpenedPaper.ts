/** A paper that is being shown. */
export interface OpenedPaper {
  readonly pages: number
  /** Draws a page as large as it fits. @throws {PaperFailed} */
  draw(page: number, box: PaperBox, signal: AbortSignal): Promise<HTMLCanvasElement>
  close(): void
}

/** Room for a page, in pixels of the screen. */
export interface PaperBox {
  readonly width: number
  readonly height: number
}

/** As many pixels as a canvas may have: a 4K screen with room to spare. */
const MOST_PIXELS = 16_000_000

/** How much a page of a size is enlarged so that it fits into a box. */
export function scaleInto(size: PaperBox, box: PaperBox): number {
  const fits = Math.min(box.width / size.width, box.height / size.height)
  const allowed = Math.sqrt(MOST_PIXELS / (size.width * size.height))
  return Math.max(Math.min(fits, allowed), 0.01)
}

export function newCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  return canvas
}
