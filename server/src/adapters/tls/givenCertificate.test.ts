import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ensureTls, renewTls } from './ensureTls.ts'
import { aConfig, aGivenCertificate, aSituation, inDays, refusalOf } from './testing.ts'

test('a given certificate serves, with its chain, and no root is offered', async () => {
  const { certificateFile, keyFile, rootPem } = await aGivenCertificate(Date.now())
  const tls = await ensureTls(
    aConfig({ certificateFile, keyFile, names: ['cau.example'] }),
    aSituation({ now: Date.now() }),
  )
  expect(tls).toMatchObject({
    names: ['cau.example'],
    caRootPem: null,
    rootFingerprintSha256: null,
    renewed: null,
    warnings: [],
  })
  expect(tls.chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  expect(await refusalOf({ key: tls.key, cert: tls.chain }, rootPem, 'cau.example')).toBeNull()
})

describe('what a browser would find wrong is found at the start', () => {
  test('files that are not there', async () => {
    const { certificateFile, keyFile } = await aGivenCertificate()
    await expect(
      ensureTls(aConfig({ certificateFile: `${certificateFile}x`, keyFile }), aSituation()),
    ).rejects.toMatchObject({ code: 'certificate_unreadable' })
    await expect(
      ensureTls(aConfig({ certificateFile, keyFile: `${keyFile}x` }), aSituation()),
    ).rejects.toMatchObject({ code: 'key_unreadable' })
  })

  test('files that hold something else', async () => {
    expect(await codeOf(({ certificateFile }) => writeFileSync(certificateFile, 'hello'))).toBe(
      'certificate_broken',
    )
    expect(await codeOf(({ keyFile }) => writeFileSync(keyFile, 'hello'))).toBe('key_broken')
    expect(
      await codeOf(({ certificateFile }) => {
        writeFileSync(certificateFile, readFileSync(certificateFile, 'utf8').replace(/M/g, 'N'))
      }),
    ).toBe('certificate_broken')
  })

  test('the key of another certificate', async () => {
    expect(await codeOf(({ keyFile, rootKeyPem }) => writeFileSync(keyFile, rootKeyPem))).toBe(
      'key_does_not_match',
    )
  })

  test('a key with a password', async () => {
    expect(await codeOf(lock)).toBe('key_broken')
  })

  test('a chain in the wrong order', async () => {
    const other = await aGivenCertificate()
    const append = ({ certificateFile }: { certificateFile: string }) => {
      writeFileSync(certificateFile, readFileSync(certificateFile, 'utf8') + other.rootPem)
    }
    expect(await codeOf(append)).toBe('chain_broken')
  })

  test('a certificate out of its time', async () => {
    expect(await codeOf(() => undefined, inDays(397))).toBe('certificate_expired')
    expect(await codeOf(() => undefined, inDays(-2))).toBe('certificate_not_yet_valid')
  })
})

test('30 days before the end a warning is given, not earlier', async () => {
  const { certificateFile, keyFile } = await aGivenCertificate()
  const config = aConfig({ certificateFile, keyFile })
  expect((await ensureTls(config, aSituation({ now: inDays(366) }))).warnings).toEqual([])
  expect((await ensureTls(config, aSituation({ now: inDays(367) }))).warnings).toMatchObject([
    { code: 'expires_soon' },
  ])
})

test('a name that the certificate does not hold is a warning', async () => {
  const { certificateFile, keyFile } = await aGivenCertificate()
  const config = aConfig({ certificateFile, keyFile, names: ['cau.example', 'other.example', '10.0.0.1'] })
  const { warnings } = await ensureTls(config, aSituation())
  expect(warnings.map(({ code }) => code)).toEqual(['name_not_in_certificate', 'name_not_in_certificate'])
})

test('a replaced file is noticed by the daily check', async () => {
  const given = await aGivenCertificate()
  const config = aConfig({ certificateFile: given.certificateFile, keyFile: given.keyFile })
  const current = await ensureTls(config, aSituation())
  expect(await renewTls(current, config, aSituation())).toBeNull()
  const next = await aGivenCertificate(inDays(1))
  writeFileSync(given.certificateFile, readFileSync(next.certificateFile))
  writeFileSync(given.keyFile, readFileSync(next.keyFile))
  expect((await renewTls(current, config, aSituation({ now: inDays(2) })))?.renewed).toBe('file_changed')
})

async function codeOf(
  change: (files: Awaited<ReturnType<typeof aGivenCertificate>>) => void,
  now = inDays(0),
) {
  const given = await aGivenCertificate()
  change(given)
  const { certificateFile, keyFile } = given
  const outcome = ensureTls(aConfig({ certificateFile, keyFile }), aSituation({ now }))
  return outcome.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
}

function lock({ keyFile }: { readonly keyFile: string }): void {
  const key = createPrivateKey(readFileSync(keyFile))
  writeFileSync(keyFile, key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }))
}
