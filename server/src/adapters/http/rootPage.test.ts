import { X509Certificate } from 'node:crypto'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensureTls } from '../tls/index.ts'
import { aConfig, aSituation } from '../tls/testing.ts'
import { isLoopback, makeRootPage, type RootPageFacts } from './rootPage.ts'

let server: Server
let facts: RootPageFacts

beforeEach(async () => {
  const tls = await ensureTls(aConfig(), aSituation())
  facts = {
    rootPem: tls.caRootPem,
    fingerprintSha256: tls.rootFingerprintSha256,
    httpsPort: 8443,
    provinceName: 'Tỉnh <Hà Giang>',
  }
  server = createServer(makeRootPage(() => facts))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
})

afterEach(() => {
  server.close()
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  readonly text: string
}

function ask(path: string, { method = 'GET', host = '10.2.3.4:8080' } = {}): Promise<Answer> {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers: { host } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        resolve({ status: response.statusCode, headers: response.headers, body, text: body.toString() })
      })
    })
      .on('error', reject)
      .end()
  })
}

describe('the page for machines that do not trust us yet', () => {
  test('shows the fingerprint in 16 groups, the files, and the link to https at the name that was asked', async () => {
    const { status, headers, text } = await ask('/')
    const hex = facts.fingerprintSha256?.replaceAll(':', '') ?? ''
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect([...text.matchAll(/<li>([0-9A-F]{4})<\/li>/g)].map((match) => match[1]).join('')).toBe(hex)
    expect(text).toContain('href="https://10.2.3.4:8443/"')
    expect(text).toContain('href="/root.crt"')
  })

  test('fetches nothing from anywhere and runs nothing', async () => {
    const { headers, text } = await ask('/')
    expect(text).not.toMatch(/<script|<link|<img|url\(|@import|src=/)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['set-cookie']).toBeUndefined()
  })

  test('escapes what comes from the directory', async () => {
    const { text } = await ask('/')
    expect(text).not.toContain('<Hà Giang>')
    expect(text).toContain('Hà Giang')
  })

  test.each(['"><script>', 'a b', 'x@y', '10.2.3.4:8080:1'])('refuses the host %j', async (host) => {
    const { status, text } = await ask('/', { host })
    expect(status).toBe(400)
    expect(text).not.toContain('script')
  })

  test('writes addresses of version 6 and the standard port as links are written', async () => {
    expect((await ask('/', { host: '[fd00::2]:8080' })).text).toContain('href="https://[fd00::2]:8443/"')
    facts = { ...facts, httpsPort: 443 }
    expect((await ask('/', { host: 'cau.example' })).text).toContain('href="https://cau.example/"')
  })

  test('shows only the link when the certificate was given', async () => {
    facts = { ...facts, rootPem: null, fingerprintSha256: null }
    const { text } = await ask('/')
    expect(text).toContain('https://10.2.3.4:8443/')
    expect(text).not.toContain('root.crt')
    expect((await ask('/root.crt')).status).toBe(404)
  })
})

describe('the root as a file', () => {
  test('binary for Windows', async () => {
    const { headers, body } = await ask('/root.crt')
    expect(headers['content-type']).toBe('application/x-x509-ca-cert')
    expect(headers['content-disposition']).toBe('attachment; filename="diem-cau-root.crt"')
    expect(new X509Certificate(body).fingerprint256).toBe(facts.fingerprintSha256)
  })

  test('text for Debian', async () => {
    const { text } = await ask('/root.pem')
    expect(new X509Certificate(text).fingerprint256).toBe(facts.fingerprintSha256)
    expect(text).not.toContain('PRIVATE KEY')
  })
})

describe('nothing else', () => {
  test.each([
    '/index.html',
    '/api/bridge',
    '/socket.io/',
    '/root.key',
    '/..%2froot.pem',
    '/console',
    '//evil.example/',
  ])('%s is not found, and not redirected', async (path) => {
    const { status, headers } = await ask(path)
    expect(status).toBe(404)
    expect(headers.location).toBeUndefined()
  })

  test('only reading is allowed', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
    const head = await ask('/', { method: 'HEAD' })
    expect([head.status, head.body.length]).toEqual([200, 0])
  })

  test('a target that is no address of ours does not bring the server down', async () => {
    expect((await ask('http://[bad', { host: 'a' })).status).toBe(404)
    expect((await ask('/')).status).toBe(200)
  })
})

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.127.0.1', false],
  ['::ffff:10.0.0.1', false],
  [undefined, false],
])('%s is loopback: %s', (remoteAddress, expected) => {
  expect(isLoopback({ remoteAddress })).toBe(expected)
})
