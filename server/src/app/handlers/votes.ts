import { commandedSession, execute, hostOf, nothing, ownBranch, type Handlers } from './define.ts'
import { conduct, ofOwnSite } from './shared.ts'

/** Votes: the desk puts motions, sites cast their ballots. */
export const VOTE_HANDLERS: Handlers<
  | 'vote.cast'
  | 'vote.propose'
  | 'vote.amend'
  | 'vote.open'
  | 'vote.close'
  | 'vote.withdraw'
  | 'vote.decideTie'
  | 'vote.enter'
  | 'vote.show'
> = {
  'vote.cast': {
    target: nothing,
    run: async (services, peer, { command, motionId, votes }) => {
      const motion = ownBranch(services, peer).branch.votes.motions.get(motionId)
      // What is not open any more is refused, or was cast by this very command before.
      const isSealed = motion?.fields.ballot === 'secret' && motion.state === 'open'
      const sealed = isSealed ? await services.secretVotes.seal(motionId, votes) : null
      return ofOwnSite(services, peer, command, (siteId) => ({
        type: 'CastBallot',
        motionId,
        siteId,
        votes,
        sealed,
        by: 'site',
      }))
    },
  },
  'vote.propose': {
    target: hostOf,
    run: async (services, peer, { command, sessionId, fields }) => {
      const branch = commandedSession(services, sessionId)
      const newMotionId = services.ids.mark()
      const events = await execute(
        services,
        peer,
        branch,
        { type: 'ProposeMotion', newMotionId, fields },
        command,
      )
      const proposed = events.find((happened) => happened.type === 'MotionProposed')
      return { motionId: proposed?.data.motionId ?? newMotionId }
    },
  },
  'vote.amend': {
    target: hostOf,
    run: (services, peer, { motionId, fields, ...on }) =>
      conduct(services, peer, on, { type: 'AmendMotion', motionId, fields }),
  },
  'vote.open': {
    target: hostOf,
    run: async (services, peer, { motionId, withoutQuorum, ...on }) => {
      const motion = commandedSession(services, on.sessionId).votes.motions.get(motionId)
      if (motion?.fields.ballot === 'secret' && motion.state === 'draft') {
        await services.secretVotes.prepare(motionId)
      }
      return conduct(services, peer, on, {
        type: 'OpenVoting',
        motionId,
        newFreezeId: services.ids.mark(),
        withoutQuorum: withoutQuorum ?? false,
        ...(motion === undefined ? {} : { ballot: motion.fields.ballot }),
      })
    },
  },
  'vote.close': {
    target: hostOf,
    run: (services, peer, { motionId, ...on }) =>
      conduct(services, peer, on, { type: 'CloseVoting', motionId }),
  },
  'vote.withdraw': {
    target: hostOf,
    run: (services, peer, { motionId, ...on }) =>
      conduct(services, peer, on, { type: 'WithdrawMotion', motionId }),
  },
  'vote.decideTie': {
    target: hostOf,
    run: (services, peer, { motionId, passed, ...on }) =>
      conduct(services, peer, on, { type: 'DecideTie', motionId, passed }),
  },
  'vote.enter': {
    target: hostOf,
    run: (services, peer, { motionId, siteId, votes, ...on }) =>
      conduct(services, peer, on, { type: 'CastBallot', motionId, siteId, votes, sealed: null, by: 'crew' }),
  },
  'vote.show': {
    target: hostOf,
    run: (services, peer, { motionId, ...on }) =>
      conduct(services, peer, on, { type: 'ShowResult', motionId }),
  },
}
