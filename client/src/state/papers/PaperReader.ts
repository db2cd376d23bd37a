import type { OpenedPaper, PaperBox } from './OpenedPaper.ts'
import { PaperFailed, type FileHead, type PaperFile, type PaperTrouble } from './PaperFile.ts'

export type PaperState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly pages: number }
  | { readonly kind: 'failed'; readonly trouble: PaperTrouble }

export interface PaperReaderOptions {
  makeFile: () => PaperFile
  open: (file: PaperFile, head: FileHead) => Promise<OpenedPaper>
  /** Calls after so many milliseconds. @returns the way to stop it */
  later: (work: () => void, ms: number) => () => void
}

/** A paper that did not come is tried again by itself so often. */
const AGAIN_MS = 5_000
/** Drawn pages that are kept: the one on screen, its neighbours, and where one comes from. */
const KEPT_PAGES = 5

/**
 * One paper on one screen: opens it, draws its pages, keeps those that are likely to come next, and tries again when
 * it can't be read. Owns the file and what was opened of it; `close` ends all that is under way.
 */
export class PaperReader {
  readonly #options: PaperReaderOptions
  readonly #listeners = new Set<() => void>()
  readonly #ended = new AbortController()
  #state: PaperState = { kind: 'opening' }
  #file: PaperFile | null = null
  #paper: OpenedPaper | null = null
  #box: PaperBox = { width: 0, height: 0 }
  #drawn = new Map<number, Promise<HTMLCanvasElement>>()
  #drawing = new AbortController()
  #stopWaiting: () => void = () => {}

  constructor(options: PaperReaderOptions) {
    this.#options = options
    void this.#open()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  get state(): PaperState {
    return this.#state
  }

  close(): void {
    this.#ended.abort()
    this.#listeners.clear()
    this.#release()
  }

  /** Opens it anew, whatever went wrong. */
  retry(): void {
    if (this.#ended.signal.aborted) return
    this.#release()
    this.#set({ kind: 'opening' })
    void this.#open()
  }

  /**
   * A page as large as it fits; the same picture while neither page nor room change.
   * @throws {PaperFailed}, or what `signal` was aborted with when another size or paper came first
   */
  async page(page: number, box: PaperBox): Promise<HTMLCanvasElement> {
    if (box.width !== this.#box.width || box.height !== this.#box.height) {
      this.#forgetPages()
      this.#box = box
    }
    try {
      const canvas = await this.#draw(page)
      for (const near of [page + 1, page - 1])
        if (this.#has(near)) void this.#draw(near).catch(() => undefined)
      return canvas
    } catch (error) {
      if (error instanceof PaperFailed) this.#failed(error)
      throw error
    }
  }

  #has(page: number): boolean {
    return page >= 1 && page <= (this.#paper?.pages ?? 0)
  }

  #draw(page: number): Promise<HTMLCanvasElement> {
    const kept = this.#drawn.get(page)
    if (kept !== undefined) {
      this.#drawn.delete(page)
      this.#drawn.set(page, kept)
      return kept
    }
    const { signal } = this.#drawing
    const drawn = this.#paper?.draw(page, this.#box, signal) ?? Promise.reject(new PaperFailed('unreached'))
    drawn.catch(() => {
      if (this.#drawn.get(page) === drawn) this.#drawn.delete(page)
    })
    this.#drawn.set(page, drawn)
    const [oldest] = this.#drawn.keys()
    if (this.#drawn.size > KEPT_PAGES && oldest !== undefined) this.#drawn.delete(oldest)
    return drawn
  }

  async #open(): Promise<void> {
    const file = this.#options.makeFile()
    this.#file = file
    try {
      const paper = await this.#options.open(file, await file.head())
      if (this.#file !== file) return paper.close()
      this.#paper = paper
      this.#set({ kind: 'open', pages: paper.pages })
    } catch (error) {
      if (this.#file === file) this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    if (this.#ended.signal.aborted) return
    const trouble = error instanceof PaperFailed ? error.trouble : 'damaged'
    this.#release()
    this.#set({ kind: 'failed', trouble })
    // What is broken stays so; what did not come may come.
    if (trouble === 'unreached' || trouble === 'refused') {
      this.#stopWaiting = this.#options.later(() => this.retry(), AGAIN_MS)
    }
  }

  #release(): void {
    this.#stopWaiting()
    this.#forgetPages()
    this.#paper?.close()
    this.#paper = null
    this.#file?.close()
    this.#file = null
  }

  #forgetPages(): void {
    this.#drawing.abort()
    this.#drawing = new AbortController()
    this.#drawn = new Map()
  }

  #set(state: PaperState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
