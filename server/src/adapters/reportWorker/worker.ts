import { parentPort } from 'node:worker_threads'
import { assertUnreachable, BridgeError } from '@diem-cau/protocol'
import type { BuiltReport, ReportToBuild } from '../../app/report/ports.ts'
import { buildReport } from '../../core/report/buildReport.ts'
import { writeReport } from '../reportFiles/writeReport.ts'
import { openUnmigrated, type StorePlace } from '../store/openStore.ts'
import { SqlSessionLog } from '../store/SqlSessionLog.ts'
import type { Job, JobReply } from './ReportWorker.ts'

/* The thread that `ReportWorker` starts: does one job after another and says what came of each. */

async function work(job: Job): Promise<JobReply> {
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

async function reply(job: Job): Promise<JobReply> {
  try {
    return await work(job)
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error
    return { ok: false, code: error.code }
  }
}

parentPort?.on('message', async (job: Job) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the other thread, not to a window
  parentPort?.postMessage(await reply(job))
})
