import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { SetupError } from './errors.mjs'
import { placeAtomically } from './files.mjs'
import { run, tryRun } from './process.mjs'

const pins = JSON.parse(readFileSync(new URL('./pins.json', import.meta.url), 'utf8'))

/**
 * The pinned Node.js: which package of npm holds it, and where it is or will be. The running one is used when it is
 * exactly that version.
 * @param {string} cacheDir
 */
export function pinnedNode(cacheDir, running = process) {
  const { version, packages } = pins.node
  const platform = `${running.platform}-${running.arch}`
  const isRunning = running.version === `v${version}`
  const home = join(cacheDir, 'node', `${version}-${platform}`)
  const binary = isRunning ? running.execPath : join(home, 'bin', 'node')
  return { version, platform, home, binary, isRunning, pin: packages[platform] }
}

/** Throws unless the bytes are those the pin names (`sha512-<base64>`, as in npm's lock files). */
export function assertIntegrity(bytes, integrity, what) {
  const actual = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  if (actual === integrity) return
  throw new SetupError({
    code: 'integrity-mismatch',
    vi: `${what} tải về không đúng bản đã ghim (mã kiểm tra SHA-512 khác); không sử dụng.`,
    en: `${what} as downloaded is not the pinned one (SHA-512 differs); it is not used.`,
    detail: `pinned  ${integrity}\nfetched ${actual}`,
  })
}

/**
 * npm's own program file, to be run by any Node: the one that started us, else the one installed beside the running
 * Node, else the one on PATH.
 * @param {NodeJS.ProcessEnv} env
 */
export function findNpmCli(env, execPath = process.execPath) {
  const candidates = []
  if (/npm-cli\.[cm]?js$/.test(env.npm_execpath ?? '')) candidates.push(env.npm_execpath)
  candidates.push(
    join(dirname(realpathSync(execPath)), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  )
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const link = join(folder, 'npm')
    if (!existsSync(link)) continue
    const target = realpathSync(link)
    candidates.push(target, join(dirname(target), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'))
  }
  const found = candidates.find((file) => /npm-cli\.[cm]?js$/.test(file) && existsSync(file))
  if (found !== undefined) return found
  throw new SetupError({
    code: 'npm-missing',
    vi: 'Không tìm thấy npm bên cạnh Node.js đang chạy.',
    en: 'npm was not found beside the running Node.js.',
    commands: ['sudo apt-get install npm'],
  })
}

/** @returns {import('./steps.mjs').Step} */
export function nodeStep({ cacheDir, env }) {
  const node = pinnedNode(cacheDir)
  return {
    title: `Node.js ${node.version}`,
    isDone: () => node.isRunning || existsSync(node.binary),
    run: async (progress) => {
      if (node.pin === undefined) throw unsupported(node)
      progress('npm')
      const tarball = await fetchPackage(node, { cacheDir, env })
      await placeAtomically(node.home, async (folder) => {
        await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1', '--no-same-owner'])
        await assertRuns(join(folder, 'bin', 'node'), node.version)
      })
      rmSync(dirname(tarball), { recursive: true, force: true })
    },
  }
}

/** Fetches the package through npm (its registry, cache and proxy settings), checks it ourselves, returns the file. */
async function fetchPackage(node, { cacheDir, env }) {
  mkdirSync(cacheDir, { recursive: true })
  const folder = mkdtempSync(join(cacheDir, 'fetch-'))
  const spec = `${node.pin.name}@${node.version}`
  try {
    const args = [
      findNpmCli(env),
      'pack',
      spec,
      '--pack-destination',
      folder,
      '--ignore-scripts',
      '--loglevel=error',
    ]
    const result = await tryRun(process.execPath, args, { cwd: folder, env })
    const name = readdirSync(folder).find((file) => file.endsWith('.tgz'))
    if (result.code !== 0 || name === undefined) throw fetchFailed(spec, result.tail)
    assertIntegrity(readFileSync(join(folder, name)), node.pin.integrity, spec)
    return join(folder, name)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function assertRuns(binary, version) {
  const result = await tryRun(binary, ['--version'])
  if (result.code === 0 && result.output.trim() === `v${version}`) return
  throw new SetupError({
    code: 'node-does-not-run',
    vi: `Node.js ${version} đã tải về nhưng không chạy được trên máy này.`,
    en: `Node.js ${version} was fetched but does not run on this machine.`,
    detail: result.tail,
  })
}

function fetchFailed(spec, detail) {
  return new SetupError({
    code: 'node-fetch-failed',
    vi: `Không tải được gói ${spec} từ máy chủ npm đang cấu hình.`,
    en: `The package ${spec} could not be fetched from the npm registry this machine is set up to use.`,
    commands: ['npm config get registry', `npm view ${spec} dist.integrity`],
    detail,
  })
}

function unsupported(node) {
  return new SetupError({
    code: 'platform-unsupported',
    vi: `Chưa có Node.js ${node.version} ghim sẵn cho ${node.platform}. Hãy chạy lệnh này bằng đúng Node.js ${node.version}.`,
    en: `No Node.js ${node.version} is pinned for ${node.platform}. Run this command with exactly Node.js ${node.version}.`,
  })
}
