import { errorReply, type Language, type ReportFormat, type SessionId } from '@diem-cau/protocol'
import { ApiError, OFFLINE, type Problem } from '../api.ts'
import { restUrl } from '../rest.ts'

export interface WrittenFile {
  name: string
  content: Blob
}

/** Has the report written as a file. @throws ApiError */
export async function fetchReport(
  sessionId: SessionId,
  format: ReportFormat,
  language: Language,
): Promise<WrittenFile> {
  const response = await fetch(
    restUrl('report.export', { params: { sessionId }, query: { format, language } }),
  ).catch((cause: unknown) => {
    throw new ApiError(OFFLINE, { cause })
  })
  if (!response.ok) throw new ApiError(await problemIn(response))
  return { name: nameIn(response) ?? `${sessionId}.${format}`, content: await response.blob() }
}

/** As the bridge names it: `attachment; filename="bao-cao.csv"; …`. */
function nameIn({ headers }: Response): string | undefined {
  return /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1]
}

async function problemIn(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const isProblem = typeof body === 'object' && body !== null && 'message' in body
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the bridge answers by the same contract
  return isProblem ? (body as Problem) : errorReply('internal')
}

/** Hands a file to the browser to be kept. */
export function keepFile({ name, content }: WrittenFile): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
