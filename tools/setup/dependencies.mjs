import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hashFiles, listFiles, readIfThere, writeAtomically } from './files.mjs'
import { findNpmCli } from './node.mjs'
import { run, tryRun } from './process.mjs'

const WORKSPACES = ['protocol', 'server', 'sfu', 'client']

/**
 * True when what npm last wrote down as installed is what the lock file asks for: same packages, same versions, same
 * contents. Optional packages may be missing (they are for other platforms).
 * @param {string} lockText package-lock.json
 * @param {string | undefined} installedText node_modules/.package-lock.json; npm writes it last, so it means "complete"
 */
export function isInstalled(lockText, installedText) {
  if (installedText === undefined) return false
  const wanted = JSON.parse(lockText).packages
  const installed = JSON.parse(installedText).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || entry.link) continue
    const actual = installed[path]
    if (actual === undefined && entry.optional) continue
    if (actual?.version !== entry.version || actual?.integrity !== entry.integrity) return false
  }
  return Object.keys(installed).every((path) => path in wanted)
}

/** @returns {import('./steps.mjs').Step} */
export function dependenciesStep({ root, node, env, toolEnv }) {
  const lockFile = join(root, 'package-lock.json')
  const stampFile = join(root, 'node_modules', '.diem-cau-stamp')
  const inputs = [lockFile, ...['.', ...WORKSPACES].map((folder) => join(root, folder, 'package.json'))]
  const stamp = () => hashFiles(root, listFiles(inputs), `node ${node.version}`)
  return {
    title: 'npm ci',
    isDone: () => {
      if (readIfThere(stampFile) === stamp()) return true
      const installed = readIfThere(join(root, 'node_modules', '.package-lock.json'))
      // Somebody ran npm by hand and the result is right: keep it.
      return isInstalled(readFileSync(lockFile, 'utf8'), installed)
    },
    run: async () => {
      rmSync(stampFile, { force: true })
      // No package of ours needs its install script, see allowScripts in package.json, which npm before 11 does not know.
      const flags = ['--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
      const args = [findNpmCli(env), 'ci', ...flags, '--loglevel=error']
      const options = { cwd: root, env: toolEnv }
      // What npm has in its cache it need not ask the registry for; when that is not enough, the whole way.
      const quick = await tryRun(node.binary, [...args, '--prefer-offline'], options)
      if (quick.code !== 0) await run(node.binary, args, options)
      writeAtomically(stampFile, stamp())
    },
  }
}
