import type {
  AgendaState,
  DocumentId,
  FloorMode,
  SessionType,
  SiteId,
  SpeechLimits,
  UnitId,
} from '@diem-cau/protocol'

/** A site as it was when the session opened: reports read its names from the log, whatever the directory says later. */
export interface RosterEntry {
  siteId: SiteId
  name: string
  unitId: UnitId
  unitName: string
  /** Tier of its unit, 1 the highest. */
  tier: number
  /** The district within the session to which it belongs; null for those directly below the host. */
  groupUnitId: UnitId | null
  groupName: string
  /** Whether its microphone may be opened from afar. */
  remoteMicrophone: boolean
}

/** An item of the agenda as it was planned. */
export interface PlannedItem {
  itemId: string
  kind: string
  title: string
  minutes: number
  siteId: SiteId | null
  person: string
  documentIds: DocumentId[]
}

export interface AgendaItemState extends PlannedItem {
  state: AgendaState
  begunAt: number | null
  endedAt: number | null
}

/** What a branch is told of its conduct when it opens. */
export interface ConductSettings {
  type: SessionType
  mode: FloorMode
  delegation: boolean
  limits: SpeechLimits
  deputyChairSiteId: SiteId | null
  /** Who has the chair, as the plan names the person; empty when it does not. */
  chairPerson: string
  agenda: PlannedItem[]
  roster: RosterEntry[]
}

/** The rules of the floor as they are now. */
export interface Conduct {
  type: SessionType
  mode: FloorMode
  delegation: boolean
  queueOpen: boolean
  closedGroups: ReadonlySet<UnitId>
  limits: SpeechLimits
  deputyChairSiteId: SiteId | null
  chairPerson: string
  agenda: readonly AgendaItemState[]
  roster: ReadonlyMap<SiteId, RosterEntry>
  /** Which site is shown big; null: who began to speak last. */
  pinnedSiteId: SiteId | null
  /** Words in place of the picture, asked for by the chair's desk. */
  hold: { text: string; since: number } | null
}

export const NO_LIMITS: SpeechLimits = {
  paperSeconds: null,
  discussionSeconds: null,
  questionSeconds: null,
  pointOfOrderSeconds: null,
  atEnd: 'sign',
}

/** Conduct of a log that says nothing of it: the chair gives the floor, as it always was. */
export const PLAIN_CONDUCT: ConductSettings = {
  type: 'provincialMeeting',
  mode: { mode: 'chairGives' },
  delegation: false,
  limits: NO_LIMITS,
  deputyChairSiteId: null,
  chairPerson: '',
  agenda: [],
  roster: [],
}
