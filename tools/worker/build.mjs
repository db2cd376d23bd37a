import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../setup/process.mjs'
import { buildLibsrtp } from './libsrtp.mjs'
import { applyPatches } from './patches.mjs'

const SHIM = fileURLToPath(new URL('./shim/', import.meta.url))

/** Debian packages that the build needs. */
export const BUILD_PACKAGES = [
  'g++',
  'meson',
  'ninja-build',
  'pkg-config',
  'ccache',
  'dpkg-dev',
  'libuv1-dev',
  'libssl-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
]

/** `[146/261] Compiling …` → `146/261` */
export function ninjaProgress(line) {
  return /^\[(\d+\/\d+)\]/.exec(line)?.[1]
}

/**
 * Builds mediasoup-worker from the sources in its npm package and from Debian packages, with no other network, and
 * leaves the stripped program at `output`.
 * @param {{packageDir: string, buildDir: string, output: string, progress: (text: string) => void, env: NodeJS.ProcessEnv}} job
 *   `buildDir`: a fixed place, so that ccache knows the files again; emptied before and after
 */
export async function buildWorker({ packageDir, buildDir, output, progress, env }) {
  rmSync(buildDir, { recursive: true, force: true })
  try {
    const libsrtp = join(buildDir, 'libsrtp2')
    const worker = join(buildDir, 'worker')
    mkdirSync(libsrtp, { recursive: true })
    const pkgConfig = await buildLibsrtp(libsrtp, progress, env)
    copySources(join(packageDir, 'worker'), worker)
    applyPatches(worker)
    await compile(worker, progress, {
      ...env,
      PKG_CONFIG_PATH: pkgConfig,
      CCACHE_SLOPPINESS: 'pch_defines,time_macros', // What ccache needs to work with a precompiled header.
    })
    await run('strip', ['-o', output, join(worker, 'build', 'mediasoup-worker')], { env })
  } finally {
    rmSync(buildDir, { recursive: true, force: true })
  }
}

/** The package's worker folder with our stand-ins in the place of what it would download. */
function copySources(from, to) {
  cpSync(from, to, { recursive: true })
  rmSync(join(to, 'subprojects'), { recursive: true, force: true })
  rmSync(join(to, 'out'), { recursive: true, force: true })
  cpSync(SHIM, to, { recursive: true })
}

async function compile(worker, progress, env) {
  const build = join(worker, 'build')
  const options = [
    '--wrap-mode=nodownload',
    '--buildtype=release',
    '-Db_ndebug=true',
    '-Dms_use_builtin_bwe=false',
  ]
  progress('meson')
  await run('meson', ['setup', ...options, build, worker], { env })
  const ninja = (target) =>
    run('ninja', ['-C', build, '-j', String(availableParallelism()), target], {
      env,
      onLine: (line) => {
        const done = ninjaProgress(line)
        if (done !== undefined) progress(done)
      },
    })
  await ninja('fbs/FBS/message.h') // The precompiled header includes this output.
  await ninja('mediasoup-worker')
}
