import { parentPort, workerData } from 'node:worker_threads'
import { assertUnreachable, BridgeError } from '@diem-cau/protocol'
import type { BuiltReport, ReportToBuild } from '../../app/report/ports.ts'
import { buildReport } from '../../core/report/buildReport.ts'
import { writeReport } from '../reportFiles/writeReport.ts'
import { openUnmigrated, type StorePlace } from '../store/openStore.ts'
import { SqlSessionLog } from '../store/SqlSessionLog.ts'
import type { Job, JobReply } from './ReportWorker.ts'

/* The thread that `ReportWorker` starts: does one job and says what came of it. */

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- given by `ReportWorker`
const job = workerData as Job

function say(reply: JobReply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the other thread, not to a window
  parentPort?.postMessage(reply)
}

async function work(): Promise<JobReply> {
  switch (job.job) {
    case 'build':
      return { ok: true, built: await build(job.place, job.wanted) }
    case 'write':
      return { ok: true, file: await writeReport(job.report, job.format, job.language) }
    default:
      return assertUnreachable(job)
  }
}

async function build(place: StorePlace, { branchId, names, now }: ReportToBuild): Promise<BuiltReport> {
  const { store } = await openUnmigrated(place)
  try {
    const log = await new SqlSessionLog(store).read(branchId)
    if (log.root.events.length === 0) throw new BridgeError('report_not_there')
    const readTo = new Map(
      [log.root, ...log.branches].map(({ branchId: stream, events }) => [stream, events.at(-1)?.seq ?? 0]),
    )
    return { report: buildReport(log, names, now), readTo }
  } finally {
    await store.destroy()
  }
}

try {
  say(await work())
} catch (error) {
  if (!(error instanceof BridgeError)) throw error
  say({ ok: false, code: error.code })
}
