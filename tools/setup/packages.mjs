import { existsSync } from 'node:fs'
import { createApt } from './apt.mjs'
import { SetupError } from './errors.mjs'
import { tryRun } from './process.mjs'

/** The packages of the list that Debian's package system does not have installed. All of them where there is no dpkg. */
async function missingPackages(names) {
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

/** What apt's sources complained of when this process asked them; once is enough for all steps. */
let updated

/**
 * Installs Debian packages that are missing, and nothing else. Without apt or without root it changes nothing and stops
 * with the exact commands.
 * @param {string[]} names
 * @param {{why: {vi: string, en: string}, progress: (text: string) => void, note?: (text: string) => void, env: NodeJS.ProcessEnv, alsoGood?: string[],
 *   file?: {path: string, text: string}}} options `file` is there while apt installs, and only then; `alsoGood`:
 *   packages to name beside the others when it is a person who installs them
 */
export async function ensurePackages(names, { why, progress, note, env, alsoGood = [], file }) {
  const missing = await missingPackages(names)
  if (missing.length === 0) return
  if (!existsSync('/usr/bin/apt-get')) throw noApt(why, missing)
  const prefix = await rootPrefix()
  if (prefix === undefined) throw noRoot(why, [...missing, ...alsoGood], file)

  const execute = (command, options) => {
    const [program, ...args] = [...prefix, ...command]
    return tryRun(program, args, { env, ...options })
  }
  const apt = createApt({ execute, progress, note })
  updated ??= await apt.update()
  await apt.install(missing, { file, updated })
}

/**
 * What a person with root types to the same effect.
 * @param {{file?: {path: string, text: string}, sudo?: boolean}} [options] `sudo`: whether the machine has it
 */
export function installCommands(names, { file, sudo = true } = {}) {
  const asRoot = (line) => {
    if (!sudo) return line
    return /[>|]/.test(line) ? `sudo sh -c "${line}"` : `sudo ${line}`
  }
  const before = file
    ? [`mkdir -p ${file.path.slice(0, file.path.lastIndexOf('/'))}`, `echo '${file.text}' > ${file.path}`]
    : []
  const after = file ? [`rm -f ${file.path}`] : []
  const install = `apt-get install -y --no-install-recommends ${names.join(' ')}`
  return ['apt-get update', ...before, install, ...after].map(asRoot)
}

function noApt(why, missing) {
  return new SetupError({
    code: 'apt-missing',
    vi: `${why.vi} Máy này không có apt; hãy cài tương đương của: ${missing.join(', ')}.`,
    en: `${why.en} This machine has no apt; install what corresponds to: ${missing.join(', ')}.`,
  })
}

function noRoot(why, names, file) {
  const sudo = existsSync('/usr/bin/sudo')
  return new SetupError({
    code: 'root-needed',
    vi: `${why.vi} Cần quyền quản trị để cài gói; chưa có gì bị thay đổi. Chạy các lệnh sau${sudo ? '' : ' bằng tài khoản root'} rồi thử lại.`,
    en: `${why.en} Installing packages needs root; nothing was changed. Run these commands${sudo ? '' : ' as root'}, then try again.`,
    commands: installCommands(names, { file, sudo }),
  })
}
