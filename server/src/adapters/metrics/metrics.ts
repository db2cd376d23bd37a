import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface MetricSources {
  sockets: () => number
  openSessions: () => number
  connectedSites: () => number
  nodesConnected: () => number
  endpoints: () => number
}

/** The bridge's own figures. Labels are few and bounded: never a site, a session or a person. */
export class BridgeMetrics {
  readonly registry = new Registry()
  readonly #messages: Counter<'name' | 'outcome'>
  readonly #seconds: Histogram<'kind'>

  constructor() {
    collectDefaultMetrics({ register: this.registry })
    this.#messages = new Counter({
      name: 'bridge_messages_total',
      help: 'Messages of pages, by name and outcome.',
      labelNames: ['name', 'outcome'],
      registers: [this.registry],
    })
    this.#seconds = new Histogram({
      name: 'bridge_message_duration_seconds',
      help: 'Time from a message’s arrival to its acknowledgement.',
      labelNames: ['kind'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [this.registry],
    })
  }

  /** Gauges are read when they are scraped. */
  watch(sources: MetricSources): void {
    this.#gauge('bridge_sockets', 'Open sockets of pages.', sources.sockets)
    this.#gauge('bridge_sessions_open', 'Sessions in progress.', sources.openSessions)
    this.#gauge('bridge_sites_connected', 'Sites connected to an open session.', sources.connectedSites)
    this.#gauge('bridge_media_nodes_connected', 'Media nodes connected.', sources.nodesConnected)
    this.#gauge('bridge_media_endpoints', 'Media endpoints of sites and consoles.', sources.endpoints)
  }

  message(name: string, outcome: string, elapsedMs: number): void {
    this.#messages.inc({ name, outcome })
    this.#seconds.observe({ kind: name.startsWith('media.') ? 'media' : 'other' }, elapsedMs / 1_000)
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(read())
      },
    })
    this.registry.registerMetric(gauge)
  }
}
