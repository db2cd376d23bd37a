import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openAdmin } from '../support/RawPage.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let bridge: RunningBridge

beforeAll(async () => {
  bridge = await startBridge({ workers: 1 })
})
afterAll(() => bridge.stop())

const get = (path: string) => fetch(`http://127.0.0.1:${bridge.httpPort}${path}`)

/** One line of the exposition format: a name, labels, a value. */
const SAMPLE =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*"(?:,[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*")*\})? (\S+)$/

describe('The state of the bridge', () => {
  it('is alive and ready', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect(await (await get('/readyz')).json()).toEqual({ ready: true, missing: [] })
  })

  it('says what is missing while the media node is away, and is alive all the same', async () => {
    const node = bridge.processes().filter((pid) => pid !== bridge.serverPid)
    for (const pid of node) process.kill(pid, 'SIGKILL')
    await eventually(async () => {
      const response = await get('/readyz')
      expect([response.status, await response.json()]).toEqual([
        503,
        { ready: false, missing: ['media-node'] },
      ])
    })
    expect((await get('/healthz')).status).toBe(200)
    await eventually(async () => expect((await get('/readyz')).status).toBe(200), 30_000)
  }, 60_000)

  it('tells anybody only what a page must know before a login', async () => {
    const info: unknown = await (await get('/api/bridge')).json()
    expect(info).toEqual({
      name: 'Điểm Cầu',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      protocol: 1,
      provinceName: 'Tỉnh Hà Giang',
      helpPhone: '',
      defaultLanguage: 'vi',
      serverTime: expect.any(Number),
      address: expect.stringMatching(/^https:\/\/[^/]+:\d+$/),
    })
  })

  it('describes its REST calls without asking anybody outside', async () => {
    const api = (await (await get('/docs/json')).json()) as { paths: Record<string, unknown> }
    for (const path of [
      '/api/login',
      '/api/logout',
      '/api/me',
      '/api/v1/accounts',
      '/api/v1/audit',
      '/api/pair',
      '/healthz',
      '/metrics',
    ]) {
      expect(Object.keys(api.paths)).toContain(path)
    }
    expect(await (await get('/docs')).text()).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it('hands out the site kit file by file, and as one', async () => {
    const names = (await (await get('/kit/')).json()) as string[]
    expect(names.length).toBeGreaterThan(5)
    for (const name of [...names, 'site-kit.zip']) {
      const response = await get(`/kit/${name}`)
      expect(response.status, name).toBe(200)
      expect((await response.arrayBuffer()).byteLength, name).toBeGreaterThan(0)
    }
  })

  it('answers what is not there with its code', async () => {
    for (const path of [
      '/api/nothing',
      '/kit/..%2f..%2fetc%2fpasswd',
      '/kit/%2e%2e/%2e%2e/package.json',
      '/assets/none.js',
    ]) {
      const response = await get(path)
      expect(response.status, path).toBe(404)
      expect(await response.text()).not.toContain('"dependencies"')
    }
  })
})

describe('Metrics', () => {
  it('are in the form that Prometheus reads: described, typed, each series once', async () => {
    const admin = await openAdmin(bridge)
    await admin.codeOf('floor.seize', {})
    const response = await get('/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await response.text()
    expect(text.endsWith('\n')).toBe(true)
    const types = new Map<string, string>()
    const seen = new Set<string>()
    for (const line of text.split('\n').filter((one) => one !== '')) {
      const declared = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line)
      if (declared !== null) {
        if (declared[1] === 'TYPE') types.set(declared[2] ?? '', declared[3] ?? '')
        continue
      }
      const sample = SAMPLE.exec(line)
      if (sample === null) throw new Error(`not a sample: ${line}`)
      const [, name = '', labels = '', value = ''] = sample
      const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '')
      expect(types.get(family), line).toMatch(/^(counter|gauge|histogram|summary)$/)
      expect(Number.isNaN(Number(value.replace('Inf', 'Infinity'))) && value !== 'Nan', line).toBe(false)
      expect(seen.has(name + labels), line).toBe(false)
      seen.add(name + labels)
      if (types.get(name) === 'counter') expect(name).toMatch(/_total$/)
    }
    for (const name of ['bridge_sockets', 'bridge_sessions_open', 'bridge_media_nodes_connected']) {
      expect(seen).toContain(name)
    }
    expect(text).toContain('bridge_messages_total{name="unknown",outcome="refused"}')
    expect(text).not.toContain('floor.seize')
    admin.close()
  })
})
