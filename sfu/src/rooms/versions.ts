import type { DesiredState } from '@diem-cau/protocol/node'

export type Version = Pick<DesiredState, 'epoch' | 'seq' | 'revision'>

/** Below zero when `a` is older than `b`: a later writer first, then its later event, then its later revision. */
export function compareVersions(a: Version, b: Version): number {
  return a.epoch - b.epoch || a.seq - b.seq || a.revision - b.revision
}
