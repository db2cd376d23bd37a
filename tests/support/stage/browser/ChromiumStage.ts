/// <reference lib="dom" />
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Consumer, Producer, Router, WebRtcTransport } from 'mediasoup/types'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { createLoopbackTransport } from '../MediaRig.ts'
import type { StagePage } from './signalling.ts'

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
]

declare global {
  var stagePage: StagePage
}

/** A page of a real Chromium that sends to and receives from a router. `close()` ends the browser. */
export class ChromiumStage {
  readonly page: Page
  readonly #browser: Browser
  readonly #server: Server
  readonly #router: Router
  readonly #transports = new Map<string, WebRtcTransport>()
  readonly #producers = new Map<string, Producer>()
  readonly #consumers = new Map<string, Consumer>()

  private constructor(router: Router, server: Server, browser: Browser, page: Page) {
    this.#router = router
    this.#server = server
    this.#browser = browser
    this.page = page
  }

  static async open(router: Router): Promise<ChromiumStage> {
    const script = await bundle()
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>stage</title><body></body>')
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS })
    const page = await browser.newPage()
    const stage = new ChromiumStage(router, server, browser, page)
    await page.exposeFunction(
      'signal',
      async (method: string, data: never) => await stage.#answer(method, data),
    )
    await page.goto(`http://127.0.0.1:${portOf(server)}/`)
    await page.addScriptTag({ content: script })
    await page.evaluate(async () => {
      await stagePage.load()
    })
    return stage
  }

  async publish(colour: string, mimeType: string): Promise<Producer> {
    const id = await this.page.evaluate(async (args) => await stagePage.publish(...args), [
      colour,
      mimeType,
    ] as [string, string])
    const producer = this.#producers.get(id)
    if (producer === undefined) throw new Error('published without its server side')
    return producer
  }

  async receive(producerId: string): Promise<{ screen: number; consumer: Consumer }> {
    const { screen, consumerId } = await this.page.evaluate(
      async (id) => await stagePage.receive(id),
      producerId,
    )
    const consumer = this.#consumers.get(consumerId)
    if (consumer === undefined) throw new Error('received without its server side')
    return { screen, consumer }
  }

  async look(screen: number): Promise<{ rgb: number[]; width: number }> {
    return await this.page.evaluate((number) => stagePage.look(number), screen)
  }

  async codecOf(screen: number): Promise<string> {
    return await this.page.evaluate(async (number) => await stagePage.codecOf(number), screen)
  }

  async close(): Promise<void> {
    await this.#browser.close()
    this.#server.close()
    for (const transport of this.#transports.values()) transport.close()
  }

  async #answer(method: string, data: never): Promise<unknown> {
    switch (method) {
      case 'capabilities':
        return this.#router.rtpCapabilities
      case 'open': {
        const transport = await createLoopbackTransport(this.#router)
        this.#transports.set(transport.id, transport)
        const { id, iceParameters, iceCandidates, dtlsParameters } = transport
        return { id, iceParameters, iceCandidates, dtlsParameters }
      }
      case 'connect':
        await this.#transportOf(data).connect(data)
        return null
      case 'produce': {
        const producer = await this.#transportOf(data).produce(data)
        this.#producers.set(producer.id, producer)
        return producer.id
      }
      case 'consume': {
        const consumer = await this.#transportOf(data).consume(Object.assign(data, { paused: true }))
        this.#consumers.set(consumer.id, consumer)
        const { id, kind, rtpParameters } = consumer
        return { id, kind, rtpParameters }
      }
      case 'resume': {
        const { consumerId } = data as { consumerId: string }
        await this.#consumers.get(consumerId)?.resume()
        return null
      }
      default:
        throw new Error(`the page asks for ${method}`)
    }
  }

  #transportOf({ transportId }: { transportId: string }): WebRtcTransport {
    const transport = this.#transports.get(transportId)
    if (transport === undefined) throw new Error('no such transport')
    return transport
  }
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('page.ts', import.meta.url)),
        formats: ['iife'],
        name: 'stageBundle',
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (output === undefined || !('output' in output)) throw new Error('the page was not bundled')
  return output.output[0].code
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
