import type { Ballot } from '@diem-cau/protocol'
import { fields } from '../../../server/src/core/vote/testing.ts'
import type { Motion } from '../../../server/src/core/vote/types.ts'
import { drawLimits, drawMode } from './plan.ts'
import { DOCUMENT } from './rooms.ts'
import type { Acts, Scene } from './Scene.ts'

/* What the chair's desk, its operators and the crew do: two desks at once give the same commands twice. */

export const OF_THE_FLOOR: Acts = [
  [3, (scene) => ({ type: 'InviteSpeaker', ...called(scene) })],
  [4, (scene) => ({ type: 'PrepareSpeaker', ...called(scene) })],
  [10, gives],
  [2, (scene) => ({ type: 'FinishSpeech', requestId: scene.request('live') })],
  [1, (scene) => ({ type: 'RevokeFloor', requestId: scene.request('live') })],
  [1, (scene) => ({ type: 'DeclineRequest', requestId: scene.request('queued', 'standby') })],
  [2, (scene) => ({ type: 'RequeueRequest', requestId: scene.request('invited', 'standby') })],
  [
    3,
    (scene) => ({
      type: 'MoveRequest',
      requestId: scene.request('queued'),
      position: scene.random.between(1, 8),
    }),
  ],
  [
    1,
    (scene) => ({ type: 'DescribeSpeech', requestId: scene.request('queued', 'requested'), ...scene.words }),
  ],
  [
    2,
    (scene) => ({
      type: 'CheckStandby',
      requestId: scene.request('standby'),
      picture: scene.random.chance(0.8),
      sound: scene.random.chance(0.8),
    }),
  ],
  [
    4,
    (scene) => ({
      type: 'ExtendSpeech',
      requestId: scene.request('live'),
      seconds: scene.random.between(-60, 120),
    }),
  ],
  [1, (scene) => ({ type: 'SetFloorMode', mode: drawMode(scene.random) })],
  [0.5, ({ random }) => ({ type: 'SetDelegation', on: random.chance(0.7) })],
  [
    1,
    ({ random, plan }) => ({
      type: 'SetQueue',
      unitId: random.chance(0.5) ? null : random.pick([...plan.districts.keys(), ...NOWHERE]),
      open: random.chance(0.7),
    }),
  ],
  [0.5, ({ random }) => ({ type: 'SetLimits', limits: drawLimits(random) })],
]

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
const NOWHERE = ['nowhere'] as unknown as Scene['branch']['hostUnitId'][]

const called = (scene: Scene) => ({
  siteId: scene.site((siteId) => scene.isWaiting(siteId) || scene.isIdle(siteId)),
  newRequestId: scene.newRequestId,
})

/** Desks say whose speech they mean to take over, as they saw it; what they saw may be of a while ago. */
function gives(scene: Scene) {
  const { random } = scene
  const seen = random.chance(0.3) ? { insteadOf: random.chance(0.2) ? null : scene.request('live') } : {}
  return {
    type: 'GrantFloor',
    ...called(scene),
    alongside: random.chance(0.4),
    interposed: random.chance(0.2),
    ...seen,
  } as const
}

export const OF_THE_STAGE: Acts = [
  [
    3,
    ({ random, plan, fresh }) => ({
      type: 'CallPaper',
      itemId: random.chance(0.6) ? null : random.pick([...plan.itemIds, 'none']),
      newRequestId: requestIdOf(fresh),
    }),
  ],
  [1, ({ random, plan }) => ({ type: 'BeginAgendaItem', itemId: random.pick([...plan.itemIds, 'none']) })],
  [1, () => ({ type: 'FinishAgendaItem' })],
  [
    1,
    ({ random, plan }) => ({
      type: 'SkipAgendaItem',
      itemId: random.pick([...plan.itemIds, 'none']),
      skipped: random.chance(0.5),
    }),
  ],
  [
    4,
    (scene) => ({
      type: 'SetMicrophone',
      siteId: scene.site(scene.isStaged),
      open: scene.random.chance(0.6),
    }),
  ],
  [1, () => ({ type: 'CloseAllMicrophonesButStage' })],
  [1, (scene) => ({ type: 'ChangeChair', siteId: scene.site(scene.isHere) })],
  [1, (scene) => ({ type: 'SetDeputy', siteId: scene.siteOrNone() })],
  [2, (scene) => ({ type: 'PinSite', siteId: scene.siteOrNone(scene.isStaged) })],
  [0.5, () => ({ type: 'CutToChair' })],
  [1, ({ random }) => ({ type: 'HoldStage', text: random.pick(['Tạm dừng', '', null, null, null]) })],
  [1, ({ random }) => ({ type: 'SetLayout', layout: random.pick(['single', 'sideBySide', 'content']) })],
  [1, () => ({ type: 'EndContent' })],
  [
    2,
    ({ random }) => ({
      type: 'OpenPaper',
      documentId: DOCUMENT,
      name: 'Báo cáo',
      page: random.between(1, 3),
      pages: random.chance(0.5) ? 10 : null,
    }),
  ],
  [1, (scene) => ({ type: 'SetPresenter', siteId: scene.siteOrNone(scene.isStaged) })],
  [1, () => ({ type: 'ClosePaper' })],
]

const requestIdOf = (fresh: Scene['fresh']) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
  fresh('r') as Scene['newRequestId']

export const OF_THE_CREW: Acts = [
  [1, ({ random }) => ({ type: 'OpenRollCall', anew: random.chance(0.3) })],
  [0.5, () => ({ type: 'CloseRollCall' })],
  [
    0.5,
    (scene) => ({ type: 'ExcuseSite', siteId: scene.site(), reason: scene.random.pick(['Mưa lũ', null]) }),
  ],
  [
    0.3,
    ({ fresh }) => ({ type: 'FreezeRollCall', newFreezeId: fresh('freeze'), reason: 'manual', label: '' }),
  ],
  [
    0.2,
    ({ random }) => ({
      type: 'SetQuorum',
      quorum: random.chance(0.3)
        ? null
        : {
            basis: 'sites',
            numerator: 1,
            denominator: random.between(2, 4),
            compare: 'moreThan',
            eachTier: false,
          },
    }),
  ],
  [
    0.5,
    (scene) => ({
      type: 'MarkChatRead',
      siteId: scene.site(),
      reader: scene.random.pick(['site', 'crew']),
      lineId: null,
    }),
  ],
  [
    0.3,
    (scene) => ({
      type: 'ShowMessage',
      newMessageId: scene.fresh('message'),
      text: 'Họp lại lúc 10 giờ',
      by: '',
      target: { to: 'all' },
      siteIds: [...scene.plan.siteIds],
    }),
  ],
  [
    0.3,
    ({ random, branch }) => ({
      type: 'ClearMessage',
      messageId: random.pick([...branch.assistance.messages.keys(), 'none']),
    }),
  ],
  [
    4,
    (scene) => ({
      type: 'StartTalkback',
      siteId: scene.site((siteId) => scene.isHere(siteId) && !scene.isStaged(siteId)),
      viewerId: scene.random.pick(['v1', 'v2', 'v3']),
      by: '',
    }),
  ],
  [
    1,
    (scene) => ({
      type: 'StopTalkback',
      siteId: scene.random.pick([...scene.branch.assistance.talkbacks.keys(), scene.site()]),
      reason: scene.random.pick(['crew', 'consoleLost']),
    }),
  ],
  [
    0.2,
    (scene) => ({
      type: 'NoteIncident',
      newIncidentId: scene.fresh('incident'),
      siteId: scene.siteOrNone(),
      text: 'Mất điện',
      by: '',
    }),
  ],
]

export const OF_VOTES: Acts = [
  [1, (scene) => ({ type: 'ProposeMotion', newMotionId: scene.fresh('m'), fields: someFields(scene) })],
  [0.5, (scene) => ({ type: 'AmendMotion', motionId: motion(scene, 'draft'), fields: someFields(scene) })],
  [
    2,
    (scene) => ({
      type: 'OpenVoting',
      motionId: motion(scene, 'draft'),
      newFreezeId: scene.fresh('freeze'),
      withoutQuorum: scene.random.chance(0.7),
    }),
  ],
  [8, casts],
  [2, (scene) => ({ type: 'CloseVoting', motionId: motion(scene, 'open') })],
  [2, counts],
  [0.3, (scene) => ({ type: 'WithdrawMotion', motionId: motion(scene, 'open') })],
  [
    4,
    (scene) => ({ type: 'DecideTie', motionId: motionThat(scene, isTied), passed: scene.random.chance(0.5) }),
  ],
  [
    1,
    (scene) => ({
      type: 'ShowResult',
      motionId: scene.random.chance(0.4) ? null : motion(scene, 'counted'),
    }),
  ],
]

function motion(scene: Scene, state: Motion['state']): string {
  return motionThat(scene, (one) => one.state === state)
}

function motionThat({ branch, random }: Scene, fits: (motion: Motion) => boolean): string {
  const motions = [...branch.votes.motions.values()]
  return motions.length === 0 ? 'none' : random.prefer(motions, fits).motionId
}

const isTied = ({ result }: Motion) => result?.outcome === 'tied'

function someFields({ random }: Scene) {
  return fields({
    ballot: random.pick(['open', 'secret']),
    weight: random.pick(['site', 'site', 'delegates']),
    seconds: random.chance(0.5) ? null : random.between(10, 60),
    chairDecidesTie: random.chance(0.8),
    ...(random.chance(0.3)
      ? { question: { form: 'list', choices: ['A', 'B', 'C'], choose: random.between(1, 2) } }
      : {}),
  })
}

/** A sealed ballot carries here what it says, so that it can be opened again. */
function casts(scene: Scene) {
  const { random, branch } = scene
  const motionId = motion(scene, 'open')
  const one = branch.votes.motions.get(motionId)
  const siteId = scene.site((id) => one?.rights.has(id) === true)
  const choice = random.between(0, 2)
  const weight = one?.rights.get(siteId) ?? 1
  const votes = [0, 1, 2].map((index) => (index === choice ? weight : 0))
  const isSecret = one?.fields.ballot === 'secret' && random.chance(0.95)
  const sealed = isSecret ? JSON.stringify(votes) : null
  return {
    type: 'CastBallot',
    motionId,
    siteId,
    votes,
    sealed,
    by: random.chance(0.7) ? 'site' : 'crew',
  } as const
}

function counts(scene: Scene) {
  const motionId = motion(scene, 'counting')
  const cast = [...(scene.branch.votes.motions.get(motionId)?.ballots.values() ?? [])]
  const ballots = cast.flatMap((ballot) => (ballot.kind === 'sealed' ? [opened(ballot.sealed)] : []))
  return {
    type: 'CountSealed',
    motionId,
    ballots: scene.random.chance(0.1) ? null : scene.random.shuffled(ballots),
  } as const
}

function opened(sealed: string): Ballot {
  const read: unknown = JSON.parse(sealed)
  return Array.isArray(read) ? read.map(Number) : []
}
