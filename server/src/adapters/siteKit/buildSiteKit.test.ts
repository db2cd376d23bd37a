import { X509Certificate } from 'node:crypto'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { ensureTls } from '../tls/index.ts'
import { aConfig, aSituation } from '../tls/testing.ts'
import { buildSiteKit, zipSiteKit, type SiteKit } from './buildSiteKit.ts'

const ORIGIN = 'https://10.2.3.4:8443'
let rootPem: string
let kit: SiteKit

beforeAll(async () => {
  rootPem = (await ensureTls(aConfig(), aSituation())).caRootPem ?? ''
  kit = buildSiteKit({ origin: ORIGIN, rootPem, provinceName: 'Tỉnh Hà Giang' })
})

const bytes = (name: string, of = kit) => Buffer.from(of.get(name) ?? '')
const text = (name: string, of = kit) => bytes(name, of).toString()
const parse = (name: string, of = kit): unknown => JSON.parse(text(name, of))

test('holds what a room’s PC needs, for both systems', () => {
  expect([...kit.keys()]).toEqual([
    'README.txt',
    'root.crt',
    'linux/install.sh',
    'linux/uninstall.sh',
    'linux/diem-cau-site.sh',
    'linux/diem-cau-site.desktop',
    'linux/diem-cau-policy.json',
    'linux/diem-cau-lockdown.json',
    'windows/install.cmd',
    'windows/uninstall.cmd',
    'windows/diem-cau-site.cmd',
    'windows/diem-cau-policy.reg',
  ])
})

describe('policies', () => {
  test('allow camera, microphone, sound and screens for exactly the bridge', () => {
    expect(parse('linux/diem-cau-policy.json')).toMatchObject({
      VideoCaptureAllowedUrls: [ORIGIN],
      AudioCaptureAllowedUrls: [ORIGIN],
      ScreenCaptureAllowedByOrigins: [ORIGIN],
      AutoplayAllowlist: [ORIGIN],
      CACertificates: [new X509Certificate(rootPem).raw.toString('base64')],
    })
  })

  test('name the port even where it is the usual one: a pattern without a port is any port', () => {
    const usual = buildSiteKit({ origin: 'https://cau.example', rootPem: null, provinceName: '' })
    expect(parse('linux/diem-cau-policy.json', usual)).toMatchObject({
      VideoCaptureAllowedUrls: ['https://cau.example:443'],
    })
  })

  test('that lock the browser to the bridge are apart', () => {
    expect(parse('linux/diem-cau-lockdown.json')).toMatchObject({
      URLBlocklist: ['*'],
      URLAllowlist: [ORIGIN],
    })
    expect(text('linux/diem-cau-policy.json')).not.toContain('URLBlocklist')
  })

  test('are the same for Chrome and Edge of Windows', () => {
    const registry = bytes('windows/diem-cau-policy.reg').toString('utf16le')
    for (const browser of ['Google\\Chrome', 'Microsoft\\Edge']) {
      for (const policy of ['VideoCaptureAllowedUrls', 'AudioCaptureAllowedUrls', 'AutoplayAllowlist']) {
        expect(registry).toContain(
          `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${browser}\\${policy}]\r\n"8801"="${ORIGIN}"\r\n`,
        )
      }
    }
  })
})

describe('the root', () => {
  test('is in the kit as text, which both systems install, without any key', () => {
    expect(new X509Certificate(text('root.crt')).fingerprint256).toBe(
      new X509Certificate(rootPem).fingerprint256,
    )
    for (const name of kit.keys()) expect(text(name)).not.toContain('PRIVATE KEY')
  })

  test('is to be compared before it is installed', () => {
    const groups = new X509Certificate(rootPem).fingerprint256.replaceAll(':', '').match(/.{4}/g) ?? []
    expect(text('README.txt')).toContain(groups.slice(0, 4).join('  '))
    expect(text('README.txt')).toContain(groups.slice(12).join('  '))
  })

  test('is left out with a given certificate', () => {
    const without = buildSiteKit({ origin: ORIGIN, rootPem: null, provinceName: '' })
    expect(without.has('root.crt')).toBe(false)
    expect(parse('linux/diem-cau-policy.json', without)).not.toHaveProperty('CACertificates')
    expect(text('windows/install.cmd', without)).not.toContain('certutil')
    expect(text('README.txt', without)).not.toContain('SHA-256')
  })
})

describe('files of Windows', () => {
  test.each(['windows/install.cmd', 'windows/uninstall.cmd', 'windows/diem-cau-site.cmd', 'README.txt'])(
    '%s has the line ends of Windows',
    (name) => {
      expect(text(name).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    },
  )

  test('only scripts without jumps hold accents', () => {
    for (const name of ['windows/install.cmd', 'windows/uninstall.cmd', 'windows/diem-cau-site.cmd']) {
      if (/^goto /m.test(text(name))) expect(text(name)).toMatch(/^\p{ASCII}*$/u)
    }
    expect(text('windows/diem-cau-site.cmd')).toContain('goto open')
  })

  test('blocks hold no sign that would end them early', () => {
    for (const name of ['windows/install.cmd', 'windows/uninstall.cmd']) {
      for (const line of text(name)
        .split('\r\n')
        .filter((each) => /^\s+echo/.test(each))) {
        expect(line).not.toMatch(/[()&|<>^]/)
      }
    }
  })

  test('open the site and keep it open', () => {
    expect(text('windows/diem-cau-site.cmd')).toContain(`set "URL=${ORIGIN}/diem-cau"`)
  })
})

describe('the archive', () => {
  test('holds every file, in one folder', () => {
    const unpacked = unzipSync(zipSiteKit(kit))
    for (const [name, content] of kit) {
      expect(
        Buffer.from(unpacked[`diem-cau-site-kit/${name}`] ?? []).equals(Buffer.from(content)),
        name,
      ).toBe(true)
    }
    expect(Object.keys(unpacked)).toHaveLength(kit.size)
  })

  test('marks scripts as executable, and only these', () => {
    const modes = modesOf(zipSiteKit(kit))
    expect(modes.get('diem-cau-site-kit/linux/install.sh')).toBe(0o100755)
    expect(modes.get('diem-cau-site-kit/README.txt')).toBe(0o100644)
    expect(modes.size).toBe(kit.size)
  })

  test('is the same whenever it is made', () => {
    expect(Buffer.from(zipSiteKit(kit)).equals(Buffer.from(zipSiteKit(kit)))).toBe(true)
  })
})

test('a name from the directory stays one line of text', () => {
  const odd = buildSiteKit({ origin: ORIGIN, rootPem: null, provinceName: 'Tỉnh\r\n$(id) "A"' })
  expect(text('README.txt', odd)).toContain('\r\nTỉnh $(id) "A"\r\n')
  for (const name of odd.keys()) if (name !== 'README.txt') expect(text(name, odd)).not.toContain('$(id) "A"')
})

/** Unix modes from the central directory: APPNOTE 4.3.12. */
function modesOf(zip: Uint8Array): Map<string, number> {
  const buffer = Buffer.from(zip)
  const modes = new Map<string, number>()
  const signature = Buffer.from([0x50, 0x4b, 1, 2])
  for (let at = buffer.indexOf(signature); at >= 0; at = buffer.indexOf(signature, at + 4)) {
    const nameLength = buffer.readUInt16LE(at + 28)
    modes.set(buffer.toString('utf8', at + 46, at + 46 + nameLength), buffer.readUInt32LE(at + 38) >>> 16)
  }
  return modes
}
