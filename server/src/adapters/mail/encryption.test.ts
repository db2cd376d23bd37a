import { describe, expect, it, onTestFinished } from 'vitest'
import { MailServer } from '../../../../tests/support/notices/MailServer.ts'
import { makeRoot, makeServerCertificate } from '../tls/certificates.ts'
import { permittedNames } from '../tls/nameConstraints.ts'
import { deliver, type SmtpServer } from './deliver.ts'

/* A mail server on a closed network: its certificate is of an authority that only the province knows. */

const NAMES = ['127.0.0.1']
const NEVER = new AbortController().signal
const ENVELOPE = { from: 'hop@example.invalid', to: 'tu@example.invalid' }
const MESSAGE = Buffer.from('Subject: x\r\n\r\nx\r\n')

async function aServer(secure: boolean) {
  const root = await makeRoot(permittedNames(NAMES), Date.now())
  const leaf = await makeServerCertificate(root, NAMES, Date.now())
  const seen: { user: string; secure: boolean }[] = []
  const server = await MailServer.start({
    secure,
    key: leaf.keyPem,
    cert: leaf.certificatePem,
    authOptional: false,
    onAuth: ({ username, password }, session, done) => {
      seen.push({ user: username ?? '', secure: session.secure })
      if (password === 'mật khẩu') done(null, { user: username ?? '' })
      else done(new Error('wrong'))
    },
  })
  onTestFinished(() => server.close())
  const to = (security: SmtpServer['security'], ca: string | null, password = 'mật khẩu'): SmtpServer => ({
    host: '127.0.0.1',
    port: server.port,
    security,
    ca,
    login: { user: 'hop', password },
    timeoutMs: 5_000,
  })
  return { server, seen, to, rootPem: root.certificatePem }
}

describe('A mail server with an authority of its own', () => {
  it.each([
    ['tls', true],
    ['starttls', false],
  ] as const)(
    'is trusted by its root, over %s, and given the login only when encrypted',
    async (security, secure) => {
      const { server, seen, to, rootPem } = await aServer(secure)
      expect(await deliver(to(security, rootPem), ENVELOPE, MESSAGE, NEVER)).toEqual({ outcome: 'sent' })
      expect(server.received).toHaveLength(1)
      expect(seen).toEqual([{ user: 'hop', secure: true }])
    },
  )

  it('gets nothing, the password least of all, from who does not know that root', async () => {
    const { server, seen, to } = await aServer(false)
    expect(await deliver(to('starttls', null), ENVELOPE, MESSAGE, NEVER)).toMatchObject({
      outcome: 'deferred',
    })
    expect(server.received).toEqual([])
    expect(seen).toEqual([])
  })

  it('that refuses the login is tried again, for somebody will mend the setting', async () => {
    const { to, rootPem } = await aServer(true)
    const result = await deliver(to('tls', rootPem, 'sai'), ENVELOPE, MESSAGE, NEVER)
    expect(result).toMatchObject({ outcome: 'deferred' })
  })
})
