import { PaperFailed, PaperFile } from './PaperFile.ts'
import { PaperReader } from './PaperReader.ts'

const TYPES_OF_PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg'])

const pdfReader = () => import('./openPdf.ts')

/** Fetches what draws papers before one is opened: the first one comes sooner. */
export function prefetchPaperReader(): void {
  void pdfReader().catch(() => undefined)
}

/** Reads a paper. @param address where it is read from now; asked again when that does not hold any more */
export function readPaper(address: () => Promise<string>): PaperReader {
  return new PaperReader({
    makeFile: () =>
      new PaperFile({
        address,
        fetch: (url, init) => globalThis.fetch(url, init),
        wait: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
      }),
    open: async (file, head) => {
      if (TYPES_OF_PICTURES.has(head.contentType)) {
        const { openPicture } = await import('./openPicture.ts')
        return await openPicture(file, head)
      }
      if (head.contentType !== 'application/pdf') throw new PaperFailed('damaged')
      const reader = await pdfReader().catch((error: unknown) => {
        throw new PaperFailed('unreached', { cause: error })
      })
      return await reader.openPdf(file, head)
    },
    later: (work, ms) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  })
}
