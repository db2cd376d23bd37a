import { REST_CALLS, type DocumentView, type UnitId } from '@diem-cau/protocol'
import { ApiError, OFFLINE, type Problem } from '../api.ts'
import { restUrl } from '../rest.ts'

const { maxBytes, types } = REST_CALLS['documents.upload'].upload ?? { maxBytes: 0, types: [] }
export const MOST_MEGABYTES = Math.floor(maxBytes / 1024 ** 2)
export const DOCUMENT_TYPES: readonly string[] = types

/** What a browser on a PC without an office suite does not know by itself. */
const BY_ENDING: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** The type of a file: the browser's, or what its name says. Empty when neither is one that is taken. */
export function documentType({ name, type }: Pick<File, 'name' | 'type'>): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return [type, BY_ENDING[ending] ?? ''].find((entry) => DOCUMENT_TYPES.includes(entry)) ?? ''
}

/** Why a file is not sent at all; null when it may be. */
export function documentFault(
  file: Pick<File, 'name' | 'type' | 'size'>,
): 'empty' | 'tooLarge' | 'wrongType' | null {
  if (file.size === 0) return 'empty'
  if (documentType(file) === '') return 'wrongType'
  return file.size > maxBytes ? 'tooLarge' : null
}

/** A file's size for people: `12,3 MB`, `640 KB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 ** 2).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`
}

interface UploadOptions {
  readonly hostUnitId: UnitId
  readonly signal: AbortSignal
  /** How much of it is on its way, 0 to 1. */
  readonly onProgress: (ratio: number) => void
}

/** Sends a document; `fetch` does not say how far it has come. @throws ApiError; an `AbortError` when stopped */
export function uploadDocument(file: File, options: UploadOptions): Promise<DocumentView> {
  const { hostUnitId, signal, onProgress } = options
  const { promise, resolve, reject } = Promise.withResolvers<DocumentView>()
  const request = new XMLHttpRequest()
  request.open(
    'POST',
    restUrl('documents.upload', { query: { hostUnitId, fileName: file.name.slice(-200) } }),
  )
  request.setRequestHeader('content-type', documentType(file))
  request.responseType = 'json'
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) onProgress(event.loaded / event.total)
  })
  request.addEventListener('error', () => reject(new ApiError(OFFLINE)))
  request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
  request.addEventListener('load', () => {
    const body: unknown = request.response
    if (request.status < 300 && isDocument(body)) resolve(body)
    else reject(new ApiError(isProblem(body) ? body : OFFLINE))
  })
  signal.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}

function isDocument(value: unknown): value is DocumentView {
  return typeof value === 'object' && value !== null && 'documentId' in value && 'fileName' in value
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value
}
