import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hashFiles, listFiles, placeAtomically, readIfThere, writeAtomically } from './files.mjs'
import { run } from './process.mjs'

const STAMP = '.build-stamp'
const INPUTS = [
  'client/src',
  'client/public',
  'client/index.html',
  'client/package.json',
  'client/tsconfig.json',
  'client/vite.config.ts',
  'protocol/src',
  'tsconfig.base.json',
  'package-lock.json',
]

/** @returns {import('./steps.mjs').Step} */
export function clientStep({ root, node, toolEnv }) {
  const client = join(root, 'client')
  const dist = join(client, 'dist')
  const stamp = () => {
    const paths = INPUTS.map((input) => join(root, input))
    return hashFiles(
      root,
      listFiles(paths, (path) => /\.test\.tsx?$/.test(path)),
      `node ${node.version}`,
    )
  }
  return {
    title: 'Vite: client',
    isDone: () => !existsSync(join(client, 'vite.config.ts')) || readIfThere(join(dist, STAMP)) === stamp(),
    run: async () => {
      const before = stamp() // A file that changes during the build leaves a stamp that does not match: built again.
      const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
      await placeAtomically(dist, async (folder) => {
        await run(node.binary, [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'], {
          cwd: client,
          env: { ...toolEnv, NODE_ENV: 'production' },
        })
        writeAtomically(join(folder, STAMP), before)
      })
    },
  }
}
