import type { ErrorData, QuorumState, RollRow, RollTotals } from '@diem-cau/protocol'
import { refuse, type Decision } from '../branch/decision.ts'
import { event } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import { freezeRoll } from '../rollcall/freeze.ts'
import type { Motion, VoteCommand, VoteEvents } from './types.ts'

type Right = VoteEvents['VotingOpened']['rights'][number]

/**
 * Opens a vote. The roll is frozen in the same decision, and rights follow from it: who comes later has none. Nothing
 * but one question is asked of the rooms at a time, and no earlier result stands on the screen meanwhile.
 */
export function openVoting(
  branch: OpenBranch,
  motion: Motion,
  command: Extract<VoteCommand, { type: 'OpenVoting' }>,
  now: number,
): Decision {
  const { motionId, fields } = motion
  if (motion.state !== 'draft') return refuse('motion_opened')
  if (command.ballot !== undefined && command.ballot !== fields.ballot) return refuse('conflict')
  const other = [...branch.votes.motions.values()].find(({ state }) => state === 'open')
  if (other !== undefined) return refuse('vote_already_open', { title: other.fields.title })
  const frozen = freezeRoll(branch, command.newFreezeId, 'vote', fields.title.slice(0, 300))
  const { quorum, freezeId, totals } = frozen.data
  const hasQuorum = quorum === null || quorum.reached
  if (!hasQuorum && !command.withoutQuorum) return refuse('no_quorum', lackOf(quorum))
  const rights = rightsOf(frozen.data.rows, fields.weight)
  if (rights.length === 0) return refuse('vote_without_rights')
  return [
    ...(branch.votes.shownMotionId === null ? [] : [event('ResultShown', { motionId: null })]),
    frozen,
    event('VotingOpened', {
      motionId,
      freezeId,
      withoutQuorum: !hasQuorum,
      rights,
      all: fields.weight === 'site' ? totals.sites : invited(totals, quorum),
      closesAt: fields.seconds === null ? null : now + fields.seconds * 1_000,
    }),
  ]
}

/** Why there is no quorum, with the numbers, in words. */
function lackOf({ have, of, need, unknownSites, missingTiers }: QuorumState): ErrorData {
  const reasons = [
    ...(have < need
      ? [{ vi: `có mặt ${have}/${of}, cần ${need}`, en: `${have} of ${of} are present, ${need} are needed` }]
      : []),
    ...(unknownSites > 0
      ? [
          {
            vi: `còn ${unknownSites} điểm cầu chưa điểm danh`,
            en: `${unknownSites} sites have not answered the roll call`,
          },
        ]
      : []),
    ...(missingTiers.length > 0
      ? [{ vi: `cấp ${missingTiers.join(', ')} chưa đủ`, en: `tier ${missingTiers.join(', ')} is short` }]
      : []),
  ]
  const words = (language: 'vi' | 'en') => reasons.map((reason) => reason[language]).join('; ')
  return { have, of, need, unknownSites, vi: words('vi'), en: words('en') }
}

/** Delegates who were invited; as many as the rule of the quorum knows of, where it does. */
function invited({ invited: told }: RollTotals, quorum: QuorumState | null): number {
  return quorum?.rule.basis === 'delegates' ? quorum.of : told
}

/** Of sites: those that are there, one that has just lost its link included. Of delegates: those who were counted. */
function rightsOf(rows: readonly RollRow[], weight: Motion['fields']['weight']): Right[] {
  return rows.flatMap(({ siteId, state, answer }) => {
    const isThere = state === 'present' || state === 'silent'
    const votes = weight === 'site' ? Number(isThere) : state === 'present' ? (answer?.present ?? 0) : 0
    return votes > 0 ? [{ siteId, weight: votes }] : []
  })
}
