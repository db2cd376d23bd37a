import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeRoot } from '../tls/certificates.ts'
import { permittedNames } from '../tls/nameConstraints.ts'
import { buildSiteKit } from './buildSiteKit.ts'

const POLICY = 'etc/chromium/policies/managed/diem-cau-policy.json'
const LOCKDOWN = 'etc/chromium/policies/managed/diem-cau-lockdown.json'
let folder: string
let installed: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'))
  installed = join(folder, 'system')
  const root = await makeRoot(permittedNames([]), Date.UTC(2026, 0, 1))
  const kit = buildSiteKit({
    origin: 'https://10.2.3.4:8443',
    rootPem: root.certificatePem,
    provinceName: 'Tỉnh thử',
  })
  for (const [name, bytes] of kit) put(join('kit', name), bytes)
})

function put(name: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
  chmodSync(join(folder, name), mode)
}

function run(script: string, ...args: string[]) {
  const path = join(folder, 'kit/linux', script)
  const { status, stdout, stderr } = spawnSync('sh', [path, ...args], {
    env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', DESTDIR: installed },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
}

/** Programs of the system, replaced: the browser ends at once, and the second one ends the script. */
function start(programs: Record<string, string>) {
  for (const [name, body] of Object.entries(programs)) put(`bin/${name}`, `#!/bin/sh\n${body}\n`, 0o755)
  chmodSync(join(folder, 'kit/linux/diem-cau-site.sh'), 0o755)
  const { status, stderr } = spawnSync(join(folder, 'kit/linux/diem-cau-site.sh'), [], {
    env: { PATH: `${folder}/bin:/nowhere`, HOME: folder, LOG: join(folder, 'log'), DISPLAY: ':9' },
    encoding: 'utf8',
    timeout: 20_000,
  })
  const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8').split('\n') : []
  return { status, stderr, log }
}

// Each starts programs of the system, which a busy machine is slow to give.
const PATIENCE = { timeout: 30_000 }

describe('install.sh', PATIENCE, () => {
  test('puts policy, root, start script and autostart in their places, and says each step', () => {
    const { status, stdout, stderr } = run('install.sh')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.match(/✓/g)).toHaveLength(4)
    expect(JSON.parse(readFileSync(join(installed, POLICY), 'utf8'))).toHaveProperty(
      'VideoCaptureAllowedUrls',
    )
    expect(statSync(join(installed, POLICY)).mode & 0o777).toBe(0o644)
    expect(statSync(join(installed, 'usr/local/bin/diem-cau-site')).mode & 0o777).toBe(0o755)
    expect(
      readFileSync(join(installed, 'usr/local/share/ca-certificates/diem-cau-root.crt'), 'utf8'),
    ).toMatch(/^-----BEGIN CERTIFICATE-----/)
    expect(readFileSync(join(installed, 'etc/xdg/autostart/diem-cau-site.desktop'), 'utf8')).toContain(
      'Exec=/usr/local/bin/diem-cau-site\n',
    )
  })

  test('locks the browser only when asked, and unlocks it again', () => {
    run('install.sh')
    expect(existsSync(join(installed, LOCKDOWN))).toBe(false)
    run('install.sh', '--lockdown')
    expect(existsSync(join(installed, LOCKDOWN))).toBe(true)
    run('install.sh')
    expect(existsSync(join(installed, LOCKDOWN))).toBe(false)
  })

  test('writes nothing when a file of the kit is missing', () => {
    rmSync(join(folder, 'kit/linux/diem-cau-site.desktop'))
    const { status, stderr } = run('install.sh')
    expect(status).toBe(1)
    expect(stderr).toContain('diem-cau-site.desktop')
    expect(filesBelow(installed)).toEqual([])
  })

  test('refuses what it does not know', () => {
    expect(run('install.sh', '--help').status).toBe(2)
  })

  test('is taken away whole', () => {
    run('install.sh', '--lockdown')
    expect(filesBelow(installed).length).toBeGreaterThan(5)
    expect(run('uninstall.sh').status).toBe(0)
    expect(filesBelow(installed)).toEqual([])
  })
})

describe('the start script', PATIENCE, () => {
  const system = {
    mkdir: '/bin/mkdir "$@"',
    sleep: 'exit 0',
    xset: 'echo "xset $*" >>"$LOG"',
  }
  const browser = 'echo "browser $*" >>"$LOG"\n[ -e "$LOG.again" ] && kill -TERM "$PPID"\n: >"$LOG.again"'

  test('opens the site full screen, opens it again, keeps the display on, and ends when it is told', () => {
    const { status, stderr, log } = start({ ...system, chromium: browser })
    expect([status, stderr]).toEqual([0, ''])
    expect(log.filter((line) => line.startsWith('browser'))).toHaveLength(2)
    expect(log).toContain('xset s off -dpms s noblank')
    const [opened = ''] = log.filter((line) => line.startsWith('browser'))
    expect(opened).toContain('--kiosk')
    expect(opened).toContain(`--user-data-dir=${folder}/.local/share/diem-cau/browser`)
    expect(opened.endsWith(' https://10.2.3.4:8443/diem-cau')).toBe(true)
  })

  test('holds off sleep where the system offers it', () => {
    const inhibit = 'echo "inhibit $*" >>"$LOG"\nwhile [ "${1#--}" != "$1" ]; do shift; done\nexec "$@"'
    const { status, log } = start({
      ...system,
      chromium: browser,
      'systemd-inhibit': inhibit,
      true: 'exit 0',
    })
    expect(status).toBe(0)
    expect(log.filter((line) => line.startsWith('inhibit --what=idle:sleep:handle-lid-switch'))).toHaveLength(
      2,
    )
    expect(log.filter((line) => line.startsWith('browser'))).toHaveLength(2)
  })

  test('goes on without it where the system refuses', () => {
    const { status, log } = start({ ...system, chromium: browser, 'systemd-inhibit': 'exit 1' })
    expect(status).toBe(0)
    expect(log.filter((line) => line.startsWith('browser'))).toHaveLength(2)
  })

  test('says what is missing when there is no browser', () => {
    const { status, stderr } = start(system)
    expect(status).toBe(1)
    expect(stderr).toContain('apt-get install chromium')
  })
})
