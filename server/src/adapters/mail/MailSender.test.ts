import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MailServer } from '../../../../tests/support/notices/MailServer.ts'
import { loadTexts } from '../noticeTemplates/loadTexts.ts'
import { aLetter, aSession } from '../../core/notices/testing.ts'
import { MailSender, type MailOptions } from './MailSender.ts'

const NEVER = new AbortController().signal
const loaded = loadTexts('config/notices/templates.yaml', { language: 'vi', helpPhone: '' })
if (!loaded.ok) throw new Error('the templates are broken')
const { writer } = loaded

async function aServer(options?: Parameters<typeof MailServer.start>[0]): Promise<MailServer> {
  const server = await MailServer.start(options)
  onTestFinished(() => server.close())
  return server
}

function aSender(port: number, server: Partial<MailOptions['server']> = {}, timeoutMs = 5_000): MailSender {
  return new MailSender({
    server: { host: '127.0.0.1', port, security: 'none', ca: null, login: null, timeoutMs, ...server },
    from: { address: 'hop@example.invalid', name: 'Điểm Cầu' },
    writer,
    concurrency: 1,
    perMinute: 60,
    clock: () => 1_800_000_000_000,
  })
}

/** The headers of a message, each on one line. */
const headersOf = (raw: string): string[] =>
  (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')

describe('An invitation by mail', () => {
  it('has text, HTML, the calendar entry as a part and as a file, and an id of its own', async () => {
    const server = await aServer()
    expect(await aSender(server.port).send(aLetter(), NEVER)).toEqual({ outcome: 'sent' })
    const [mail] = server.received
    expect(mail?.to).toEqual(['lungcu@example.invalid'])
    expect(mail?.raw).toContain('multipart/alternative')
    expect(mail?.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/)
    expect(mail?.raw).toMatch(/Content-Disposition: attachment; filename=giay-moi\.ics/)
    const headers = headersOf(mail?.raw ?? '')
    expect(headers).toContain('Message-ID: <notice-1@diem-cau.example.invalid>')
    expect(headers).toContain('Auto-Submitted: auto-generated')
  })

  it('lets no name, title or reason add a header or a recipient', async () => {
    const server = await aServer()
    const evil = 'x\r\nBcc: everybody@example.invalid\r\n\r\nbody'
    const session = aSession({ title: evil })
    const letter = aLetter({ session, recipientName: evil, kind: 'cancellation', reason: evil })
    await aSender(server.port).send(letter, NEVER)
    const [mail] = server.received
    expect(mail?.to).toEqual(['lungcu@example.invalid'])
    expect(headersOf(mail?.raw ?? '').filter((line) => /^bcc:/i.test(line))).toEqual([])
  })

  it('that is urgent says so to the mailbox', async () => {
    const server = await aServer()
    await aSender(server.port).send(aLetter({ kind: 'urgent', reason: 'Vỡ đập' }), NEVER)
    expect(headersOf(server.received[0]?.raw ?? '')).toContain('Importance: High')
  })
})

describe('A mail server', () => {
  it.each([
    [550, 'refused'],
    [553, 'refused'],
    [451, 'deferred'],
    [421, 'deferred'],
  ] as const)('that answers a recipient with %i has %s it', async (code, outcome) => {
    const server = await aServer()
    server.onRecipient = () => ({ code, text: 'mailbox says no' })
    const result = await aSender(server.port).send(aLetter(), NEVER)
    expect(result).toMatchObject({ outcome, error: expect.stringContaining(String(code)) })
  })

  it.each([
    [554, 'refused'],
    [452, 'deferred'],
  ] as const)('that answers the whole message with %i has %s it', async (code, outcome) => {
    const server = await aServer()
    server.onMessage = () => Promise.resolve({ code, text: 'no' })
    expect(await aSender(server.port).send(aLetter(), NEVER)).toMatchObject({ outcome })
  })

  it('that hangs up before it has the message has surely not taken it', async () => {
    const port = await listen((socket) => {
      socket.write('220 x\r\n')
      socket.once('data', () => socket.destroy())
    })
    expect(await aSender(port).send(aLetter(), NEVER)).toMatchObject({ outcome: 'deferred' })
  })

  it('that hangs up once it has the message leaves it uncertain', async () => {
    const server = await aServer()
    server.onMessage = async () => {
      await server.close()
      throw new Error('gone')
    }
    const hangUp = await listen((socket) => {
      let isInData = false
      socket.write('220 x\r\n')
      socket.on('data', (chunk: Buffer) => {
        const said = chunk.toString()
        if (isInData) {
          if (said.endsWith('\r\n.\r\n')) socket.destroy()
        } else if (said.startsWith('DATA')) {
          isInData = true
          socket.write('354 go\r\n')
        } else socket.write('250 ok\r\n')
      })
    })
    expect(await aSender(hangUp).send(aLetter(), NEVER)).toMatchObject({ outcome: 'unknown' })
  })

  it('that says nothing is given up after a while', async () => {
    const port = await listen(() => undefined)
    expect(await aSender(port, {}, 200).send(aLetter(), NEVER)).toMatchObject({ outcome: 'deferred' })
  })

  it('that is not there is tried again', async () => {
    const server = await MailServer.start()
    const { port } = server
    await server.close()
    expect(await aSender(port).send(aLetter(), NEVER)).toMatchObject({ outcome: 'deferred' })
    const nowhere = await aSender(25, { host: 'mail.invalid' }).send(aLetter(), NEVER)
    expect(nowhere).toMatchObject({ outcome: 'deferred' })
  })

  it('that does not let the bridge in is tried again, and never told the password in an error', async () => {
    const server = await aServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    })
    const login = { user: 'hop', password: 'mật-khẩu' }
    const result = await aSender(server.port, { login }).send(aLetter(), NEVER)
    expect(result).toMatchObject({ outcome: 'deferred' })
    expect(JSON.stringify(result)).not.toContain('mật-khẩu')
  })

  it('without encryption gets nothing where that is required', async () => {
    const server = await aServer()
    const result = await aSender(server.port, { security: 'starttls' }).send(aLetter(), NEVER)
    expect(result).toMatchObject({ outcome: 'deferred' })
    expect(server.received).toEqual([])
  })

  it('is broken off when the bridge ends', async () => {
    const port = await listen((socket) => void socket.write('220 x\r\n'))
    const ending = new AbortController()
    const sending = aSender(port).send(aLetter(), ending.signal)
    ending.abort()
    expect(await sending).toMatchObject({ outcome: 'deferred' })
  })
})

/** A server that speaks exactly as it is told. */
async function listen(speak: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    speak(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
