import type { RequestId, SiteId, SpeechKind } from '@diem-cau/protocol'
import type { BranchCommand } from '../../../server/src/core/branch/commands.ts'
import {
  isConnected,
  isLive,
  isOnStage,
  speechOfSite,
  type OpenBranch,
  type Speech,
} from '../../../server/src/core/branch/state.ts'
import { requestOf } from '../../../server/src/core/branch/testing.ts'
import type { Plan } from './plan.ts'
import type { Random } from './Random.ts'

export type Act = (scene: Scene) => BranchCommand
export type Acts = readonly (readonly [weight: number, act: Act])[]

/** What somebody sees who is about to do something: one branch, chance, and numbers that were never used. */
export class Scene {
  readonly branch: OpenBranch
  readonly plan: Plan
  readonly random: Random
  readonly now: number
  readonly fresh: (prefix: string) => string

  constructor(scene: { branch: OpenBranch; plan: Plan; random: Random; now: number; fresh: Scene['fresh'] }) {
    this.branch = scene.branch
    this.plan = scene.plan
    this.random = scene.random
    this.now = scene.now
    this.fresh = scene.fresh
  }

  /** Mostly a site of this branch that fits; now and then any of the whole session. */
  site(fits: (siteId: SiteId) => boolean = () => true): SiteId {
    const { random, plan, branch } = this
    return random.chance(0.03) ? random.pick(plan.siteIds) : random.prefer([...branch.sites.keys()], fits)
  }

  siteOrNone(fits?: (siteId: SiteId) => boolean): SiteId | null {
    return this.random.chance(0.25) ? null : this.site(fits)
  }

  /** A request of this branch in one of these states, mostly. */
  request(...states: Speech['phase']['state'][]): RequestId {
    const { speeches } = this.branch
    if (speeches.length === 0 || this.random.chance(0.02)) return requestOf('nobody')
    return this.random.prefer(speeches, ({ phase }) => states.includes(phase.state)).requestId
  }

  get newRequestId(): RequestId {
    return requestOf(this.fresh('r'))
  }

  readonly isHere = (siteId: SiteId): boolean => isConnected(this.branch, siteId)
  readonly isStaged = (siteId: SiteId): boolean => isOnStage(this.branch, siteId)
  readonly isIdle = (siteId: SiteId): boolean =>
    this.isHere(siteId) && speechOfSite(this.branch, siteId) === undefined
  readonly isSpeaking = (siteId: SiteId): boolean => {
    const speech = speechOfSite(this.branch, siteId)
    return speech !== undefined && isLive(speech)
  }
  readonly isWaiting = (siteId: SiteId): boolean => {
    const speech = speechOfSite(this.branch, siteId)
    return this.isHere(siteId) && speech !== undefined && !isLive(speech)
  }

  get words(): { kind?: SpeechKind; speaker?: string; topic?: string } {
    const { random } = this
    const kinds = ['discussion', 'question', 'pointOfOrder'] as const
    return {
      ...(random.chance(0.7) ? { kind: random.pick(kinds) } : {}),
      ...(random.chance(0.2) ? { speaker: random.pick(['', 'Trưởng thôn']) } : {}),
      ...(random.chance(0.2) ? { topic: random.pick(['', 'Đường vào bản']) } : {}),
    }
  }
}
