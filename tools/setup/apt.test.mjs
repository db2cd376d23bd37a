import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aptFault, complaints, createApt, withFile } from './apt.mjs'

const LOCKED = `Reading package lists...
E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4711 (apt-get)
E: Unable to lock directory /var/lib/apt/lists/`
const NO_NETWORK = `Err:1 http://deb.debian.org/debian bookworm InRelease
  Temporary failure resolving 'deb.debian.org'
Reading package lists...
W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'
W: Some index files failed to download. They have been ignored, or old ones used instead.`
const OUTDATED = `Err:1 http://deb.debian.org/debian bookworm/main amd64 chromium amd64 1.0
  404  Not Found [IP: 192.0.2.1 80]
E: Failed to fetch http://deb.debian.org/debian/pool/chromium_1.0_amd64.deb  404  Not Found [IP: 192.0.2.1 80]
E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?`
const UNKNOWN = 'E: Unable to locate package chromium'

describe('what apt complains of', () => {
  it.each([
    ['another apt at work', LOCKED, { kind: 'locked', holder: '4711 (apt-get)' }],
    [
      'another dpkg at work',
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 12',
      { kind: 'locked', holder: '12' },
    ],
    ['a mirror that does not answer', NO_NETWORK, { kind: 'unreachable' }],
    ['a package that the mirror no longer has', OUTDATED, { kind: 'unreachable' }],
    ['a package nobody knows', UNKNOWN, { kind: 'unknown-package' }],
    [
      'a package without a candidate',
      "E: Package 'chromium' has no installation candidate",
      { kind: 'unknown-package' },
    ],
    [
      'a full disk',
      "E: You don't have enough free space in /var/cache/apt/archives/.",
      { kind: 'disk-full' },
    ],
    ['a broken package', 'E: Sub-process /usr/bin/dpkg returned an error code (1)', { kind: 'other' }],
  ])('is recognised: %s', (_, output, fault) => {
    expect(aptFault(output)).toEqual(fault)
  })
  it('is told in its own lines, each once', () => {
    expect(complaints(`${UNKNOWN}\nReading package lists...\n${UNKNOWN}\n${NO_NETWORK}`).split('\n')).toEqual(
      [
        UNKNOWN,
        'Err:1 http://deb.debian.org/debian bookworm InRelease',
        "  Temporary failure resolving 'deb.debian.org'",
        expect.stringContaining('W: Failed to fetch'),
        expect.stringContaining('W: Some index files failed'),
      ],
    )
  })
})

/** An apt that answers the given results one after the other. */
function fakeApt(results, options = {}) {
  const ran = []
  const said = []
  const execute = async (command, { mustFinish = false }) => {
    ran.push({ shell: command.at(-1), mustFinish })
    const { code = 0, output = '' } = results.shift() ?? {}
    return { code, output, tail: output }
  }
  const apt = createApt({ execute, progress: (text) => said.push(text), pollMs: 0, ...options })
  return { apt, ran, said }
}

describe('apt-get', () => {
  it('fetches first, which may be interrupted, then installs, which may not', async () => {
    const { apt, ran } = fakeApt([])
    await apt.install(['chromium', 'postgresql'], { updated: '' })
    const install = 'apt-get -q install -y --no-install-recommends chromium postgresql'
    expect(ran[0]).toEqual({ shell: `${install} --download-only`, mustFinish: false })
    expect(ran[1].mustFinish).toBe(true)
    expect(ran[1].shell.split('\n').at(-1)).toBe(install)
    expect(ran).toHaveLength(2)
  })
  it('waits for another apt and says for which', async () => {
    const { apt, ran, said } = fakeApt([
      { code: 100, output: LOCKED },
      { code: 100, output: LOCKED },
    ])
    expect(await apt.update()).toBe('')
    expect(ran).toHaveLength(3)
    expect(said.filter((text) => text.includes('4711 (apt-get)'))).toHaveLength(1)
  })
  it('does not wait for ever', async () => {
    const { apt } = fakeApt([{ code: 100, output: LOCKED }], { lockWaitMs: 0 })
    await expect(apt.update()).rejects.toMatchObject({
      code: 'apt-locked',
      detail: expect.stringContaining('4711'),
    })
  })
  it('goes on when a source is silent: the others may have what is wanted', async () => {
    const { apt } = fakeApt([{ code: 100, output: NO_NETWORK }])
    const updated = await apt.update()
    expect(updated).toContain('Temporary failure resolving')
    await expect(apt.install(['chromium'], { updated })).resolves.toBeUndefined()
  })
  it('names the silent source as the cause when a package is not known then', async () => {
    const { apt } = fakeApt([{ code: 100, output: UNKNOWN }])
    await expect(apt.install(['chromium'], { updated: complaints(NO_NETWORK) })).rejects.toMatchObject({
      code: 'apt-unreachable',
      detail: expect.stringMatching(/Temporary failure[^]*Unable to locate/),
    })
  })
  it.each([
    ['package-unknown', UNKNOWN],
    ['apt-unreachable', OUTDATED],
    ['disk-full', 'dpkg: error processing archive: No space left on device'],
    ['apt-failed', 'E: Sub-process /usr/bin/dpkg returned an error code (1)'],
  ])('stops with %s', async (code, output) => {
    const { apt } = fakeApt([{}, { code: 100, output }])
    await expect(apt.install(['p'], { updated: '' })).rejects.toMatchObject({ code })
  })
  it('mends what was cut off once, instead of stopping at it', async () => {
    const output =
      "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem."
    const { apt, ran } = fakeApt([{ code: 100, output }])
    await apt.install(['p'], { updated: '' })
    expect(ran[1].shell).toContain('dpkg --configure -a')
  })
})

describe('a file that is there only while a command runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'with-file-'))
  const path = join(folder, 'conf.d', 'no-cluster.conf')
  const script = (command) => withFile({ path, text: 'create_main_cluster = false' }, command)

  it('is there, and is gone', () => {
    expect(execFileSync('sh', ['-ec', script(`cat ${path}`)], { encoding: 'utf8' })).toBe(
      'create_main_cluster = false\n',
    )
    expect(existsSync(path)).toBe(false)
  })
  it('is gone after a failure and after a signal, too', () => {
    expect(spawnSync('sh', ['-ec', script('exit 7')]).status).toBe(7)
    expect(existsSync(path)).toBe(false)
    expect(spawnSync('sh', ['-ec', script('kill -TERM $$')]).status).toBe(143)
    expect(existsSync(path)).toBe(false)
    rmSync(folder, { recursive: true })
  })
})
