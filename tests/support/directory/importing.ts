/* oxlint-disable typescript/no-unsafe-type-assertion -- what a test says and hears is what the test makes of it */
import type { ErrorReply, ImportState, PreviewRow } from '@diem-cau/protocol'
import type { RestClient } from '../RestClient.ts'

const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  yaml: 'application/yaml',
} as const

export type Imported = { ok: true; state: ImportState } | { ok: false; status: number; error: ErrorReply }

/** Sends a file as a page does: its bytes as they are, its name in the address. */
export async function importFile(
  client: RestClient,
  format: keyof typeof TYPES,
  content: string | Uint8Array,
  mode: 'update' | 'replace' = 'update',
): Promise<Imported> {
  const query = new URLSearchParams({ fileName: `tep.${format}`, format, mode })
  const response = await client.fetch(`/directory/imports?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': TYPES[format] },
    body: typeof content === 'string' ? content : new Blob([new Uint8Array(content)]),
  })
  const said: unknown = await response.json()
  return response.ok
    ? { ok: true, state: said as ImportState }
    : { ok: false, status: response.status, error: said as ErrorReply }
}

/** The state of a file that must be taken. */
export async function prepared(...asked: Parameters<typeof importFile>): Promise<ImportState> {
  const imported = await importFile(...asked)
  if (!imported.ok) throw new Error(`import: ${imported.status} ${JSON.stringify(imported.error)}`)
  return imported.state
}

/** All rows of a preview, or those of one outcome. */
export async function rowsOf(
  client: RestClient,
  { importId }: ImportState,
  outcome?: PreviewRow['outcome'],
): Promise<PreviewRow[]> {
  const rows: PreviewRow[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: { limit: number; outcome?: PreviewRow['outcome']; cursor?: string } = {
      limit: 500,
      ...(outcome === undefined ? {} : { outcome }),
      ...(cursor === '' ? {} : { cursor }),
    }
    const page = await client.ask('directory.importRows', { params: { importId }, query })
    rows.push(...page.items)
    cursor = page.next
  }
  return rows
}
