import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

/**
 * Where everything that outlives a checkout is kept (Node, the worker): `BRIDGE_CACHE`, else the user's cache folder.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheDirectory(env) {
  if (env.BRIDGE_CACHE) return resolve(env.BRIDGE_CACHE)
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diem-cau')
}

/** All files below the given files and folders, sorted, except those that `skip(path)` names. Missing ones are left out. */
export function listFiles(paths, skip = () => false) {
  const found = []
  const visit = (path) => {
    if (skip(path) || !existsSync(path)) return
    if (statSync(path).isDirectory()) for (const name of readdirSync(path)) visit(join(path, name))
    else found.push(path)
  }
  for (const path of paths) visit(path)
  return found.toSorted((a, b) => (a < b ? -1 : 1)) // By code unit: the same everywhere.
}

/**
 * One hash over names and contents of files, with `extra` (versions, options) mixed in. Times and the place of the
 * checkout play no part, so two clones agree.
 */
export function hashFiles(root, files, extra = '') {
  const hash = createHash('sha256').update(extra)
  for (const file of files) {
    hash.update(`\0${relative(root, file).split(sep).join('/')}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** The SHA-256 of one file, as hex. */
export function hashFile(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** The text of a file, or undefined when it is not there. */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Writes a small file so that a reader sees the old or the new text, never half of it. */
export function writeAtomically(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, text)
  renameSync(temporary, file)
}

/**
 * Fills a new folder by `fill(folder)` and puts it at `target` in one rename, so that `target` is whole or not there.
 * The temporary folder lies beside the target (a rename does not cross file systems) and never survives a failure; those
 * of a setup that was killed are cleared away first (the caller holds the lock, so nobody works in them).
 */
export async function placeAtomically(target, fill) {
  const parent = dirname(target)
  const prefix = `${basename(target)}.tmp-`
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix)) rmSync(join(parent, name), { recursive: true, force: true })
  }
  const temporary = mkdtempSync(join(parent, prefix))
  try {
    await fill(temporary)
    rmSync(target, { recursive: true, force: true })
    renameSync(temporary, target)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}
