import type {
  ErrorReply,
  HoldingView,
  MeetingView,
  SitePlace,
  SiteView,
  SlotName,
  UpcomingSession,
} from '@diem-cau/protocol'
import type { ConnectionState, ViewState } from '../../connection/index.ts'
import type { MediaState } from '../../media/index.ts'
import type { RoomDevicesState } from '../../media/devices/index.ts'
import { faultsOf, type RoomFault } from './faults.ts'
import {
  actionsOf,
  heardStatusOf,
  statusOf,
  tallyOf,
  type FloorActions,
  type FloorStatus,
  type Tally,
} from './floorStatus.ts'
import { linkOf, type LinkState } from './link.ts'
import { refusedWayOf, type RefusedWay } from './refusedWay.ts'
import { arrangeStage, mayChooseBig, type BigChoice, type StagePicture } from './stageLayout.ts'

/** Everything that a room's page shows; the components only draw it. */
export type SiteScreen =
  /** The bridge has not been reached since the page was opened. */
  | { kind: 'connecting'; since: number; place: SitePlace }
  | { kind: 'refused'; error: ErrorReply; way: RefusedWay; helpPhone: string }
  | {
      kind: 'waiting'
      place: SitePlace
      helpPhone: string
      link: LinkState
      faults: RoomFault[]
      /** What comes next, soonest first. */
      upcoming: readonly UpcomingSession[]
    }
  | {
      kind: 'meeting'
      place: SitePlace
      helpPhone: string
      link: LinkState
      faults: RoomFault[]
      meeting: MeetingView
      pictures: StagePicture[]
      /** Places that carry this room, on screen or not. */
      ownSlots: readonly SlotName[]
      status: FloorStatus
      tally: Tally
      actions: FloorActions
      presenting: boolean
      /** What is big of content and who speaks; null while there is nothing to choose. */
      big: BigChoice | null
      /** Words over the stage: a pause, or that the chair's link is lost. */
      holding: HoldingView | null
    }

export interface SiteInputs {
  /** Known from the pairing, before the server has said anything. */
  place: SitePlace
  connection: ConnectionState
  view: ViewState<SiteView>
  media: MediaState
  /** Picture and sound have stood before in this meeting. */
  wasReady: boolean
  devices: Pick<RoomDevicesState, 'camera' | 'microphone'>
  presenting: boolean
  /** What this page makes big of content and who speaks. */
  big: BigChoice
  /** The server's clock, epoch milliseconds. */
  now: number
}

export function screenOf(inputs: SiteInputs): SiteScreen {
  const { connection, view } = inputs
  const site = view.kind === 'live' || view.kind === 'stale' ? view.entities : null
  const helpPhone = site?.self.helpPhone ?? ''
  if (connection.kind === 'refused') {
    const way = refusedWayOf(connection.error.code, connection.retrying)
    // A short refusal (a server that starts) does not take the picture away from a room that has one.
    if (way !== 'wait' || site === null) return { kind: 'refused', error: connection.error, way, helpPhone }
  }
  if (site === null) {
    const since = connection.kind === 'connecting' ? connection.since : inputs.now
    return { kind: 'connecting', since, place: inputs.place }
  }
  return site.meeting === null ? waitingOf(inputs, site) : meetingOf(inputs, site, site.meeting)
}

function waitingOf({ connection, media, devices }: SiteInputs, site: SiteView): SiteScreen {
  return {
    kind: 'waiting',
    place: site.self.place,
    helpPhone: site.self.helpPhone,
    link: linkOf(connection, media, { inMeeting: false, wasReady: false }),
    faults: faultsOf({ camera: devices.camera.device, microphone: devices.microphone.device }, 'off'),
    upcoming: site.upcoming,
  }
}

function meetingOf(inputs: SiteInputs, site: SiteView, meeting: MeetingView): SiteScreen {
  const { connection, media, devices, presenting, wasReady, now, big } = inputs
  const camera = devices.camera.device
  const microphone = devices.microphone.device
  const link = linkOf(connection, media, { inMeeting: true, wasReady })
  const rules = { conduct: site.conduct, held: site.stage.holding?.reason === 'pause' }
  const floor = statusOf(site.floor, now, rules)
  const flowing = link.kind === 'good' || link.kind === 'noServer'
  const status = heardStatusOf(floor, { microphone, flowing })
  return {
    kind: 'meeting',
    place: site.self.place,
    helpPhone: site.self.helpPhone,
    link,
    faults: faultsOf({ camera, microphone }, tallyOf(floor)),
    meeting,
    pictures: arrangeStage(site.stage, site.media.ownSlots, big),
    big: mayChooseBig(site.stage) ? big : null,
    ownSlots: site.media.ownSlots,
    status,
    tally: tallyOf(status),
    actions: actionsOf(floor, presenting, rules),
    presenting,
    holding: site.stage.holding,
  }
}
