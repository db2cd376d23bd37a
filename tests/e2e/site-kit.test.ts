import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildSiteKit } from '../../server/src/adapters/siteKit/index.ts'
import { ensureTls, type ServerTls } from '../../server/src/adapters/tls/index.ts'
import { makeRoomPc, namespaceFlags, type RoomPc } from '../support/roomPc.ts'

const flags = namespaceFlags()

/** Needs a mount of its own, so that the machine's own policies stay as they are. */
describe.skipIf(flags === null)('a room’s PC with the kit, in Chromium', () => {
  let data: string
  let tls: ServerTls
  let bridge: Server
  let stranger: Server
  let pc: RoomPc

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'kit-data-'))
    const config = { data: { directory: data }, tls: { certificateFile: null, keyFile: null, names: [] } }
    tls = await ensureTls(config, { addresses: ['127.0.0.1'], hostname: null, now: Date.now() })
    bridge = await serve(tls)
    stranger = await serve(tls)
  })

  afterAll(() => {
    bridge.close()
    stranger.close()
    rmSync(data, { recursive: true, force: true })
  })

  beforeEach(() => {
    pc = makeRoomPc(flags ?? [])
  })

  afterEach(() => pc.close())

  test('refuses the bridge before it is installed', async () => {
    const page = await (await pc.openBrowser()).newPage()
    await expect(page.goto(originOf(bridge))).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  })

  test('trusts the bridge and gives it camera and microphone without a question, and nobody else', async () => {
    const output = pc.install(
      buildSiteKit({ origin: originOf(bridge), rootPem: tls.caRootPem, provinceName: 'Tỉnh thử' }),
    )
    expect(output).toContain('✓')
    const page = await (await pc.openBrowser()).newPage()

    await page.goto(originOf(bridge))
    expect(await permissions(page)).toEqual(['granted', 'granted'])
    expect(await openedTracks(page)).toEqual(['audio', 'video'])

    await page.goto(originOf(bridge, 'localhost'))
    expect(await permissions(page)).toEqual(['prompt', 'prompt'])
    await page.goto(originOf(stranger))
    expect(await permissions(page)).toEqual(['prompt', 'prompt'])
  })

  test('holds only policies that the browser knows and accepts', async () => {
    const kit = buildSiteKit({ origin: originOf(bridge), rootPem: tls.caRootPem, provinceName: 'Tỉnh thử' })
    pc.install(kit)
    const page = await (await pc.openBrowser()).newPage()
    await page.goto('chrome://policy/')
    const row = page.locator('policy-row').filter({ hasText: 'VideoCaptureAllowedUrls' })
    await row.first().waitFor({ state: 'attached' })
    const written: unknown = JSON.parse(Buffer.from(kit.get('linux/diem-cau-policy.json') ?? []).toString())
    const statuses = await policyStatuses(page, Object.keys(Object(written)))
    expect(new Set(statuses.values())).toEqual(new Set(['OK']))
    expect(statuses.size).toBeGreaterThan(10)
  })
})

function serve({ key, chain }: ServerTls): Promise<Server> {
  const server = createServer({ key, cert: chain }, (_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>page</title>')
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

function originOf(server: Server, host = '127.0.0.1'): string {
  const address = server.address()
  return `https://${host}:${typeof address === 'object' && address ? address.port : 0}`
}

function permissions(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const camera = await navigator.permissions.query({ name: 'camera' })
    const microphone = await navigator.permissions.query({ name: 'microphone' })
    return [camera.state, microphone.state]
  })
}

function openedTracks(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
    return stream
      .getTracks()
      .map(({ kind }) => kind)
      .toSorted()
  })
}

/** What the browser's own page says of each policy: `OK`, `Unknown policy`, or what is wrong with its value. */
async function policyStatuses(page: Page, names: readonly string[]): Promise<Map<string, string>> {
  const entries = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const row = page.locator('policy-row', {
        has: page.locator('.name', { hasText: new RegExp(`^\\s*${name}\\s*$`) }),
      })
      return [name, (await row.first().locator('.messages').first().textContent())?.trim() ?? '']
    }),
  )
  return new Map(entries)
}
