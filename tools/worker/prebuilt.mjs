/**
 * Fetches mediasoup's official prebuilt worker: `node prebuilt.mjs <version> <file>` (Node 24, started with
 * NODE_USE_ENV_PROXY so that the machine's proxy settings count). Writes the .tgz and ends with 0; any other end means
 * that there is none to be had here, with one line on stderr.
 */
import { writeFileSync } from 'node:fs'
import { arch, platform, release } from 'node:os'
import { fileURLToPath } from 'node:url'

const BASE = 'https://github.com/versatica/mediasoup/releases/download'
const ANSWER_WITHIN_MS = 4_000
const WHOLE_WITHIN_MS = 60_000

/** The name under which mediasoup publishes the worker for a machine (its npm-scripts.mjs). */
export function prebuiltName(version, machine = { platform: platform(), arch: arch(), release: release() }) {
  const kernel = machine.platform === 'linux' ? `-kernel${machine.release.split('.')[0]}` : ''
  return `mediasoup-worker-${version}-${machine.platform}-${machine.arch}${kernel}.tgz`
}

async function download(url) {
  const abort = new AbortController()
  const answer = setTimeout(
    () => abort.abort(new Error(`no answer within ${ANSWER_WITHIN_MS / 1000} s`)),
    ANSWER_WITHIN_MS,
  )
  const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(WHOLE_WITHIN_MS)])
  const response = await fetch(url, { signal })
  clearTimeout(answer)
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

async function main([version, file]) {
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || BASE
  try {
    writeFileSync(file, await download(`${base}/${version}/${prebuiltName(version)}`))
  } catch (error) {
    console.error(error.cause?.message ?? error.message)
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))
