import { existsSync } from 'node:fs'
import { SetupError } from './errors.mjs'
import { run, tryRun } from './process.mjs'

const NOTHING_AROUND = { before: [], after: [] }

/** The packages of the list that Debian's package system does not have installed. All of them where there is no dpkg. */
export async function missingPackages(names) {
  const format = '${Package} ${db:Status-Abbrev}\n'
  const { output } = await tryRun('dpkg-query', ['-W', '-f', format, ...names])
  return missingFrom(names, output)
}

/** @param {string} output lines of dpkg-query: name and status, `ii` for installed */
export function missingFrom(names, output) {
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => / ii/.test(line))
      .map((line) => line.split(' ')[0]),
  )
  return names.filter((name) => !installed.has(name))
}

/** How to become root without asking anybody: nothing to add, `sudo`, or undefined when it cannot be done. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return []
  const { code } = await tryRun('sudo', ['-n', 'true'])
  return code === 0 ? ['sudo', '-n'] : undefined
}

/**
 * Installs Debian packages that are missing, and nothing else. Without apt or without root it changes nothing and stops
 * with the exact commands.
 * @param {string[]} names
 * @param {{why: {vi: string, en: string}, progress: (text: string) => void, env: NodeJS.ProcessEnv,
 *   around?: {before: string[], after: string[]}}} options `around`: lines of shell that root runs before and after
 */
export async function ensurePackages(names, { why, progress, env, around = NOTHING_AROUND }) {
  const missing = await missingPackages(names)
  if (missing.length === 0) return
  if (!existsSync('/usr/bin/apt-get')) throw noApt(why, missing)
  const prefix = await rootPrefix()
  if (prefix === undefined) throw noRoot(why, installCommands(missing, around))

  const apt = async (...args) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
    // Another apt on the machine (unattended upgrades) is waited for.
    await run(command, [...rest, '-o', 'DPkg::Lock::Timeout=300'], { env })
  }
  const shell = async (lines) => {
    const [command, ...rest] = [...prefix, 'sh', '-c', ['set -e', ...lines].join('\n')]
    if (lines.length > 0) await run(command, rest, { env })
  }
  progress('apt-get update')
  await apt('update')
  progress(`apt-get install ${missing.join(' ')}`)
  try {
    await shell(around.before)
    await apt('install', '-y', '--no-install-recommends', ...missing)
  } finally {
    await shell(around.after)
  }
}

/** What a person with root types to the same effect. */
export function installCommands(names, { before, after } = NOTHING_AROUND) {
  return [
    'sudo apt-get update',
    ...before.map(asRoot),
    `sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    ...after.map(asRoot),
  ]
}

function asRoot(line) {
  return /[>|]/.test(line) ? `sudo sh -c "${line}"` : `sudo ${line}`
}

function noApt(why, missing) {
  return new SetupError({
    code: 'apt-missing',
    vi: `${why.vi} Máy này không có apt; hãy cài tương đương của: ${missing.join(', ')}.`,
    en: `${why.en} This machine has no apt; install what corresponds to: ${missing.join(', ')}.`,
  })
}

function noRoot(why, commands) {
  return new SetupError({
    code: 'root-needed',
    vi: `${why.vi} Cần quyền quản trị để cài gói; chưa có gì bị thay đổi. Chạy các lệnh sau rồi thử lại.`,
    en: `${why.en} Installing packages needs root; nothing was changed. Run these commands, then try again.`,
    commands,
  })
}
