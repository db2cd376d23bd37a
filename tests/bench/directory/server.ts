import { readFileSync } from 'node:fs'
import { writeDirectory } from '../../../server/src/adapters/directoryImport/writeFile.ts'
import { historyOf, type HistoryRecords } from '../../../server/src/core/directory/index.ts'
import { prepared } from '../../support/directory/importing.ts'
import type { RestClient } from '../../support/RestClient.ts'
import type { RunningBridge } from '../../support/startBridge.ts'
import { percentile } from '../floor/statistics.ts'

export interface ServerFigures {
  /** Units of the directory afterwards. */
  readonly units: number
  readonly fileKb: number
  /** From sending the workbook to its counts. */
  readonly previewMs: number
  /** From the order to the answer: stored, and in force. */
  readonly importMs: number
  /** Longest time for which the bridge did nothing else meanwhile. */
  readonly previewStallMs: number
  readonly importStallMs: number
  /** The server's largest memory, everything included. */
  readonly peakMb: number
  readonly searchP95Ms: number | null
  /** A change of one unit in a directory of that size. */
  readonly changeMs: number
}

export interface UndoFigures {
  /** Taking the whole import back. */
  readonly undoMs: number
  readonly undoStallMs: number
}

/** The workbook as an office would have it: every unit and its room. */
export function workbookOf(records: HistoryRecords): Uint8Array {
  const [root] = records.units
  if (root === undefined) throw new Error('the country has no units')
  const { content } = writeDirectory(historyOf(records), {
    format: 'xlsx',
    what: 'units',
    on: null,
    scopes: [root.unitId],
    template: false,
  })
  return typeof content === 'string' ? Buffer.from(content) : content
}

export async function measureServer(
  bridge: RunningBridge,
  client: RestClient,
  options: { records: HistoryRecords; searches: number; progress: (text: string) => void },
): Promise<ServerFigures> {
  const { records, searches, progress } = options
  const workbook = workbookOf(records)
  await stallMs(bridge)
  progress(`Xem trước ${records.units.length} đơn vị · previewing`)
  const [previewMs, state] = await timed(() => prepared(client, 'xlsx', workbook))
  const previewStallMs = await stallMs(bridge)
  if (state.counts.refused > 0) throw new Error(`refused: ${JSON.stringify(state.counts)}`)
  progress('Áp dụng · applying')
  const [importMs] = await timed(() =>
    client.ask('directory.importApply', {
      params: { importId: state.importId },
      body: { skipRefused: false },
    }),
  )
  const importStallMs = await stallMs(bridge)
  progress('Tìm kiếm · searching')
  const found = await search(client, records, searches)
  const changeMs = await changeOne(client)
  const { unitCount } = await client.ask('directory.summary')
  return {
    units: unitCount,
    fileKb: Math.round(workbook.length / 1_024),
    previewMs: Math.round(previewMs),
    importMs: Math.round(importMs),
    previewStallMs,
    importStallMs,
    peakMb: peakMb(bridge.serverPid),
    searchP95Ms: percentile(found, 0.95),
    changeMs: Math.round(changeMs),
  }
}

/** Takes everything back, the latest change first, until nothing but the seed is left. */
export async function measureUndo(bridge: RunningBridge, client: RestClient): Promise<UndoFigures> {
  const { items } = await client.ask('directory.changes')
  const standing = items.filter(({ undoable }) => undoable)
  const [latest] = standing
  if (latest !== undefined && latest.revision > 2) {
    await client.ask('directory.undo', { params: { revision: latest.revision } })
  }
  await stallMs(bridge)
  const [undoMs] = await timed(() => client.ask('directory.undo', { params: { revision: 2 } }))
  const undoStallMs = await stallMs(bridge)
  const { unitCount } = await client.ask('directory.summary')
  if (unitCount !== 1) throw new Error(`${unitCount} units are left`)
  return { undoMs: Math.round(undoMs), undoStallMs }
}

async function timed<T>(work: () => Promise<T>): Promise<[elapsedMs: number, result: T]> {
  const from = performance.now()
  const result = await work()
  return [performance.now() - from, result]
}

/** Names of places all over the country, typed without accents, whole and in part; each is another question. */
async function search(client: RestClient, records: HistoryRecords, count: number): Promise<number[]> {
  const step = Math.max(1, Math.floor(records.units.length / count))
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const name = records.units[(index * step) % records.units.length]?.name ?? ''
    const words = name.split(' ').slice(index % 3 === 0 ? 0 : 1)
    const q = index % 2 === 0 ? words.join(' ') : (words.at(-1) ?? '').slice(0, 3)
    const [elapsed] = await timed(() => client.ask('directory.units', { query: { q, limit: 50 } }))
    times.push(elapsed)
  }
  return times
}

async function changeOne(client: RestClient): Promise<number> {
  const [unit] = (await client.ask('directory.units', { query: { q: 'xa lung cu' } })).items
  if (unit === undefined) throw new Error('Lũng Cú is not there')
  const { revision } = await client.ask('directory.summary')
  const contact = { name: 'Văn phòng UBND', phone: '', email: '' }
  const [elapsed] = await timed(() =>
    client.ask('directory.change', {
      body: { revision, edits: [{ edit: 'putUnit', unit: { ...unit, contact } }] },
    }),
  )
  return elapsed
}

/** The longest delay of the server's event loop since this was asked last. */
async function stallMs(bridge: RunningBridge): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${bridge.httpPort}/metrics`)
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(await response.text())?.[1]
  return Math.round(Number(seconds) * 1_000)
}

function peakMb(pid: number): number {
  const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kb) / 1_024)
}
