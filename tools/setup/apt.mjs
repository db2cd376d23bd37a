import { setTimeout as delay } from 'node:timers/promises'
import { SetupError } from './errors.mjs'

const LOCK_WAIT_MS = 5 * 60_000
const LOCK_POLL_MS = 1_000
/** apt's words are read here, so it has to speak English; and it must not ask anything. */
const ENVIRONMENT = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8']

/** A source that takes connections and sends nothing would hold `update` up for many minutes. */
const SHORT_PATIENCE = '-o Acquire::Retries=1 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15'

/**
 * What apt complained of, from what it printed.
 * @param {string} output
 * @returns {{kind: 'locked', holder: string} | {kind: 'disk-full' | 'unreachable' | 'unknown-package' | 'other'}}
 *   `holder`: the process that has the lock, as apt names it: `123 (apt-get)`, or nothing
 */
export function aptFault(output) {
  if (/^E: (Could not get lock|Unable to (lock|acquire the dpkg))/m.test(output)) {
    return { kind: 'locked', holder: /held by process (\d+(?: \([^)]*\))?)/.exec(output)?.[1] ?? '' }
  }
  if (/No space left on device|You don't have enough free space/.test(output)) return { kind: 'disk-full' }
  if (/^(E|W): (Failed to fetch|Some index files failed|Unable to fetch)/m.test(output))
    return { kind: 'unreachable' }
  if (/^E: (Unable to locate package|Package '.*' has no installation candidate)/m.test(output))
    return { kind: 'unknown-package' }
  return { kind: 'other' }
}

/** The lines of apt that say what is wrong, each once; the reason of an `Err:` is on the line after it. */
export function complaints(output) {
  const lines = output.split('\n')
  const saysWhatIsWrong = (line, index) =>
    /^(E|W|Err|dpkg: error)\b/.test(line) || (/^ {2}/.test(line) && lines[index - 1]?.startsWith('Err:'))
  return [...new Set(lines.filter(saysWhatIsWrong))].join('\n')
}

/** Shell that has a file while `command` runs, and only then, however it ends. */
export function withFile({ path, text }, command) {
  return [
    `trap 'rm -f ${path}' EXIT`,
    `trap 'exit 143' HUP INT TERM`,
    `mkdir -p ${path.slice(0, path.lastIndexOf('/'))}`,
    `echo '${text}' > ${path}`,
    command,
  ].join('\n')
}

/**
 * apt-get as root. It waits for another one (unattended upgrades) and says so; a download can be interrupted, the
 * installation itself cannot, because what dpkg leaves half done nobody but root can mend.
 * @param {{execute: (command: string[], options: {mustFinish?: boolean, onLine: (line: string) => void}) =>
 *   Promise<{code: number, output: string, tail: string}>, progress: (text: string) => void,
 *   note?: (text: string) => void, lockWaitMs?: number, pollMs?: number}} tools `execute` runs a command as root
 */
export function createApt({
  execute,
  progress,
  note = progress,
  lockWaitMs = LOCK_WAIT_MS,
  pollMs = LOCK_POLL_MS,
}) {
  const onLine = (line) => {
    if (/^(Get:|Ign:|Err:|Unpacking|Setting up|Processing)/.test(line)) progress(`apt-get: ${line}`)
  }

  /** Runs a line of shell until no other apt is in its way. */
  async function patiently(shell, options = {}) {
    const deadline = performance.now() + lockWaitMs
    let waitsFor
    for (;;) {
      const result = await execute([...ENVIRONMENT, 'sh', '-ec', shell], { ...options, onLine })
      const fault = result.code === 0 ? undefined : aptFault(result.output)
      if (fault?.kind !== 'locked') return result
      if (performance.now() >= deadline) throw locked(fault.holder, result.output)
      if (waitsFor !== fault.holder) {
        note(`Đang chờ một chương trình cài đặt khác / waiting for another apt: ${fault.holder || '?'}`)
      }
      waitsFor = fault.holder
      await delay(pollMs)
    }
  }

  return {
    /**
     * Asks for the lists of packages. A source that does not answer is no failure: the others may have all that is
     * wanted. What it said is returned for when they have not.
     */
    async update() {
      progress('apt-get update')
      return complaints((await patiently(`apt-get -q ${SHORT_PATIENCE} update`)).output)
    },
    /** @param {{file?: {path: string, text: string}, updated: string}} options `updated`: what `update` returned */
    async install(names, { file, updated }) {
      const command = `apt-get -q install -y --no-install-recommends ${names.join(' ')}`
      progress(`apt-get install ${names.join(' ')}`)
      // dpkg refuses all work until what a power cut left half done has been ended. Where it cannot, apt says why.
      const mend = '[ -z "$(ls -A /var/lib/dpkg/updates)" ] || dpkg --configure -a || true'
      const work = `${mend}\n${command}`
      const fetched = await patiently(`${command} --download-only`)
      if (fetched.code !== 0 && !/dpkg was interrupted/.test(fetched.output)) {
        throw aptFailed(names, fetched, updated)
      }
      const installed = await patiently(file ? withFile(file, work) : work, { mustFinish: true })
      if (installed.code !== 0) throw aptFailed(names, installed, updated)
    },
  }
}

function locked(holder, output) {
  return new SetupError({
    code: 'apt-locked',
    vi: `Một chương trình cài đặt khác đang giữ khóa của apt quá lâu (tiến trình ${holder || 'chưa rõ'}). Chờ nó xong rồi thử lại.`,
    en: `Another program has held apt's lock for too long (process ${holder || 'unknown'}). Try again when it is done.`,
    commands: ['sudo fuser -v /var/lib/dpkg/lock-frontend /var/lib/apt/lists/lock'],
    detail: complaints(output),
  })
}

/** @param {string} updated what `apt-get update` complained of, which is the cause when a package is then not known */
function aptFailed(names, { code, output, tail }, updated) {
  const { kind } = aptFault(output)
  const wanted = names.join(', ')
  if (kind === 'disk-full') {
    return new SetupError({
      code: 'disk-full',
      vi: `Ổ đĩa không đủ chỗ trống để cài: ${wanted}.`,
      en: `The disk has not enough room to install: ${wanted}.`,
      commands: ['df -h / /var', 'sudo apt-get clean'],
      detail: complaints(output),
    })
  }
  if (kind === 'unreachable' || (kind === 'unknown-package' && updated !== '')) {
    return new SetupError({
      code: 'apt-unreachable',
      vi: `Không lấy được gói từ kho Debian mà máy này đang dùng: ${wanted}. Hãy kiểm tra mạng, DNS, proxy và nguồn của apt rồi thử lại.`,
      en: `Packages could not be fetched from the Debian mirror that this machine uses: ${wanted}. Check the network, DNS, the proxy and the sources of apt, then try again.`,
      commands: ['grep -rE "^(deb|URIs)" /etc/apt/sources.list*', 'sudo apt-get update'],
      detail: [...new Set([...updated.split('\n'), ...complaints(output).split('\n')])]
        .filter(Boolean)
        .join('\n'),
    })
  }
  if (kind === 'unknown-package') {
    return new SetupError({
      code: 'package-unknown',
      vi: `Nguồn của apt trên máy này không có gói cần cài: ${wanted}.`,
      en: `The sources of apt on this machine do not have a package that is needed: ${wanted}.`,
      commands: ['grep -rE "^(deb|URIs)" /etc/apt/sources.list*'],
      detail: complaints(output),
    })
  }
  return new SetupError({
    code: 'apt-failed',
    vi: `apt không cài được (mã ${code}): ${wanted}.`,
    en: `apt could not install (exit code ${code}): ${wanted}.`,
    detail: complaints(output) || tail,
  })
}
