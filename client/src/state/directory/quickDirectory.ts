import type { BridgeView, ReplyOf } from '@diem-cau/protocol'
import { directoryTree, type DirectoryTree, type UnitFields } from './DirectoryTree.ts'
import { UNIT_KINDS } from './drafts.ts'
import type { DirectoryContents } from './loadDirectory.ts'

/** The directory with its tree; `isWhole` once the records behind the tree are here as well. */
export interface DirectoryOnDay extends DirectoryContents {
  readonly tree: DirectoryTree
  readonly isWhole: boolean
}

/**
 * Today's tree out of what the console has loaded anyway, to be looked at while the records are on their way: names,
 * places and codes, without former names, contacts and groups.
 */
export function quickDirectory(
  reply: ReplyOf<'directory.get'>,
  { revision, on }: BridgeView['directory'],
): DirectoryOnDay {
  const units = reply.units.map((unit): UnitFields => ({
    ...unit,
    kind: UNIT_KINDS.find((kind) => kind === unit.kind) ?? 'commune',
  }))
  return {
    revision,
    on,
    tiers: reply.tiers.map((name, index) => ({ tier: index + 1, name, codeDigits: null, optional: false })),
    turningDays: [],
    units: [],
    sites: [],
    groups: [],
    tree: directoryTree({ units, sites: reply.sites }),
    isWhole: false,
  }
}
