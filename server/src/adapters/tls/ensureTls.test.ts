import { X509Certificate } from 'node:crypto'
import { readFileSync, readdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRoot, makeServerCertificate } from './certificates.ts'
import { ensureTls, renewTls, type TlsConfig } from './ensureTls.ts'
import { writeKeyed } from './keyedFile.ts'
import { tlsFiles } from './localAuthority.ts'
import { permittedNames } from './nameConstraints.ts'
import { aConfig, aSituation, inDays, NOW, refusalOf } from './testing.ts'

const files = (config: TlsConfig) => tlsFiles(config.data.directory)

describe('the first start', () => {
  test('makes a root and a certificate that a client with the root accepts', async () => {
    const tls = await ensureTls(
      aConfig({ names: ['cau.tinh.example', '203.0.113.9'] }),
      aSituation({ now: Date.now() }),
    )
    const server = { key: tls.key, cert: tls.chain }
    for (const name of ['localhost', '127.0.0.1', 'bridge', '10.2.3.4', 'cau.tinh.example', '203.0.113.9']) {
      expect(await refusalOf(server, tls.caRootPem ?? '', name), name).toBeNull()
    }
    expect(await refusalOf(server, tls.caRootPem ?? '', 'other.example')).not.toBeNull()
    expect(tls).toMatchObject({ renewed: 'first_start', warnings: [] })
  })

  test('the root lasts ten years, the certificate 397 days, and both are what browsers ask for', async () => {
    const tls = await ensureTls(aConfig(), aSituation())
    const root = new X509Certificate(tls.caRootPem ?? '')
    const leaf = new X509Certificate(tls.cert)
    expect(root.ca).toBe(true)
    expect(leaf.ca).toBe(false)
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(leaf.checkIssued(root) && leaf.verify(root.publicKey)).toBe(true)
    expect((leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / 86_400_000).toBe(397)
    expect(root.validToDate.getUTCFullYear()).toBe(2036)
    expect(tls.expiresAt).toBe(leaf.validToDate.getTime())
    expect(tls.rootFingerprintSha256).toBe(root.fingerprint256)
    expect(tls.names).toEqual(['localhost', '127.0.0.1', '::1', 'bridge', '10.2.3.4'])
  })

  test('the root cannot vouch for the rest of the world, even in the hands of a thief', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation({ now: Date.now() }))
    const [keyPem, certificatePem] = splitPem(readFileSync(files(config).authority, 'utf8'))
    const forge = async (name: string) => {
      const made = await makeServerCertificate({ keyPem, certificatePem }, [name], Date.now())
      return refusalOf({ key: made.keyPem, cert: made.certificatePem }, certificatePem, name)
    }
    expect(await forge('10.200.0.1')).toBeNull()
    // Node has no name of its own for OpenSSL's "permitted subtree violation".
    for (const name of ['www.example.com', '8.8.8.8']) expect(await forge(name), name).toBe('UNSPECIFIED')
  })

  test('keeps the keys to its owner, and leaves nothing half written behind', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    const folder = join(config.data.directory, 'tls')
    expect(readdirSync(folder).toSorted()).toEqual(['authority.pem', 'server.pem'])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(files(config).authority).mode & 0o777).toBe(0o600)
    expect(statSync(files(config).server).mode & 0o777).toBe(0o600)
  })
})

describe('the next start', () => {
  test('changes nothing while the certificate serves', async () => {
    const config = aConfig()
    const first = await ensureTls(config, aSituation())
    const next = await ensureTls(config, aSituation({ now: inDays(300) }))
    expect(next).toEqual({ ...first, renewed: null })
  })

  test.each([
    ['60 days before its end', { now: inDays(337) }, 'expires_soon'],
    ['after its end', { now: inDays(800) }, 'expires_soon'],
    ['when the machine has a new address', { addresses: ['10.2.3.4', '10.9.9.9'] }, 'names_changed'],
    [
      'when the machine has a new name that the root permits',
      { hostname: 'bridge2.bridge' },
      'names_changed',
    ],
  ])('renews the certificate %s, under the same root', async (_, change, reason) => {
    const config = aConfig()
    const first = await ensureTls(config, aSituation())
    const next = await ensureTls(config, aSituation(change))
    expect(next.renewed).toBe(reason)
    expect(next.cert).not.toBe(first.cert)
    expect(next.caRootPem).toBe(first.caRootPem)
    expect((await ensureTls(config, aSituation(change))).renewed).toBeNull()
  })

  test('keeps a certificate that holds more addresses than the machine has now', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    expect((await ensureTls(config, aSituation({ addresses: ['127.0.0.1'] }))).renewed).toBeNull()
  })

  test('leaves out an address that the root may not vouch for, and says so', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    const next = await ensureTls(config, aSituation({ addresses: ['10.2.3.4', '203.0.113.7'] }))
    expect(next.names).not.toContain('203.0.113.7')
    expect(next.warnings).toMatchObject([
      { code: 'name_left_out', reason: { en: expect.stringContaining('203.0.113.7') } },
    ])
  })

  test('refuses a configured name that the root may not vouch for', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    const renamed = { ...config, tls: { ...config.tls, names: ['new.example'] } }
    await expect(ensureTls(renamed, aSituation())).rejects.toMatchObject({ code: 'name_not_permitted' })
  })
})

describe('files that are damaged or missing', () => {
  test('a damaged root is an error wherever it is cut, and stays as it is', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    const whole = readFileSync(files(config).authority, 'utf8')
    for (const length of [0, 10, 200, Math.floor(whole.length / 2), whole.length - 40]) {
      writeFileSync(files(config).authority, whole.slice(0, length))
      await expect(ensureTls(config, aSituation())).rejects.toMatchObject({ code: 'authority_broken' })
      expect(readFileSync(files(config).authority, 'utf8')).toBe(whole.slice(0, length))
    }
  })

  test('a root with the key of another is an error', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    const [, certificatePem] = splitPem(readFileSync(files(config).authority, 'utf8'))
    const other = await makeRoot(permittedNames([]), NOW)
    writeFileSync(files(config).authority, writeKeyed({ keyPem: other.keyPem, certificatePem }))
    await expect(ensureTls(config, aSituation())).rejects.toMatchObject({ code: 'authority_broken' })
  })

  test('a missing root beside its certificate is an error, and no new one is made', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    unlinkSync(files(config).authority)
    await expect(ensureTls(config, aSituation())).rejects.toMatchObject({ code: 'authority_missing' })
    expect(readdirSync(join(config.data.directory, 'tls'))).toEqual(['server.pem'])
  })

  test.each([
    ['damaged', 'damaged', (): Promise<string> => Promise.resolve('half of a certif')],
    [
      'of another authority',
      'other_authority',
      async () =>
        writeKeyed(await makeServerCertificate(await makeRoot(permittedNames([]), NOW), ['localhost'], NOW)),
    ],
  ] as const)('a server certificate that is %s is made anew under the same root', async (_, reason, text) => {
    const config = aConfig()
    const first = await ensureTls(config, aSituation())
    writeFileSync(files(config).server, await text())
    const next = await ensureTls(config, aSituation())
    expect(next.renewed).toBe(reason)
    expect(next.caRootPem).toBe(first.caRootPem)
  })

  test('a folder that cannot be written is an error in plain words', async () => {
    const config = aConfig()
    writeFileSync(join(config.data.directory, 'tls'), '')
    await expect(ensureTls(config, aSituation())).rejects.toMatchObject({ code: 'file_unreadable' })
  })
})

describe('the clock', () => {
  test('of a machine whose battery is flat makes no certificates', async () => {
    const config = aConfig()
    await expect(ensureTls(config, aSituation({ now: 0 }))).rejects.toMatchObject({ code: 'clock_wrong' })
    expect(readdirSync(config.data.directory)).toEqual([])
  })

  test('that went back before the root was made is an error', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    await expect(ensureTls(config, aSituation({ now: inDays(-10) }))).rejects.toMatchObject({
      code: 'clock_wrong',
    })
  })

  test('near the end of the root warns, and does not renew every day', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    const late = await ensureTls(config, aSituation({ now: inDays(3_620) }))
    expect(late.renewed).toBe('expires_soon')
    expect(late.expiresAt).toBe(new X509Certificate(late.caRootPem ?? '').validToDate.getTime())
    const later = await ensureTls(config, aSituation({ now: inDays(3_621) }))
    expect(later.renewed).toBeNull()
    expect(later.warnings).toMatchObject([{ code: 'root_expires_soon' }])
  })

  test('after the end of the root is an error', async () => {
    const config = aConfig()
    await ensureTls(config, aSituation())
    await expect(ensureTls(config, aSituation({ now: inDays(3_700) }))).rejects.toMatchObject({
      code: 'authority_expired',
    })
  })
})

test('the daily check tells only of a new certificate', async () => {
  const config = aConfig()
  const current = await ensureTls(config, aSituation())
  expect(await renewTls(current, config, aSituation({ now: inDays(1) }))).toBeNull()
  const next = await renewTls(current, config, aSituation({ now: inDays(340) }))
  expect(next?.renewed).toBe('expires_soon')
})

function splitPem(text: string): [string, string] {
  const at = text.indexOf('-----BEGIN CERTIFICATE')
  return [text.slice(0, at), text.slice(at)]
}
