import { parentPort, workerData } from 'node:worker_threads'
import { assertUnreachable, BridgeError } from '@diem-cau/protocol'
import { openUnmigrated, type StorePlace } from '../store/openStore.ts'
import { SqlDirectoryStore } from '../store/SqlDirectoryStore.ts'
import type { Job, JobReply } from './DirectoryWorker.ts'
import { planFile, planUndo } from './planFile.ts'
import { writeDirectory } from './writeFile.ts'

/* The thread that `DirectoryWorker` starts: does one job and says what came of it. */

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- given by `DirectoryWorker`
const { job, place } = workerData as { job: Job; place: StorePlace }

function say(reply: JobReply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the other thread, not to a window
  parentPort?.postMessage(reply)
}

async function work(): Promise<JobReply> {
  const { store } = await openUnmigrated(place)
  try {
    const directory = new SqlDirectoryStore(store)
    const stored = await directory.load()
    if (stored === null) throw new BridgeError('not_ready')
    const wanted = job.job === 'plan' ? job.file.revision : job.revision
    if (stored.revision !== wanted) throw new BridgeError('changed_meanwhile')
    switch (job.job) {
      case 'plan':
        return { ok: true, plan: planFile(stored.history, job.file) }
      case 'undo':
        return { ok: true, undo: await planUndo(directory, stored.history, job.change) }
      case 'write':
        return { ok: true, file: writeDirectory(stored.history, job.request) }
      default:
        return assertUnreachable(job)
    }
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
