import {
  getDocument,
  GlobalWorkerOptions,
  InvalidPDFException,
  PasswordException,
  PDFDataRangeTransport,
  RenderingCancelledException,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
// oxlint-disable-next-line import/default -- the bundler gives its address
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { newCanvas, scaleInto, type OpenedPaper, type PaperBox } from './OpenedPaper.ts'
import { PaperFailed, type FileHead, type PaperFile } from './PaperFile.ts'

/** Where our server gives out what pdf.js needs beside its code; the bundler writes it in. */
declare const PDF_ASSETS: string

GlobalWorkerOptions.workerSrc = workerUrl

/** An A3 sheet scanned at 600 dots an inch; a larger picture is left out, as it would fill the memory of the room's computer. */
const MOST_IMAGE_PIXELS = 70_000_000
/** As many as can be turned to, whatever the file says of itself. */
const MOST_PAGES = 10_000

/** Reads the parts of a file that pdf.js asks for. */
class PartReader extends PDFDataRangeTransport {
  readonly #file: PaperFile
  readonly #onFailed: (error: unknown) => void

  constructor(file: PaperFile, head: FileHead, onFailed: (error: unknown) => void) {
    super(head.bytes, head.data)
    this.#file = file
    this.#onFailed = onFailed
  }

  override requestDataRange(begin: number, end: number): void {
    this.#file.part(begin, end).then((data) => this.onDataRange(begin, data), this.#onFailed)
  }
}

/**
 * A PDF, drawn by this page itself. Only the parts of the file that a page needs are read, where it is large.
 * @throws {PaperFailed}
 */
export async function openPdf(file: PaperFile, head: FileHead): Promise<OpenedPaper> {
  const failing = Promise.withResolvers<never>()
  // Somebody waits for it only while a page is drawn.
  failing.promise.catch(() => undefined)
  const isWhole = head.data.length >= head.bytes
  const assets = new URL(PDF_ASSETS, globalThis.location.href).href
  const loading = getDocument({
    ...(isWhole ? { data: head.data } : { range: new PartReader(file, head, failing.reject) }),
    disableStream: true,
    disableAutoFetch: true,
    cMapUrl: `${assets}cmaps/`,
    standardFontDataUrl: `${assets}standard_fonts/`,
    iccUrl: `${assets}iccs/`,
    wasmUrl: `${assets}wasm/`,
    useWasm: false,
    enableXfa: false,
    maxImageSize: MOST_IMAGE_PIXELS,
    verbosity: 0,
  })
  try {
    const pdf = await Promise.race([loading.promise, failing.promise])
    return new PdfPaper(pdf, failing.promise, () => void loading.destroy().catch(() => undefined))
  } catch (error) {
    void loading.destroy().catch(() => undefined)
    throw failureOf(error)
  }
}

class PdfPaper implements OpenedPaper {
  readonly pages: number
  readonly close: () => void
  readonly #pdf: PDFDocumentProxy
  readonly #failing: Promise<never>

  constructor(pdf: PDFDocumentProxy, failing: Promise<never>, close: () => void) {
    this.pages = Math.min(pdf.numPages, MOST_PAGES)
    this.close = close
    this.#pdf = pdf
    this.#failing = failing
  }

  async draw(number: number, box: PaperBox, signal: AbortSignal): Promise<HTMLCanvasElement> {
    try {
      const page = await Promise.race([this.#pdf.getPage(number), this.#failing])
      signal.throwIfAborted()
      return await Promise.race([render(page, box, signal), this.#failing])
    } catch (error) {
      signal.throwIfAborted()
      throw failureOf(error)
    }
  }
}

async function render(page: PDFPageProxy, box: PaperBox, signal: AbortSignal): Promise<HTMLCanvasElement> {
  const scale = scaleInto(page.getViewport({ scale: 1 }), box)
  const viewport = page.getViewport({ scale })
  const canvas = newCanvas(viewport.width, viewport.height)
  const task = page.render({ canvas, viewport })
  const cancel = () => task.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    await task.promise
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  return canvas
}

function failureOf(error: unknown): unknown {
  if (error instanceof PaperFailed || error instanceof RenderingCancelledException) return error
  if (error instanceof PasswordException) return new PaperFailed('locked', { cause: error })
  if (error instanceof InvalidPDFException) return new PaperFailed('damaged', { cause: error })
  return new PaperFailed('damaged', { cause: error })
}
