import type {
  Layout,
  RequestId,
  RequestRow,
  SessionId,
  SessionView,
  SiteId,
  SiteRow,
  UnitId,
} from '@diem-cau/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { ViewSubscription } from '../../../client/src/connection/index.ts'
import { AdminLink } from '../../../tools/simulator/bridge/AdminLink.ts'
import { startBridge, type RunningBridge, type StartBridgeOptions } from '../../support/startBridge.ts'
import { launchBrowser } from './browser.ts'
import { eventually } from './eventually.ts'
import { fakeRoomScript, type FakeRoom } from './fakeRoom.ts'
import {
  heardOn,
  hears,
  receivedVideoCodecsOf,
  seenIn,
  trafficOf,
  type Seen,
  type Traffic,
} from './senses.ts'

/** A room of a test: one page in a browser profile of its own, paired with one site. */
export class TestRoom {
  readonly siteId: SiteId
  readonly page: Page
  readonly context: BrowserContext

  constructor(siteId: SiteId, page: Page, context: BrowserContext) {
    this.siteId = siteId
    this.page = page
    this.context = context
  }

  status(): Promise<string | null> {
    return this.page.locator('[data-status]').getAttribute('data-status')
  }

  /** Presses the one large button. */
  async press(): Promise<void> {
    await this.page.getByTestId('primary-action').click()
  }

  sees(slot: string): Promise<Seen> {
    return seenIn(this.page, `[data-testid="video-${slot}"]`)
  }

  hears(): Promise<number[]> {
    return heardOn(this.page)
  }

  async untilSees(slot: string, colour: Seen): Promise<void> {
    await eventually(
      () => this.sees(slot),
      (seen) => seen === colour,
      {
        what: `${this.siteId} sees ${colour} on ${slot}`,
      },
    )
  }

  async untilHears(toneHz: number): Promise<void> {
    await eventually(
      () => this.hears(),
      (tones) => hears(tones, toneHz),
      {
        what: `${this.siteId} hears ${toneHz} Hz`,
      },
    )
  }

  async untilSilent(): Promise<void> {
    await eventually(
      () => this.hears(),
      (tones) => tones.length === 0,
      { what: `${this.siteId} hears nothing` },
    )
  }

  async untilStatus(wanted: string): Promise<void> {
    await eventually(
      () => this.status(),
      (status) => status === wanted,
      {
        what: `${this.siteId} is ${wanted}`,
      },
    )
  }

  traffic(): Promise<Traffic> {
    return trafficOf(this.page)
  }

  facts(): Promise<{ sdpOperations: number; consumersCreated: number; endpointsOpened: number }> {
    return this.page.evaluate(() => {
      const { diemCau } = window as unknown as {
        diemCau: { sdpOperations: number; consumersCreated: number; endpointsOpened: number }
      }
      const { sdpOperations, consumersCreated, endpointsOpened } = diemCau
      return { sdpOperations, consumersCreated, endpointsOpened }
    })
  }

  receivedVideoCodecs(): Promise<string[]> {
    return receivedVideoCodecsOf(this.page)
  }

  /** Frames of a slot have been decoded. */
  flows(slot: string): Promise<boolean> {
    return this.page.evaluate((testId) => {
      const video = document.querySelector<HTMLVideoElement>(`[data-testid="${testId}"]`)
      return video !== null && video.readyState >= 2 && video.videoWidth > 0
    }, `video-${slot}`)
  }

  isInMeeting(): Promise<boolean> {
    return this.page.getByTestId('meeting').isVisible()
  }
}

/** A bridge, a browser and somebody who conducts: everything that it starts, `close()` ends. */
export class Meeting {
  readonly bridge: RunningBridge
  readonly browser: Browser
  #admin: AdminLink
  readonly #views = new Map<SessionId, ViewSubscription<SessionView>>()

  private constructor(bridge: RunningBridge, browser: Browser, admin: AdminLink) {
    this.bridge = bridge
    this.browser = browser
    this.#admin = admin
  }

  static async start(options: StartBridgeOptions = {}): Promise<Meeting> {
    const bridge = await startBridge(options)
    try {
      const browser = await launchBrowser()
      return new Meeting(bridge, browser, await AdminLink.open(bridge.control))
    } catch (error) {
      await bridge.stop()
      throw error
    }
  }

  async close(): Promise<void> {
    this.#admin.close()
    await this.browser.close()
    await this.bridge.stop()
  }

  get admin(): AdminLink {
    return this.#admin
  }

  /** After a restart of the server: its local token is a new one. */
  async reconnectAdmin(): Promise<void> {
    this.#views.clear()
    this.#admin.close()
    this.#admin = await AdminLink.open(this.bridge.control)
  }

  /** The session that a new bridge opens by itself. */
  get sessionId(): SessionId {
    const session = this.#admin.openSessions.find(({ parent }) => parent === null)
    if (session === undefined) throw new Error('no session is open')
    return session.sessionId
  }

  async giveFloor(siteId: SiteId, alongside = false, sessionId = this.sessionId): Promise<RequestId> {
    const { requestId } = await this.#admin.connection.command('floor.give', { sessionId, siteId, alongside })
    return requestId
  }

  /** A unit's rooms leave for a meeting of their own. */
  async detach(unitId: UnitId, chairSiteId: SiteId): Promise<SessionId> {
    const { sessionId: parent } = this
    const command = { sessionId: parent, unitId, chairSiteId }
    const { sessionId } = await this.#admin.connection.command('session.detachBranch', command)
    return sessionId
  }

  async attach(sessionId: SessionId): Promise<void> {
    await this.#admin.connection.command('session.attachBranch', { sessionId })
  }

  async standby(siteId: SiteId): Promise<void> {
    await this.#admin.connection.command('floor.standby', { sessionId: this.sessionId, siteId })
  }

  async revoke(requestId: RequestId): Promise<void> {
    await this.#admin.connection.command('floor.revoke', { sessionId: this.sessionId, requestId })
  }

  /** The request that a site has under way. */
  async requestOf(siteId: SiteId): Promise<RequestId> {
    return eventually(
      () => Promise.resolve(this.rows().find((row) => row.siteId === siteId)?.requestId),
      (requestId) => requestId !== undefined,
      { what: `a request of ${siteId}` },
    ) as Promise<RequestId>
  }

  rows(): RequestRow[] {
    const view = this.#session().entities
    if (view === null) return []
    return Object.entries(view).flatMap(([key, row]) =>
      key.startsWith('request:') ? [row as RequestRow] : [],
    )
  }

  site(siteId: SiteId, sessionId = this.sessionId): SiteRow | undefined {
    return this.#session(sessionId).entities?.[`site:${siteId}`]
  }

  #session(sessionId = this.sessionId): ViewSubscription<SessionView> {
    const view = this.#views.get(sessionId) ?? this.#admin.connection.view({ view: 'session', sessionId })
    this.#views.set(sessionId, view)
    return view
  }

  async pairingCode(siteId: SiteId): Promise<string> {
    const { code } = await this.#admin.connection.command('pairing.createCode', { siteId })
    return code
  }

  /** The sites that are in the meeting now. */
  connectedSites(): SiteId[] {
    const view = this.#session().entities
    if (view === null) return []
    return Object.entries(view).flatMap(([key, row]) => {
      const site = row as SiteRow
      return key.startsWith('site:') && site.presence === 'connected' ? [site.siteId] : []
    })
  }

  async setLayout(layout: Layout): Promise<void> {
    await this.#admin.connection.command('stage.setLayout', { sessionId: this.sessionId, layout })
  }

  /** Opens a room's page, pairs it by typing a new code, and waits until it is in the meeting. */
  async openRoom(siteId: SiteId, room: FakeRoom, { tampered = false } = {}): Promise<TestRoom> {
    return this.openRoomByTyping(siteId, room, await this.pairingCode(siteId), { tampered })
  }

  /** The same with a code that is known already. */
  async openRoomByTyping(
    siteId: SiteId,
    room: FakeRoom,
    code: string,
    { tampered = false, viewport = { width: 1280, height: 720 }, onPairingPage }: OpenRoomOptions = {},
  ): Promise<TestRoom> {
    const context = await this.browser.newContext({ ignoreHTTPSErrors: true, viewport, locale: 'vi' })
    await context.addInitScript(fakeRoomScript(room, tampered))
    const page = await context.newPage()
    const opened = new TestRoom(siteId, page, context)
    await page.goto(`${this.bridge.url}/diem-cau`)
    await page.getByTestId('pairing').waitFor()
    await onPairingPage?.(page)
    await page.keyboard.type(code.replaceAll(/\D/g, ''))
    await eventually(() => opened.isInMeeting(), Boolean, {
      what: `${siteId} in the meeting`,
      withinMs: 40_000,
    })
    return opened
  }
}

interface OpenRoomOptions {
  tampered?: boolean
  viewport?: { width: number; height: number }
  /** What is done on the pairing page before the code is typed. */
  onPairingPage?: (page: Page) => Promise<void>
}
