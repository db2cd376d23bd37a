import { newCanvas, scaleInto, type OpenedPaper } from './OpenedPaper.ts'
import { PaperFailed, type FileHead, type PaperFile } from './PaperFile.ts'

/** A photograph or a scan: a paper of one page. @throws {PaperFailed} */
export async function openPicture(file: PaperFile, head: FileHead): Promise<OpenedPaper> {
  const rest = head.data.length < head.bytes ? [await file.part(head.data.length, head.bytes)] : []
  const blob = new Blob([head.data, ...rest], { type: head.contentType })
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(blob)
  } catch (error) {
    throw new PaperFailed('damaged', { cause: error })
  }
  return {
    pages: 1,
    draw: (_page, box) => {
      const scale = scaleInto(picture, box)
      const canvas = newCanvas(picture.width * scale, picture.height * scale)
      const context = canvas.getContext('2d')
      if (context !== null) context.imageSmoothingQuality = 'high'
      context?.drawImage(picture, 0, 0, canvas.width, canvas.height)
      return Promise.resolve(canvas)
    },
    close: () => picture.close(),
  }
}
