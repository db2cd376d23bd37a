import { createHmac } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HttpReceiver } from '../../../../tests/support/notices/HttpReceiver.ts'
import { aLetter } from '../../core/notices/testing.ts'
import { loadTexts } from '../noticeTemplates/loadTexts.ts'
import { retryAfterMs } from './exchange.ts'
import { WebhookSender } from './WebhookSender.ts'

const NEVER = new AbortController().signal
const NOW = 1_800_000_000_000
const SECRET = 'khóa ký'
const loaded = loadTexts('config/notices/templates.yaml', { language: 'vi', helpPhone: '' })
if (!loaded.ok) throw new Error('the templates are broken')
const { writer } = loaded
const LETTER = aLetter({ recipient: 'zalo' })

async function aReceiver() {
  const receiver = await HttpReceiver.start()
  onTestFinished(() => receiver.close())
  const sender = new WebhookSender({
    endpoints: [{ name: 'zalo', url: new URL(`${receiver.url}/notices`), secret: SECRET }],
    ca: null,
    writer,
    mayRepeat: true,
    perMinute: 60,
    timeoutMs: 2_000,
    clock: () => NOW,
  })
  return { receiver, sender }
}

describe('A webhook', () => {
  it('is signed so that its receiver can trust it, and has an id by which it is known again', async () => {
    const { receiver, sender } = await aReceiver()
    expect(await sender.send(LETTER, NEVER)).toEqual({ outcome: 'sent' })
    const [call] = receiver.calls
    if (call === undefined) throw new Error('nothing came')
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = call.headers
    expect(id).toBe('notice-1')
    expect(timestamp).toBe(String(NOW / 1_000))
    const expected = createHmac('sha256', SECRET).update(`${String(id)}.${String(timestamp)}.${call.body}`)
    expect(signature).toBe(`v1,${expected.digest('base64')}`)
  })

  it('says what happened, in words and in data', async () => {
    const { receiver, sender } = await aReceiver()
    await sender.send(LETTER, NEVER)
    expect(JSON.parse(receiver.calls[0]?.body ?? '')).toMatchObject({
      type: 'session.invitation',
      subject: expect.stringContaining('Giấy mời'),
      session: {
        sessionId: 'session-1',
        version: 3,
        title: 'Giao ban tháng 11',
        hostUnit: { name: 'Huyện Đồng Văn' },
        startsAt: '2026-11-23T01:00:00.000Z',
        endsAt: '2026-11-23T02:30:00.000Z',
      },
      sites: [{ id: 'site-a', name: 'Xã Lũng Cú' }],
    })
  })

  it('goes nowhere else than to the address that is configured', async () => {
    const { receiver, sender } = await aReceiver()
    const { receiver: elsewhere } = await aReceiver()
    receiver.answers(307, '', { location: elsewhere.url })
    expect(await sender.send(LETTER, NEVER)).toMatchObject({ outcome: 'refused', error: 'HTTP 307' })
    expect(elsewhere.calls).toEqual([])
  })

  it('whose receiver was taken out of the configuration is not sent any more', async () => {
    const { sender } = await aReceiver()
    expect(await sender.send({ ...LETTER, recipient: 'former' }, NEVER)).toMatchObject({ outcome: 'refused' })
  })

  it.each([
    [410, 'refused'],
    [429, 'deferred'],
    [502, 'deferred'],
  ] as const)('that is answered by %i is %s', async (status, outcome) => {
    const { receiver, sender } = await aReceiver()
    receiver.answers(status)
    expect(await sender.send(LETTER, NEVER)).toMatchObject({ outcome })
  })
})

describe('When to come again', () => {
  it('is read in seconds and as a date; anything else says nothing', () => {
    expect(retryAfterMs('30', NOW)).toBe(30_000)
    expect(retryAfterMs(new Date(NOW + 60_000).toUTCString(), NOW)).toBe(60_000)
    expect(retryAfterMs(new Date(NOW - 60_000).toUTCString(), NOW)).toBe(0)
    expect(retryAfterMs('soon', NOW)).toBeNull()
    expect(retryAfterMs(undefined, NOW)).toBeNull()
  })
})
