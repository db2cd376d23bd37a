/**
 * Completes package-lock.json: `node tools/lockfile.mjs`, after `npm install` changed it.
 *
 * A mirror on a closed network often has packages for the machines that are there and no others. `npm install` then
 * leaves the optional packages of other platforms out of the lock file, and `npm ci` refuses that lock file everywhere,
 * although it would never install them. Each is written in with the version that its parent asks for and the platform
 * that its name says; without a hash, because nobody could fetch it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'universal',
  'wasm32',
]

/**
 * `@swc/core-linux-x64-musl` → `{os: ['linux'], cpu: ['x64'], libc: ['musl']}`, the fields that npm compares with the
 * machine. Undefined for a name that says no platform.
 */
export function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  if (os === undefined || cpu === undefined) return undefined
  const libc = os === 'linux' ? libcOf(words.at(-1)) : undefined
  return { os: [os], cpu: [cpu], libc: libc && [libc] }
}

/** `gnueabihf` and the like are the GNU C library too. */
function libcOf(word) {
  if (word.startsWith('musl')) return 'musl'
  return word.startsWith('gnu') ? 'glibc' : undefined
}

/** True when Node, looking from the package at `path` up to the root, would find `name` in the lock file. */
function isFound(path, name, packages) {
  const inner = path.split('/node_modules/')
  return (
    inner.some((_part, index) => {
      const folder = inner.slice(0, inner.length - index).join('/node_modules/')
      return `${folder}/node_modules/${name}` in packages
    }) || `node_modules/${name}` in packages
  )
}

/** The optional packages that some package of the lock file names and that are not in it. */
export function missingOptional(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isFound(path, name, packages))
      .map(([name, version]) => ({ name, version, dev: dev === true })),
  )
}

/** The packages with an entry for each missing one, in the order that npm writes. */
export function completed(packages) {
  const added = missingOptional(packages).map(({ name, version, dev }) => {
    const platform = platformOf(name)
    if (platform === undefined || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version))
      throw new Error(`cannot tell the entry of ${name}@${version}`)
    const { os, cpu, libc } = platform
    // In npm's own order of fields, so that it leaves the entry as it is.
    const entry = { version, cpu, ...(dev ? { dev } : {}), ...(libc ? { libc } : {}), optional: true, os }
    return [`node_modules/${name}`, entry]
  })
  const all = { ...packages, ...Object.fromEntries(added) }
  return Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => a.localeCompare(b, 'en')))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(import.meta.dirname, '..', 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const packages = completed(lock.packages)
  const added = Object.keys(packages).length - Object.keys(lock.packages).length
  if (added > 0) writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
  console.log(`package-lock.json: ${added} optional packages of other platforms added`)
}
