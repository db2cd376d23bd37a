import { BridgeError, type Ballot, type BranchId } from '@diem-cau/protocol'
import type { OpenBranch } from '../../core/branch/state.ts'
import type { Motion } from '../../core/vote/types.ts'
import type { BranchRegistry } from '../BranchRegistry.ts'
import type { IdSource, Logger } from '../ports.ts'
import type { BallotKeys } from './ports.ts'
import { seal, unseal } from './sealing.ts'

const SYSTEM = { actor: 'system', key: null } as const

export interface SecretVotesOptions {
  keys: BallotKeys
  registry: BranchRegistry
  ids: Pick<IdSource, 'pick'>
  log: Logger
}

/**
 * Secret ballots from the hand of a site to the count. What a site votes is sealed before the core or the log hears of
 * it, and opened once, together with all others and in no order, when nobody votes any more. It owns the keys: the one
 * of a motion is on disk before its vote opens, and gone after its count is in the log. What a crash leaves between
 * these steps is done at the next start, with the same result.
 */
export class SecretVotes {
  readonly #options: SecretVotesOptions
  /** Of votes under way, so that a burst of ballots reads no file. */
  readonly #known = new Map<string, Buffer>()
  /** Two who open the same vote at once must get the same key. */
  readonly #preparing = new Map<string, Promise<void>>()
  #work: Promise<void> = Promise.resolve()
  /** One more round waits until the one under way is over. */
  #isWaiting = false
  #hasFailed = false

  constructor(options: SecretVotesOptions) {
    this.#options = options
    options.registry.listen((_writer, events) => {
      const isOver = events.some(
        ({ type }) =>
          type === 'VotingClosed' ||
          type === 'MotionCounted' ||
          type === 'MotionWithdrawn' ||
          type === 'BranchClosed',
      )
      if (isOver) void this.settle()
    })
  }

  /** Before a secret vote opens: its key is on disk. @throws {BridgeError} `storage_failed` */
  prepare(motionId: string): Promise<void> {
    const underWay = this.#preparing.get(motionId)
    if (underWay !== undefined) return underWay
    const work = this.#prepare(motionId).finally(() => this.#preparing.delete(motionId))
    this.#preparing.set(motionId, work)
    return work
  }

  async #prepare(motionId: string): Promise<void> {
    try {
      this.#known.set(motionId, await this.#options.keys.ensure(motionId))
    } catch (error) {
      throw new BridgeError('storage_failed', {}, { cause: error })
    }
  }

  /** @throws {BridgeError} `vote_not_open` when its key is gone: the motion is withdrawn then */
  async seal(motionId: string, votes: Ballot): Promise<string> {
    const key = await this.#keyOf(motionId)
    if (key === null) {
      void this.settle()
      throw new BridgeError('vote_not_open')
    }
    return seal(key, motionId, votes)
  }

  /**
   * Counts what waits to be counted, withdraws what can not be counted any more, and erases the keys of what is over.
   * Never rejects; what has failed is tried again when it is called again.
   */
  settle(): Promise<void> {
    if (!this.#isWaiting) {
      this.#isWaiting = true
      this.#work = this.#work.then(() => {
        this.#isWaiting = false
        return this.#settle()
      })
    }
    return this.#work
  }

  /** Whether something waits to be counted: it is settled again then. */
  get isBehind(): boolean {
    return this.#secret().some(({ motion }) => motion.state === 'counting')
  }

  async #settle(): Promise<void> {
    try {
      for (const { branchId, motion } of this.#secret()) {
        const key = motion.state === 'draft' ? undefined : await this.#keyOf(motion.motionId)
        if (key === null || motion.state === 'counting') await this.#count(branchId, motion, key ?? null)
      }
      await this.#eraseOld()
      this.#hasFailed = false
    } catch (error) {
      // Once for each series: it is tried again with every tick.
      if (!this.#hasFailed) this.#options.log.error({ err: error }, 'Secret ballots could not be counted yet')
      this.#hasFailed = true
    }
  }

  async #count(branchId: BranchId, motion: Motion, key: Buffer | null): Promise<void> {
    const { motionId } = motion
    const ballots = key === null ? null : this.#shuffled(openAll(motion, key))
    if (ballots === null) this.#options.log.error({ motionId }, 'The key of a secret ballot is lost')
    await this.#options.registry.execute(branchId, { type: 'CountSealed', motionId, ballots }, SYSTEM)
  }

  /** Fisher and Yates; the order in which sites have voted is in the log, and must not be in the count. */
  #shuffled(ballots: Ballot[] | null): Ballot[] | null {
    if (ballots === null) return null
    for (let last = ballots.length - 1; last > 0; last--) {
      const other = this.#options.ids.pick(last + 1)
      const [a, b] = [ballots[last], ballots[other]]
      if (a !== undefined && b !== undefined) [ballots[last], ballots[other]] = [b, a]
    }
    return ballots
  }

  /** Keys of motions that are over, or that no open session knows. */
  async #eraseOld(): Promise<void> {
    for (const motionId of await this.#options.keys.list()) {
      // Asked for each one anew: while another was erased, a vote may have been proposed that has its key already.
      if (this.#secret().some(({ motion }) => motion.motionId === motionId)) continue
      this.#known.get(motionId)?.fill(0)
      this.#known.delete(motionId)
      await this.#options.keys.erase(motionId)
    }
  }

  /** Secret motions that are not over, of all open sessions. */
  #secret(): { branchId: BranchId; motion: Motion }[] {
    return this.#options.registry
      .branches()
      .flatMap(({ branchId, votes }: OpenBranch) =>
        [...votes.motions.values()]
          .filter(
            ({ fields, state }) => fields.ballot === 'secret' && state !== 'counted' && state !== 'withdrawn',
          )
          .map((motion) => ({ branchId, motion })),
      )
  }

  async #keyOf(motionId: string): Promise<Buffer | null> {
    const known = this.#known.get(motionId)
    if (known !== undefined) return known
    const key = await this.#options.keys.read(motionId)
    if (key !== null) this.#known.set(motionId, key)
    return key
  }
}

/** All ballots of a motion; null when one of them can not be opened. */
function openAll({ motionId, ballots }: Motion, key: Buffer): Ballot[] | null {
  const opened: Ballot[] = []
  for (const ballot of ballots.values()) {
    const votes = ballot.kind === 'sealed' ? unseal(key, motionId, ballot.sealed) : null
    if (votes === null) return null
    opened.push(votes)
  }
  return opened
}
