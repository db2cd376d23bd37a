import { describe, expect, it, onTestFinished } from 'vitest'
import { HttpReceiver } from '../../../../tests/support/notices/HttpReceiver.ts'
import { loadTexts } from '../noticeTemplates/loadTexts.ts'
import { aLetter, aSession } from '../../core/notices/testing.ts'
import { SmsSender, type SmsGateway } from './SmsSender.ts'

const NEVER = new AbortController().signal
const loaded = loadTexts('config/notices/templates.yaml', { language: 'vi', helpPhone: '' })
if (!loaded.ok) throw new Error('the templates are broken')
const { writer } = loaded
const SECRET = 'bí"mật\\của<cổng>&'
const LETTER = aLetter({ recipient: '+84912345678' })

async function aGateway(): Promise<HttpReceiver> {
  const gateway = await HttpReceiver.start()
  onTestFinished(() => gateway.close())
  return gateway
}

function aSender(url: string, changes: Partial<SmsGateway> = {}): SmsSender {
  return new SmsSender({
    gateway: {
      url,
      method: 'POST',
      contentType: 'application/json',
      headers: [],
      body: '{{"to":"{to}","text":"{text}","brand":"{brand}","key":"{secret}","id":"{id}"}}',
      brandname: 'UBND Tinh',
      secret: SECRET,
      ca: null,
      answer: { successPath: '', successPattern: null, retryPattern: null },
      phoneFormat: '84',
      unaccented: true,
      maxSegments: 2,
      timeoutMs: 2_000,
      ...changes,
    },
    writer,
    concurrency: 1,
    perMinute: 60,
  })
}

describe('An SMS', () => {
  it('is put into the gateway’s own form, escaped for it', async () => {
    const gateway = await aGateway()
    const session = aSession({ title: 'Họp "khẩn" \\ {to}' })
    expect(await aSender(gateway.url).send({ ...LETTER, session }, NEVER)).toEqual({ outcome: 'sent' })
    const sent: unknown = JSON.parse(gateway.calls[0]?.body ?? '')
    expect(sent).toEqual({
      to: '84912345678',
      text: expect.stringContaining('Hop "khan" \\ {to}'),
      brand: 'UBND Tinh',
      key: SECRET,
      id: 'notice-1',
    })
  })

  it('goes as a form, as XML, or in the address, as the gateway wants it', async () => {
    const gateway = await aGateway()
    await aSender(gateway.url, {
      contentType: 'application/x-www-form-urlencoded',
      body: 'to={to}&key={secret}',
      phoneFormat: '0',
    }).send(LETTER, NEVER)
    expect(new URLSearchParams(gateway.calls[0]?.body)).toEqual(
      new URLSearchParams({ to: '0912345678', key: SECRET }),
    )
    await aSender(gateway.url, { contentType: 'text/xml', body: '<key>{secret}</key>' }).send(LETTER, NEVER)
    expect(gateway.calls[1]?.body).toBe('<key>bí&#34;mật\\của&#60;cổng&#62;&#38;</key>')
    await aSender(`${gateway.url}/send?to={to}&text={text}`, { method: 'GET' }).send(LETTER, NEVER)
    const asked = new URL(gateway.calls[2]?.url ?? '', gateway.url)
    expect(asked.searchParams.get('to')).toBe('84912345678')
    expect(asked.searchParams.get('text')).toContain('Giao ban thang 11')
    expect(gateway.calls[2]).toMatchObject({ method: 'GET', body: '' })
  })

  it('brings the headers along that the gateway asks for, each on one line', async () => {
    const gateway = await aGateway()
    const headers = [{ name: 'Authorization', value: 'Bearer {secret}' }]
    await aSender(gateway.url, { headers, secret: 'khóa\r\nX-Evil: 1' }).send(LETTER, NEVER)
    expect(gateway.calls[0]?.headers.authorization).toBe('Bearer khaX-Evil: 1')
    expect(gateway.calls[0]?.headers['x-evil']).toBeUndefined()
  })

  it('to what is no number is not sent', async () => {
    const gateway = await aGateway()
    const result = await aSender(gateway.url).send({ ...LETTER, recipient: '113' }, NEVER)
    expect(result).toMatchObject({ outcome: 'refused' })
    expect(gateway.calls).toEqual([])
  })
})

describe('A gateway', () => {
  it.each([
    [400, 'refused'],
    [401, 'refused'],
    [302, 'refused'],
    [500, 'deferred'],
    [503, 'deferred'],
  ] as const)('that answers %i has %s it', async (status, outcome) => {
    const gateway = await aGateway()
    gateway.answers(status, 'lỗi', status === 302 ? { location: `${gateway.url}/elsewhere` } : {})
    const result = await aSender(gateway.url).send(LETTER, NEVER)
    expect(result).toMatchObject({ outcome, error: expect.stringContaining(String(status)) })
    expect(gateway.calls).toHaveLength(1)
  })

  it('that has had too much says when to come again', async () => {
    const gateway = await aGateway()
    gateway.answers(429, '', { 'retry-after': '120' })
    expect(await aSender(gateway.url).send(LETTER, NEVER)).toMatchObject({
      outcome: 'deferred',
      retryAfterMs: 120_000,
    })
  })

  it('that says in its own words whether it took the message is understood', async () => {
    const gateway = await aGateway()
    const answer = { successPath: 'data.code', successPattern: /^(0|100)$/, retryPattern: /quota/ }
    const sender = aSender(gateway.url, { answer })
    const outcomeOf = async (body: string) => {
      gateway.answers(200, body)
      return (await sender.send(LETTER, NEVER)).outcome
    }
    expect(await outcomeOf('{"data":{"code":100}}')).toBe('sent')
    expect(await outcomeOf('{"data":{"code":"0"}}')).toBe('sent')
    expect(await outcomeOf('{"data":{"code":99,"message":"số bị chặn"}}')).toBe('refused')
    expect(await outcomeOf('{"data":{"code":42,"message":"quota exceeded"}}')).toBe('deferred')
    // Taken, and answered by what is not the gateway's: nobody knows.
    expect(await outcomeOf('<html>Bảo trì</html>')).toBe('unknown')
    expect(await outcomeOf('{"data":null}')).toBe('unknown')
  })

  it('that hangs up, or takes too long, may have taken the message', async () => {
    const gateway = await aGateway()
    gateway.answer = (_call, response) => void response.destroy()
    expect(await aSender(gateway.url).send(LETTER, NEVER)).toMatchObject({ outcome: 'unknown' })
    gateway.answer = () => undefined
    const slow = await aSender(gateway.url, { timeoutMs: 100 }).send(LETTER, NEVER)
    expect(slow).toEqual({ outcome: 'unknown', error: 'timeout' })
  })

  it('that is not there, or that nobody knows, is tried again', async () => {
    const gateway = await HttpReceiver.start()
    const { url } = gateway
    await gateway.close()
    expect(await aSender(url).send(LETTER, NEVER)).toEqual({
      outcome: 'deferred',
      error: 'ECONNREFUSED',
      retryAfterMs: null,
    })
    expect(await aSender('http://gateway.invalid/').send(LETTER, NEVER)).toMatchObject({
      outcome: 'deferred',
    })
  })

  it('that repeats secret and number in its answer has neither shown to anybody', async () => {
    const gateway = await aGateway()
    gateway.answer = (call, response) => void response.writeHead(400).end(`bad: ${call.body}`)
    const result = await aSender(gateway.url, { secret: 'rất-bí-mật' }).send(LETTER, NEVER)
    expect(JSON.stringify(result)).not.toMatch(/rất-bí-mật|912345678/)
  })

  it('with a flood of words is read only so far', async () => {
    const gateway = await aGateway()
    gateway.answer = (_call, response) => {
      response.writeHead(400)
      for (let i = 0; i < 100; i++) response.write('x'.repeat(10_000))
      response.end()
    }
    const result = await aSender(gateway.url).send(LETTER, NEVER)
    expect(result).toMatchObject({ outcome: 'refused' })
    if (result.outcome === 'refused') expect(result.error.length).toBeLessThan(300)
  })

  it('is broken off when the bridge ends', async () => {
    const gateway = await aGateway()
    const ending = new AbortController()
    const asked = new Promise<void>((resolve) => {
      gateway.answer = () => resolve()
    })
    const sending = aSender(gateway.url).send(LETTER, ending.signal)
    await asked
    ending.abort()
    expect(await sending).toEqual({ outcome: 'unknown', error: 'interrupted' })
  })
})
