import { describe, expect, it } from 'vitest'
import { FIRST_BYTES, PaperFailed, PaperFile } from './PaperFile.ts'

type Answer = { status: number; body?: Uint8Array<ArrayBuffer>; headers?: Record<string, string> } | 'broken'

/** A server that answers one request after the other as it is told. */
function setUp(...answers: Answer[]) {
  const asked: { url: string; range: string | null }[] = []
  const waits: number[] = []
  let addresses = 0
  const file = new PaperFile({
    address: () => {
      addresses += 1
      return Promise.resolve(`/paper-${addresses}`)
    },
    fetch: (url, init) => {
      asked.push({ url, range: new Headers(init.headers).get('range') })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer === undefined || answer === 'broken') return Promise.reject(new TypeError('failed to fetch'))
      const { status, body = new Uint8Array(), headers = {} } = answer
      return Promise.resolve(new Response(body, { status, headers }))
    },
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  })
  return { file, asked, waits }
}

const bytes = (...values: number[]) => new Uint8Array(values)
const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof PaperFailed ? error.trouble : String(error)),
  )

describe('A paper over a link that may fail', () => {
  it('says what it is and how large by its beginning', async () => {
    const { file, asked } = setUp({
      status: 206,
      body: bytes(1, 2, 3),
      headers: { 'content-type': 'application/pdf; charset=binary', 'content-range': 'bytes 0-2/900000' },
    })
    expect(await file.head()).toEqual({
      contentType: 'application/pdf',
      bytes: 900_000,
      data: bytes(1, 2, 3),
    })
    expect(asked).toEqual([{ url: '/paper-1', range: `bytes=0-${FIRST_BYTES - 1}` }])
  })

  it('is whole where the server gives no parts', async () => {
    const { file } = setUp({ status: 200, body: bytes(1, 2, 3, 4), headers: { 'content-type': 'image/png' } })
    expect(await file.head()).toMatchObject({ bytes: 4 })
    expect(await file.part(1, 3)).toEqual(bytes(2, 3))
  })

  it('tries a part again by a new address when the old one is over, and waits longer each time', async () => {
    const part = { status: 206, body: bytes(7) }
    const { file, asked, waits } = setUp({ status: 403 }, 'broken', { status: 503 }, part)
    expect(await file.part(10, 11)).toEqual(bytes(7))
    expect(asked.map(({ url }) => url)).toEqual(['/paper-1', '/paper-2', '/paper-3', '/paper-4'])
    expect(asked[0]?.range).toBe('bytes=10-10')
    expect(waits).toEqual([500, 1_000, 2_000])
    await file.part(20, 21)
    expect(asked.at(-1)?.url).toBe('/paper-4')
  })

  it('gives up after a while, and says whether nobody answered or somebody refused', async () => {
    const unreached = setUp('broken')
    expect(await troubleOf(unreached.file.head())).toBe('unreached')
    expect(unreached.asked).toHaveLength(4)
    expect(await troubleOf(setUp({ status: 403 }).file.head())).toBe('refused')
    expect(await troubleOf(setUp({ status: 429 }).file.head())).toBe('unreached')
  })

  it('asks for nothing more once it is closed', async () => {
    const { file, asked } = setUp('broken')
    file.close()
    expect(await troubleOf(file.head())).toBe('unreached')
    expect(asked.length).toBeLessThanOrEqual(1)
  })
})
