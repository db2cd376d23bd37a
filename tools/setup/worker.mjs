import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { release } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUILD_PACKAGES, buildWorker } from '../worker/build.mjs'
import { SetupError } from './errors.mjs'
import { hashFile, hashFiles, listFiles, placeAtomically, readIfThere } from './files.mjs'
import { ensurePackages } from './packages.mjs'
import { run, tryRun } from './process.mjs'

const RECIPE = fileURLToPath(new URL('../worker/', import.meta.url))
const BINARY = 'mediasoup-worker'
const STARTED_WITHOUT_PARENT = 41 // The worker's own exit code when nothing is set up for it, so it did start.
const WHY = {
  vi: 'Cần một số gói Debian để biên dịch mediasoup-worker.',
  en: 'Some Debian packages are needed to compile mediasoup-worker.',
}

/**
 * What `BRIDGE_WORKER` asks for: `auto` (the default), `prebuilt`, `build`, or the path of a program. mediasoup's own
 * `MEDIASOUP_WORKER_BIN` counts as such a path.
 * @param {NodeJS.ProcessEnv} env
 */
export function workerChoice(env) {
  const asked = env.BRIDGE_WORKER || env.MEDIASOUP_WORKER_BIN || 'auto'
  if (['auto', 'prebuilt', 'build'].includes(asked)) return { kind: asked }
  if (asked.includes('/') && existsSync(asked)) return { kind: 'own', path: resolve(asked) }
  throw new SetupError({
    code: 'worker-choice-invalid',
    vi: `BRIDGE_WORKER=${asked}: phải là "build", "prebuilt" hoặc đường dẫn tới một tệp có thật.`,
    en: `BRIDGE_WORKER=${asked}: must be "build", "prebuilt" or the path of a file that exists.`,
  })
}

/** Version of the distribution, because what is built here is linked with its libraries: `debian-12`. */
function distribution() {
  const text = readIfThere('/etc/os-release') ?? ''
  const value = (name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? ''
  return [value('ID'), value('VERSION_ID')].filter(Boolean).join('-') || `${process.platform}-${release()}`
}

/** The cache entry that a worker belongs to: mediasoup's version, our recipe, the platform. */
export function workerKey(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const { version } = lock.packages['node_modules/mediasoup']
  const recipe = listFiles([RECIPE], (path) => /\.test\.mjs$|prebuilt\.mjs$|README\.md$/.test(path))
  const hash = hashFiles(RECIPE, recipe).slice(0, 12)
  return { version, key: `${version}-${hash}-${distribution()}-${process.arch}` }
}

/**
 * The step that provides an accepted mediasoup-worker, and `binary()`: its path once the step is done.
 * @returns {import('./steps.mjs').Step & {binary: () => string}}
 */
export function workerStep({ root, cacheDir, node, env, toolEnv, note }) {
  const { version, key } = workerKey(root)
  const entry = (kind) => join(cacheDir, 'worker', `${key}-${kind}`)
  const asked = workerChoice(env)
  // A test that starts us again hands down the worker that we gave it.
  const choice = asked.path?.startsWith(entry('')) ? { kind: 'auto' } : asked
  const kinds = { auto: ['prebuilt', 'build'], prebuilt: ['prebuilt'], build: ['build'], own: [] }[
    choice.kind
  ]
  const ready = () =>
    kinds.map((kind) => join(entry(kind), BINARY)).find((file) => existsSync(file) && starts(file))
  const job = {
    root,
    cacheDir,
    node,
    env: toolEnv,
    version,
    note,
    packageDir: join(root, 'node_modules', 'mediasoup'),
  }

  if (choice.kind === 'own') {
    const accepted = join(entry(`own-${hashFile(choice.path).slice(0, 12)}`), 'accepted')
    return {
      title: `mediasoup-worker ${version} (${choice.path})`,
      isDone: () => existsSync(accepted),
      run: (progress) =>
        placeAtomically(join(accepted, '..'), async (folder) => {
          progress('DTLS-SRTP')
          writeFileSync(join(folder, 'accepted'), `${await handshake(choice.path, job)}\n`)
        }),
      binary: () => choice.path,
    }
  }
  return {
    title: `mediasoup-worker ${version}`,
    isDone: () => ready() !== undefined,
    run: async (progress) => {
      if (kinds.includes('prebuilt') && (await fetchPrebuilt(entry('prebuilt'), { ...job, progress }))) return
      if (choice.kind === 'prebuilt') throw prebuiltMissing(version)
      await build(entry('build'), { ...job, progress })
    },
    binary: () => ready() ?? join(entry(kinds[0]), BINARY),
  }
}

/** False when, say, a library that it is linked with has been uninstalled since. Takes some milliseconds. */
function starts(binary) {
  return spawnSync(binary, { env: {}, stdio: 'ignore', timeout: 5_000 }).status === STARTED_WITHOUT_PARENT
}

/** True when the official worker was fetched and accepted. Anything less is one line, then it is built here. */
async function fetchPrebuilt(target, job) {
  job.progress('github.com')
  let reason = ''
  await placeAtomically(target, async (folder) => {
    const archive = join(folder, 'worker.tgz')
    const fetcher = join(RECIPE, 'prebuilt.mjs')
    const env = { ...job.env, NODE_USE_ENV_PROXY: '1' }
    const fetched = await tryRun(job.node.binary, [fetcher, job.version, archive], { env })
    if (fetched.code !== 0) throw new Error(fetched.tail)
    await run('tar', ['-xzf', archive, '-C', folder, BINARY])
    rmSync(archive)
    await accept(join(folder, BINARY), job)
  }).catch((error) => {
    reason = error.message
  })
  if (reason === '') return true
  job.note(`mediasoup-worker: không có bản dựng sẵn / no official prebuilt one (${reason})`)
  return false
}

async function build(target, job) {
  await ensurePackages(BUILD_PACKAGES, { why: WHY, progress: job.progress, note: job.note, env: job.env })
  await placeAtomically(target, async (folder) => {
    const output = join(folder, BINARY)
    await buildWorker({
      packageDir: job.packageDir,
      buildDir: join(job.cacheDir, 'build'),
      output,
      progress: job.progress,
      env: job.env,
    })
    await accept(output, job)
  })
}

/** Marks the program executable and puts it to the test; throws when it fails. */
async function accept(binary, job) {
  chmodSync(binary, 0o755)
  job.progress('DTLS-SRTP')
  await handshake(binary, job)
}

/** A real handshake and real sound with a libwebrtc peer, in a process of its own. */
async function handshake(binary, { node, env }) {
  const checker = join(RECIPE, 'check.mjs')
  const result = await tryRun(node.binary, [checker, binary], { env, timeoutMs: 60_000 })
  if (result.code === 0) return result.output
  throw new SetupError({
    code: 'worker-refused',
    vi: `mediasoup-worker không qua được phép thử bắt tay DTLS-SRTP, không sử dụng: ${binary}`,
    en: `mediasoup-worker failed the DTLS-SRTP handshake with a WebRTC peer and is not used: ${binary}`,
    detail: result.tail,
  })
}

function prebuiltMissing(version) {
  return new SetupError({
    code: 'worker-prebuilt-missing',
    vi: `Không lấy được mediasoup-worker ${version} dựng sẵn (BRIDGE_WORKER=prebuilt).`,
    en: `The prebuilt mediasoup-worker ${version} could not be had (BRIDGE_WORKER=prebuilt).`,
    commands: ['BRIDGE_WORKER=build npm start'],
  })
}
