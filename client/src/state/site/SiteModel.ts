import {
  assertUnreachable,
  BridgeError,
  errorReply,
  type ErrorReply,
  type RoomId,
  type SessionId,
  type SitePlace,
  type SiteView,
} from '@diem-cau/protocol'
import {
  RequestFailed,
  type BridgeConnection,
  type CommandData,
  type CommandName,
  type ViewSubscription,
} from '../../connection/index.ts'
import { attachMedia, type SiteMedia, type StageTracks } from '../../media/index.ts'
import type { RoomDevices, SoundLevel, StageSound } from '../../media/devices/index.ts'
import { needsSecondPress, type FloorAction } from './floorStatus.ts'
import { Presentation, type DisplayMedia } from './Presentation.ts'
import { ringStateOf, type RingState } from './ringState.ts'
import type { BigChoice } from './stageLayout.ts'
import { screenOf, type SiteScreen } from './siteScreen.ts'

/** Why the last press had no effect, until the next one. */
export type ActionTrouble = { kind: 'refused'; error: ErrorReply } | { kind: 'unreached' }

export interface SiteSnapshot {
  readonly screen: SiteScreen
  /** What the server last said; null before it has said anything. */
  readonly site: SiteView | null
  readonly slots: StageTracks
  /** The room's own picture. */
  readonly camera: MediaStreamTrack | null
  /** What the room presents. */
  readonly content: MediaStreamTrack | null
  /** Under way: pressed, not yet answered. */
  readonly pending: FloorAction | null
  /** Asks for a second press. */
  readonly armed: FloorAction | null
  readonly trouble: ActionTrouble | null
  readonly soundBlocked: boolean
  /** An urgent call, over whatever else is on the screen. */
  readonly ring: RingState
  /** The answer to it is under way. */
  readonly answering: boolean
}

type Media = Pick<
  SiteMedia,
  | 'events'
  | 'state'
  | 'slots'
  | 'setView'
  | 'setTrack'
  | 'setTalkback'
  | 'handleOnline'
  | 'handleOffline'
  | 'handleReset'
  | 'close'
>
type Devices = Pick<RoomDevices, 'events' | 'state' | 'start' | 'reopen' | 'release' | 'choose' | 'close'> & {
  readonly level: Pick<SoundLevel, 'level' | 'resume'>
}
type Sound = Pick<StageSound, 'setTracks' | 'setVoice' | 'setOwn' | 'setSpeaker' | 'play' | 'close'>

export interface SiteModelOptions {
  place: SitePlace
  connection: BridgeConnection
  media: Media
  devices: Devices
  displayMedia: DisplayMedia
  /** Makes what plays the stage; told whether the browser holds the sound back. */
  sound: (onBlocked: (blocked: boolean) => void) => Sound
}

/** How long a clicker's first press counts. */
const ARMED_MS = 4_000
const TROUBLE_SHOWN_MS = 8_000
/** A microphone that opens long after the press would surprise the room. */
const MICROPHONE_PATIENCE_MS = 3_000
/** After this an ended speech is told no more. */
const OUTCOME_REDRAW_MS = 15_100

/**
 * A room's page outside of any drawing: it joins connection, devices and media, and says what is to be seen.
 * It owns all of them and closes them in that order: what is asked for, what is sent, what is captured.
 */
export class SiteModel {
  readonly connection: BridgeConnection
  readonly devices: Devices
  readonly media: Media
  readonly #place: SitePlace
  readonly #sound: Sound
  readonly #view: ViewSubscription<SiteView>
  readonly #presentation: Presentation
  readonly #listeners = new Set<() => void>()
  readonly #detach: (() => void)[]
  #snapshot: SiteSnapshot
  #pending: FloorAction | null = null
  #armed: FloorAction | null = null
  #trouble: ActionTrouble | null = null
  #soundBlocked = false
  #answering = false
  #big: BigChoice = 'content'
  #wasReady = false
  #roomId: RoomId | null = null
  #released = false
  #reported = ''
  #armedTimer: ReturnType<typeof setTimeout> | undefined
  #troubleTimer: ReturnType<typeof setTimeout> | undefined
  #outcomeTimer: ReturnType<typeof setTimeout> | undefined
  #outcomeAt = 0

  constructor({ place, connection, media, devices, displayMedia, sound }: SiteModelOptions) {
    this.#place = place
    this.connection = connection
    this.media = media
    this.devices = devices
    this.#sound = sound((blocked) => this.#change(() => (this.#soundBlocked = blocked)))
    this.#view = connection.view({ view: 'site' })
    this.#presentation = new Presentation({
      displayMedia,
      setTrack: (track) => media.setTrack('content', track),
      start: async () => await connection.command('content.start', {}),
      stop: async () => await connection.command('content.stop', {}),
      onChange: () => this.#publish(),
    })
    this.#detach = this.#wire()
    this.#snapshot = this.#compose()
  }

  /** Opens the devices and the connection; from then on the page looks after itself. */
  start(): void {
    this.connection.start()
    void this.devices.start()
    void this.#sound.setSpeaker(this.devices.state.preferences.speakerId)
  }

  close(): void {
    for (const detach of this.#detach) detach()
    for (const timer of [this.#armedTimer, this.#troubleTimer, this.#outcomeTimer]) clearTimeout(timer)
    this.#view.close()
    this.connection.close()
    this.#presentation.close()
    this.media.close()
    this.#sound.close()
    this.devices.close()
    this.#listeners.clear()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): SiteSnapshot => this.#snapshot

  /** Does what a button says. One thing at a time: a second press while the first is under way is ignored. */
  async act(action: FloorAction): Promise<void> {
    if (this.#pending !== null) return
    this.#disarm()
    this.#change(() => {
      this.#pending = action
      this.#trouble = null
    })
    try {
      await this.#command(action)
    } catch (error) {
      this.#showTrouble(troubleOf(error))
    } finally {
      this.#change(() => (this.#pending = null))
    }
  }

  /** The large button, pressed by a clicker: what ends something asks for a second press. */
  async clicker(): Promise<void> {
    const { screen } = this.#snapshot
    if (screen.kind !== 'meeting') return
    const { primary } = screen.actions
    if (primary === null) return
    if (!needsSecondPress(primary) || this.#armed === primary) return await this.act(primary)
    this.#change(() => (this.#armed = primary))
    clearTimeout(this.#armedTimer)
    this.#armedTimer = setTimeout(() => this.#change(() => (this.#armed = null)), ARMED_MS)
  }

  /** Somebody answers an urgent call; once, however often it is pressed. */
  async answer(sessionId: SessionId): Promise<void> {
    if (this.#answering) return
    this.#change(() => {
      this.#answering = true
      this.#trouble = null
    })
    try {
      await this.connection.command('ring.answer', { sessionId })
    } catch (error) {
      this.#showTrouble(troubleOf(error))
    } finally {
      this.#change(() => (this.#answering = false))
    }
  }

  /**
   * Gives a command of the room beside the floor: an answer, a vote, a line to the crew.
   * @returns whether it was done; otherwise what went wrong is on the screen
   */
  async order<N extends CommandName>(name: N, data: CommandData<N>): Promise<boolean> {
    this.#change(() => (this.#trouble = null))
    try {
      await this.connection.command(name, data)
      return true
    } catch (error) {
      this.#showTrouble(troubleOf(error))
      return false
    }
  }

  /** Makes the other one of content and who speaks big, on this page alone. */
  swapBig(): void {
    this.#change(() => (this.#big = this.#big === 'content' ? 'speaker' : 'content'))
  }

  /** A person has pressed something: a browser that held the sound back lets it run now. */
  async enableSound(): Promise<void> {
    this.devices.level.resume()
    await this.#sound.play()
  }

  async chooseSpeaker(speakerId: string): Promise<void> {
    await this.devices.choose({ speakerId })
    await this.#sound.setSpeaker(speakerId)
  }

  /** Use the site in this window: the other one is told. */
  takeOver(): void {
    this.connection.retryNow()
  }

  #wire(): (() => void)[] {
    const { connection, media, devices } = this
    return [
      attachMedia(media, connection, this.#view),
      this.#view.subscribe(() => this.#handleView()),
      connection.events.on('state', () => this.#handleConnection()),
      connection.events.on('online', () => this.#report({ anew: true })),
      media.events.on('state', () => this.#handleMedia()),
      media.events.on('slots', (slots) => {
        this.#sound.setTracks(slots)
        this.#publish()
      }),
      media.events.on('voice', (track) => this.#sound.setVoice(track)),
      devices.events.on('change', ({ camera, microphone }) => {
        media.setTrack('camera', camera.track)
        media.setTrack('microphone', microphone.track)
        this.#report({ anew: false })
        this.#publish()
      }),
    ]
  }

  async #command(action: FloorAction): Promise<unknown> {
    const { connection } = this
    switch (action) {
      case 'request':
        return await connection.command('floor.request', {})
      case 'requestQuestion':
        return await connection.command('floor.request', { kind: 'question' })
      case 'requestPointOfOrder':
        return await connection.command('floor.request', { kind: 'pointOfOrder' })
      case 'withdraw':
        return await connection.command('floor.withdraw', {})
      case 'accept':
        return await connection.command('floor.accept', {})
      case 'end':
        return await connection.command('floor.end', {})
      case 'openMicrophone':
        return await connection.command(
          'microphone.set',
          { open: true },
          { timeoutMs: MICROPHONE_PATIENCE_MS },
        )
      case 'closeMicrophone':
        return await connection.command('microphone.set', { open: false })
      case 'startContent':
        return await this.#presentation.start()
      case 'stopContent':
        return await this.#presentation.stop()
      default:
        return assertUnreachable(action)
    }
  }

  #handleView(): void {
    const site = this.#view.entities
    if (site !== null) {
      this.#sound.setOwn(site.media.ownSlots)
      this.media.setTalkback(site.talkback !== null)
      this.#presentation.handleWish(site.media.send.content)
      // In another room the media are made anew: that is a beginning, not a loss.
      if (site.media.roomId !== this.#roomId) this.#wasReady = false
      this.#roomId = site.media.roomId
      this.#redrawAfterOutcome(site.floor.lastOutcome?.at ?? 0)
    }
    if (this.#armed !== null) this.#disarm()
    this.#publish()
  }

  #handleConnection(): void {
    const { state } = this.connection
    // Open elsewhere or not paired any more: camera and microphone are let go.
    const banned = state.kind === 'refused' && !state.retrying
    if (banned !== this.#released) {
      this.#released = banned
      if (banned) {
        this.media.setView(null)
        this.devices.release()
      } else void this.devices.reopen()
    }
    this.#publish()
  }

  #handleMedia(): void {
    const { state } = this.media
    if (state.kind === 'ready' && state.connected) this.#wasReady = true
    this.#publish()
  }

  /** Tells the server how the devices are: when they change, and to every new socket. */
  #report({ anew }: { anew: boolean }): void {
    const { camera, microphone } = this.devices.state
    const report = { camera: camera.device, microphone: microphone.device }
    const text = JSON.stringify(report)
    if (this.connection.state.kind !== 'online' || (!anew && text === this.#reported)) return
    this.#reported = text
    void this.connection.request('site.report', report).catch(() => {
      this.#reported = ''
    })
  }

  #redrawAfterOutcome(at: number): void {
    if (at === this.#outcomeAt) return
    this.#outcomeAt = at
    clearTimeout(this.#outcomeTimer)
    const leftMs = at + OUTCOME_REDRAW_MS - this.connection.clock.now()
    if (leftMs > 0) this.#outcomeTimer = setTimeout(() => this.#publish(), leftMs)
  }

  #showTrouble(trouble: ActionTrouble): void {
    this.#trouble = trouble
    clearTimeout(this.#troubleTimer)
    this.#troubleTimer = setTimeout(() => this.#change(() => (this.#trouble = null)), TROUBLE_SHOWN_MS)
  }

  #disarm(): void {
    clearTimeout(this.#armedTimer)
    this.#armed = null
  }

  #change(work: () => void): void {
    work()
    this.#publish()
  }

  #publish(): void {
    this.#snapshot = this.#compose()
    for (const listener of this.#listeners) listener()
  }

  #compose(): SiteSnapshot {
    const { connection, media, devices } = this
    const screen = screenOf({
      place: this.#place,
      connection: connection.state,
      view: this.#view.state,
      media: media.state,
      wasReady: this.#wasReady,
      devices: devices.state,
      presenting: this.#presentation.track !== null,
      big: this.#big,
      now: connection.clock.now(),
    })
    return {
      screen,
      site: this.#view.entities,
      slots: media.slots,
      camera: devices.state.camera.track,
      content: this.#presentation.track,
      pending: this.#pending,
      armed: this.#armed,
      trouble: this.#trouble,
      soundBlocked: this.#soundBlocked,
      ring: screen.kind === 'refused' ? { kind: 'none' } : ringStateOf(this.#view.entities),
      answering: this.#answering,
    }
  }
}

function troubleOf(error: unknown): ActionTrouble {
  if (error instanceof BridgeError) return { kind: 'refused', error: errorReply(error.code, error.data) }
  if (error instanceof RequestFailed) return { kind: 'unreached' }
  return { kind: 'refused', error: errorReply('internal') }
}
