import type { SessionId, SessionView, SiteId, SlotName } from '@diem-cau/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { BridgeConnection, ViewSubscription } from '../../../connection/index.ts'
import {
  attachMedia,
  ViewerMedia,
  type MediaState,
  type StageTracks,
  type TileTracks,
} from '../../../media/index.ts'
import type { TalkbackMedia } from '../../../state/console/TalkbackDesk.ts'
import { useResource } from './useResource.ts'

export interface ConsoleMedia {
  readonly state: MediaState
  readonly slots: StageTracks
  readonly tiles: TileTracks
  /** The room at the other end of this console's talkback. */
  readonly voice: MediaStreamTrack | null
  readonly watch: (siteIds: readonly SiteId[]) => void
  /** What a talkback speaks through; null while there is none. */
  readonly talk: TalkbackMedia | null
}

type Received = Omit<ConsoleMedia, 'watch' | 'talk'>

/** What is received of one session, as a value that changes whenever something of it does. */
class MediaReader {
  readonly #media: ViewerMedia
  #received: Received

  constructor(media: ViewerMedia) {
    this.#media = media
    this.#received = this.#read()
  }

  readonly current = (): Received => this.#received

  get talk(): TalkbackMedia {
    return this.#media
  }

  readonly watch = (siteIds: readonly SiteId[]): void => this.#media.watch(siteIds)

  readonly subscribe = (listener: () => void): (() => void) => {
    const changed = () => {
      this.#received = this.#read()
      listener()
    }
    const { events } = this.#media
    const offs = [
      events.on('state', changed),
      events.on('slots', changed),
      events.on('tiles', changed),
      events.on('voice', changed),
    ]
    changed()
    return () => offs.forEach((off) => off())
  }

  #read(): Received {
    const { state, slots, tiles, voice } = this.#media
    return { state, slots: new Map(slots), tiles, voice }
  }
}

const NOTHING: Received = { state: { kind: 'idle' }, slots: new Map(), tiles: new Map(), voice: null }

/** The pictures and sounds of one session, received for as long as it is on screen; nothing without one. */
export function useMedia(
  connection: BridgeConnection,
  sessionId: SessionId | null,
  view: ViewSubscription<SessionView> | null,
): ConsoleMedia {
  const reader = useResource(() => {
    if (sessionId === null || view === null) return null
    const media = new ViewerMedia({ port: connection, sessionId })
    const detach = attachMedia(media, connection, view)
    return {
      resource: new MediaReader(media),
      close: () => {
        detach()
        media.close()
      },
    }
  }, [connection, sessionId, view])
  const received = useSyncExternalStore(reader?.subscribe ?? subscribeToNothing, reader?.current ?? nothing)
  const watch = useCallback((siteIds: readonly SiteId[]) => reader?.watch(siteIds), [reader])
  return { ...received, watch, talk: reader?.talk ?? null }
}

function subscribeToNothing(): () => void {
  return () => undefined
}

function nothing(): Received {
  return NOTHING
}

/** The picture of one place of the stage; null while nothing is received. */
export function slotVideo(slots: StageTracks, slot: SlotName): MediaStreamTrack | null {
  return slots.get(slot)?.video ?? null
}
