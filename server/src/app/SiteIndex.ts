import type { BranchId, SiteId } from '@diem-cau/protocol'
import type { BranchState, OpenBranch } from '../core/branch/state.ts'

/**
 * In which open branch each site sits. One that has gone over to an urgent call keeps its place in the branch that it
 * left, marked as left there: when the call is over it is back in that one, if that still meets.
 */
export class SiteIndex {
  readonly #open: (branchId: BranchId) => OpenBranch | null
  readonly #all: () => readonly OpenBranch[]
  readonly #branchOf = new Map<SiteId, BranchId>()

  /** @param open an open branch by its id @param all all open branches; both as they are on disk */
  constructor(open: (branchId: BranchId) => OpenBranch | null, all: () => readonly OpenBranch[]) {
    this.#open = open
    this.#all = all
  }

  of(siteId: SiteId): OpenBranch | null {
    const branchId = this.#branchOf.get(siteId)
    return branchId === undefined ? null : this.#open(branchId)
  }

  /** A branch is different now, or has ended. */
  update(branchId: BranchId, state: BranchState): void {
    const sites = state.status === 'open' ? state.sites : null
    for (const [siteId, at] of this.#branchOf) {
      if (at === branchId && sites?.has(siteId) !== true) this.#elect(siteId)
    }
    if (state.status !== 'open') return
    for (const siteId of state.sites.keys()) {
      const current = this.of(siteId)
      const isBetter = current === null || !current.sites.has(siteId) || outranks(state, current, siteId)
      if (isBetter) this.#branchOf.set(siteId, branchId)
      else if (current.branchId === branchId && claim(state, siteId) === 0) this.#elect(siteId)
    }
  }

  #elect(siteId: SiteId): void {
    const having = this.#all().filter(({ sites }) => sites.has(siteId))
    const [first, ...others] = having
    if (first === undefined) {
      this.#branchOf.delete(siteId)
      return
    }
    const best = others.reduce((one, other) => (outranks(other, one, siteId) ? other : one), first)
    this.#branchOf.set(siteId, best.branchId)
  }
}

/** How much a branch has a site: not at all once it has left, most of all when it was called urgently. */
function claim(branch: OpenBranch, siteId: SiteId): 0 | 1 | 2 {
  if (branch.sites.get(siteId)?.presence.state === 'left') return 0
  return branch.urgent === null ? 1 : 2
}

/** Of two that have it alike, the one that opened later: a branch that was detached from the other, or called after. */
function outranks(one: OpenBranch, other: OpenBranch, siteId: SiteId): boolean {
  const difference = claim(one, siteId) - claim(other, siteId)
  return difference === 0 ? one.openedAt > other.openedAt : difference > 0
}
