import type { StageSlotView, StageView } from '@diem-cau/protocol'
import { isConnected, isMicrophoneOpen, speechOfSite, type OpenBranch } from '../branch/state.ts'
import type { Directory } from '../directory/index.ts'
import { siteOnSlot, slotNames } from '../stage/desiredRoom.ts'
import { placeOf } from './places.ts'

export const EMPTY_STAGE: StageView = { layout: 'single', slots: [] }

/** Drawn once for each state of a branch and each directory, however many sites are shown it. */
const DRAWN = new WeakMap<OpenBranch, { directory: Directory; view: StageView }>()

/** The stage as everybody is shown it. The chair's place appears once the chair has come. */
export function stageView(branch: OpenBranch, directory: Directory): StageView {
  const drawn = DRAWN.get(branch)
  if (drawn?.directory === directory) return drawn.view
  const view = drawStage(branch, directory)
  DRAWN.set(branch, { directory, view })
  return view
}

function drawStage(branch: OpenBranch, directory: Directory): StageView {
  const slots: StageSlotView[] = []
  for (const slot of slotNames(branch)) {
    const siteId = siteOnSlot(branch, slot)
    if (siteId === null) continue
    const presence = branch.sites.get(siteId)?.presence.state
    if (presence === 'absent' || presence === 'left' || presence === undefined) continue
    slots.push({
      slot,
      place: placeOf(directory, siteId),
      microphoneOpen: slot !== 'content' && isMicrophoneOpen(branch, siteId),
      connected: isConnected(branch, siteId),
      since: sinceWhen(branch, slot, siteId),
    })
  }
  return { layout: branch.layout, slots }
}

function sinceWhen(branch: OpenBranch, slot: string, siteId: StageSlotView['place']['siteId']): number {
  if (slot === 'chair') return branch.chair.since
  if (slot === 'content') return branch.content?.since ?? branch.openedAt
  return speechOfSite(branch, siteId)?.stateSince ?? branch.openedAt
}
