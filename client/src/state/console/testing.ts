import type {
  AgendaRow,
  BridgeView,
  ConductView,
  GroupRow,
  ReplyOf,
  RequestRow,
  SessionHead,
  SessionView,
  SiteRow,
  StageSlotView,
} from '@diem-cau/protocol'
import { directoryModel } from './directory.ts'

/** Text that stands for an id in a test. */
// eslint-disable-next-line typescript/no-unnecessary-type-parameters -- each id has a brand of its own
export function id<T extends string>(text: string): T {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return text as T
}

type DirectoryReply = ReplyOf<'directory.get'>

/** One province with a body, two districts of two communes each; names as on the map. */
export function aDirectoryReply(): DirectoryReply {
  const unit = (unitId: string, parentId: string | null, tier: number, name: string, kind = 'commune') => ({
    unitId: id<DirectoryReply['units'][number]['unitId']>(unitId),
    parentId: parentId === null ? null : id<DirectoryReply['units'][number]['unitId']>(parentId),
    tier,
    name,
    kind,
    code: unitId,
  })
  const units = [
    unit('p', null, 1, 'Tỉnh Hà Giang', 'province'),
    unit('b', 'p', 1, 'Sở Y tế', 'body'),
    unit('dv', 'p', 2, 'Huyện Đồng Văn', 'district'),
    unit('dv1', 'dv', 3, 'Thị trấn Đồng Văn', 'township'),
    unit('dv2', 'dv', 3, 'Xã Tả Lủng'),
    unit('mv', 'p', 2, 'Huyện Mèo Vạc', 'district'),
    unit('mv1', 'mv', 3, 'Xã Tả Lủng'),
    unit('mv2', 'mv', 3, 'Xã Pả Vi'),
  ]
  return {
    tiers: [
      { vi: 'Cấp tỉnh', en: 'Province' },
      { vi: 'Cấp huyện', en: 'District' },
      { vi: 'Cấp xã', en: 'Commune' },
    ],
    units,
    sites: units.map(({ unitId, name, kind }) => ({
      siteId: id<SiteRow['siteId']>(`s-${unitId}`),
      unitId,
      name,
      kind: kind === 'province' ? 'hub' : kind === 'body' ? 'body' : 'unit',
    })),
  }
}

export const aDirectory = () => directoryModel(aDirectoryReply())

export function aSiteRow(siteId: string, change: Partial<SiteRow> = {}): SiteRow {
  return {
    siteId: id(siteId),
    presence: 'connected',
    since: 0,
    lastHeardAt: 0,
    isChair: false,
    floor: 'idle',
    microphoneOpen: false,
    slot: null,
    camera: 'ok',
    microphone: 'ok',
    ring: null,
    answeredAt: null,
    busyWith: null,
    mediaConnected: true,
    groupUnitId: null,
    speechCount: 0,
    spokenMs: 0,
    remoteMicrophone: true,
    ...change,
  }
}

export function aRequest(requestId: string, siteId: string, change: Partial<RequestRow> = {}): RequestRow {
  return {
    requestId: id(requestId),
    siteId: id(siteId),
    state: 'queued',
    requestedAt: 0,
    stateSince: 0,
    queuePosition: null,
    slot: null,
    kind: 'discussion',
    speaker: '',
    topic: '',
    itemId: null,
    groupUnitId: null,
    nominated: false,
    calledByChair: false,
    check: null,
    clock: null,
    timeIsUp: false,
    interposed: false,
    ...change,
  }
}

export function aSlot(slot: StageSlotView['slot'], siteId: string): StageSlotView {
  return {
    slot,
    place: { siteId: id(siteId), name: siteId, units: [] },
    speaker: '',
    kind: null,
    clock: null,
    microphoneOpen: true,
    connected: true,
    since: 0,
  }
}

export function aSessionHead(change: Partial<SessionHead> = {}): SessionHead {
  return {
    sessionId: id('x'),
    branchId: id('x'),
    title: 'Giao ban',
    hostUnitId: id('p'),
    hostUnitName: 'Tỉnh Hà Giang',
    chairSiteId: id('s-p'),
    openedAt: 0,
    closedAt: null,
    siteCount: 8,
    connectedCount: 0,
    videoCodec: 'vp8',
    speakerPlaces: 3,
    mayConduct: true,
    parent: null,
    urgent: null,
    ...change,
  }
}

const NOBODY_ROLL = {
  sites: 0,
  presentSites: 0,
  excusedSites: 0,
  silentSites: 0,
  absentSites: 0,
  leftSites: 0,
  elsewhereSites: 0,
  present: 0,
  invited: 0,
  unknownSites: 0,
  droppedSites: 0,
  lateSites: 0,
}

export function aConduct(change: Partial<ConductView> = {}): ConductView {
  return {
    mode: { mode: 'chairGives' },
    delegation: false,
    queueOpen: true,
    limits: {
      paperSeconds: null,
      discussionSeconds: null,
      questionSeconds: null,
      pointOfOrderSeconds: null,
      atEnd: 'sign',
    },
    quorum: null,
    deputyChairSiteId: null,
    agenda: [],
    ...change,
  }
}

/** An item of the agenda, planned for ten minutes. */
export function anItem(
  itemId: string,
  { siteId = null, ...change }: Partial<Omit<AgendaRow, 'siteId'>> & { siteId?: string | null } = {},
): AgendaRow {
  return {
    itemId,
    kind: 'report',
    title: itemId,
    minutes: 10,
    siteId: siteId === null ? null : id(siteId),
    person: '',
    documentIds: [],
    state: 'planned',
    begunAt: null,
    endedAt: null,
    ...change,
  }
}

/** A district within the session. */
export function aGroup(unitId: string, unitName: string, change: Partial<GroupRow> = {}): GroupRow {
  return {
    unitId: id(unitId),
    unitName,
    leadSiteId: id(`s-${unitId}`),
    queueOpen: true,
    siteCount: 3,
    connectedCount: 3,
    requestedCount: 0,
    speechCount: 0,
    spokenMs: 0,
    mayNominate: true,
    ...change,
  }
}

/** A session whose sites ask their districts first. */
export function aDelegatedSession(rows: SiteRow[], requests: RequestRow[], groups: GroupRow[]): SessionView {
  return {
    ...aSession(rows, requests),
    conduct: aConduct({ delegation: true }),
    ...Object.fromEntries(groups.map((group) => [`group:${group.unitId}`, group])),
  }
}

/** A session with these rows and requests. */
export function aSession(
  rows: SiteRow[],
  requests: RequestRow[] = [],
  slots: StageSlotView[] = [],
): SessionView {
  return {
    session: aSessionHead(),
    conduct: aConduct(),
    rollCall: {
      openedAt: null,
      open: false,
      totals: NOBODY_ROLL,
      byTier: [],
      byGroup: [],
      quorum: null,
      frozen: [],
    },
    stage: { layout: 'single', pinned: null, holding: null, paper: null, shownResult: null, slots },
    media: {
      roomId: null,
      generation: '',
      nodeReady: true,
      videoCodec: 'vp8',
      send: { camera: 'none', microphone: false, content: false },
      ownSlots: [],
    },
    ...Object.fromEntries(rows.map((row) => [`site:${row.siteId}`, row])),
    ...Object.fromEntries(requests.map((request) => [`request:${request.requestId}`, request])),
  }
}

export function aBridge(entities: Omit<BridgeView, 'health' | 'directory' | 'plan'> = {}): BridgeView {
  const directory = { revision: 1, on: '2026-01-01' }
  const health = { serverTime: 0, version: '0', nodes: [] }
  return { health, directory, plan: { revision: 1 }, ...entities }
}
