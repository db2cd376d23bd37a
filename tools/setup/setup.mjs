import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clientStep } from './client.mjs'
import { dependenciesStep } from './dependencies.mjs'
import { cacheDirectory } from './files.mjs'
import { takeLock } from './lock.mjs'
import { nodeStep, pinnedNode } from './node.mjs'
import { programsStep } from './programs.mjs'
import { createReporter } from './report.mjs'
import { runSteps } from './steps.mjs'
import { workerStep } from './worker.mjs'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Makes ready what is missing and tells where it is.
 * @param {{forTests?: boolean, withoutMedia?: boolean, env?: NodeJS.ProcessEnv, report?: ReturnType<typeof createReporter>}} [options]
 * @returns {Promise<{nodeBinary: string, workerBinary: string, env: NodeJS.ProcessEnv}>} `env` has the pinned Node first on
 *   PATH and names the worker: every program of the project is started with it. `withoutMedia` is for programs that need
 *   neither the worker nor the pages
 */
export async function setUp({
  forTests = false,
  withoutMedia = false,
  env = process.env,
  report = createReporter(),
} = {}) {
  const cacheDir = cacheDirectory(env)
  const node = pinnedNode(cacheDir)
  const toolEnv = { ...env, PATH: `${dirname(node.binary)}${delimiter}${env.PATH ?? ''}` }
  const worker = workerStep({ root: ROOT, cacheDir, node, env, toolEnv, note: report.note })
  const steps = [
    // First, because whoever is not root should hear of it before anything has been fetched.
    ...(forTests ? [programsStep({ toolEnv, note: report.note })] : []),
    nodeStep({ cacheDir, env }),
    dependenciesStep({ root: ROOT, node, env, toolEnv }),
    ...(withoutMedia ? [] : [worker, clientStep({ root: ROOT, node, toolEnv })]),
  ]
  await runSteps(steps, { report, takeLock: () => takeBothLocks(cacheDir, report) })
  if (withoutMedia) return { nodeBinary: node.binary, workerBinary: '', env: toolEnv }
  const workerBinary = worker.binary()
  return { nodeBinary: node.binary, workerBinary, env: { ...toolEnv, MEDIASOUP_WORKER_BIN: workerBinary } }
}

/** One lock for the cache, which clones share, and one for this clone, whose users may have different caches. */
async function takeBothLocks(cacheDir, report) {
  const onWait = ({ pid }) =>
    report.note(`Đang chờ một tiến trình cài đặt khác / waiting for another setup (${pid})`)
  const releaseCache = await takeLock(join(cacheDir, 'setup.lock'), { onWait })
  try {
    const releaseClone = await takeLock(join(ROOT, '.setup.lock'), { onWait })
    return () => {
      releaseClone()
      releaseCache()
    }
  } catch (error) {
    releaseCache()
    throw error
  }
}
