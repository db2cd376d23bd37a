import type { HoldingView, SiteId, SlotName, StageSlotView, StageView } from '@diem-cau/protocol'
import { isConnected, isLive, isMicrophoneOpen, speechOfSite, type OpenBranch } from '../branch/state.ts'
import type { Directory } from '../directory/index.ts'
import { siteOnSlot, slotNames } from '../stage/desiredRoom.ts'
import { paperView } from '../papers/view.ts'
import { shownResult } from '../vote/view.ts'
import type { MediaFacts } from './mediaFacts.ts'
import { placeOf } from './places.ts'

export const EMPTY_STAGE: StageView = {
  layout: 'single',
  pinned: null,
  holding: null,
  paper: null,
  shownResult: null,
  slots: [],
}

const NO_MEDIA: Pick<MediaFacts, 'connectedSites'> = { connectedSites: new Set() }

/** Drawn once for each state of a branch and each directory, however many sites are shown it. */
const DRAWN = new WeakMap<OpenBranch, { directory: Directory; isChairFlowing: boolean; view: StageView }>()

/** The stage as everybody is shown it. The chair's place appears once the chair has come. */
export function stageView(
  branch: OpenBranch,
  directory: Directory,
  { connectedSites }: Pick<MediaFacts, 'connectedSites'> = NO_MEDIA,
): StageView {
  const isChairFlowing = connectedSites.has(branch.chair.siteId)
  const drawn = DRAWN.get(branch)
  if (drawn?.directory === directory && drawn.isChairFlowing === isChairFlowing) return drawn.view
  const view = drawStage(branch, directory, isChairFlowing)
  DRAWN.set(branch, { directory, isChairFlowing, view })
  return view
}

function drawStage(branch: OpenBranch, directory: Directory, isChairFlowing: boolean): StageView {
  const slots: StageSlotView[] = []
  for (const slot of slotNames(branch)) {
    const siteId = siteOnSlot(branch, slot)
    if (siteId === null) continue
    const presence = branch.sites.get(siteId)?.presence.state
    if (presence === 'absent' || presence === 'left' || presence === undefined) continue
    slots.push({
      slot,
      place: placeOf(directory, siteId),
      ...speechOn(branch, slot, siteId),
      microphoneOpen: slot !== 'content' && isMicrophoneOpen(branch, siteId),
      connected: isConnected(branch, siteId),
      since: sinceWhen(branch, slot, siteId),
    })
  }
  const { conduct, layout } = branch
  const pinned = slots.find(({ place, slot }) => slot !== 'content' && place.siteId === conduct.pinnedSiteId)
  return {
    layout,
    pinned: pinned?.slot ?? null,
    holding: holdingView(branch, isChairFlowing),
    paper: paperView(branch),
    shownResult: shownResult(branch, directory),
    slots,
  }
}

/**
 * The chair's own words for a pause; without them, that its link is lost. While its picture and sound still come, as
 * when only the server was away, nothing is put over them.
 */
function holdingView({ conduct, chair, sites }: OpenBranch, isFlowing: boolean): HoldingView | null {
  if (conduct.hold !== null) return { reason: 'pause', ...conduct.hold }
  const presence = sites.get(chair.siteId)?.presence
  if (presence?.state !== 'away' || (isFlowing && !presence.lapsed)) return null
  return { reason: 'chairLost', text: '', since: presence.since }
}

type SpeechFields = Pick<StageSlotView, 'speaker' | 'kind' | 'clock'>

function speechOn(branch: OpenBranch, slot: SlotName, siteId: SiteId): SpeechFields {
  if (slot === 'chair') return { speaker: branch.conduct.chairPerson, kind: null, clock: null }
  const speech = slot === 'content' ? undefined : speechOfSite(branch, siteId)
  if (speech === undefined || !isLive(speech)) return { speaker: '', kind: null, clock: null }
  return { speaker: speech.speaker, kind: speech.kind, clock: speech.phase.clock }
}

function sinceWhen(branch: OpenBranch, slot: string, siteId: StageSlotView['place']['siteId']): number {
  if (slot === 'chair') return branch.chair.since
  if (slot === 'content') return branch.content?.since ?? branch.openedAt
  return speechOfSite(branch, siteId)?.stateSince ?? branch.openedAt
}
