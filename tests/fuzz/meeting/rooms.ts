import { page, rosterEntry } from '../../../server/src/core/branch/testing.ts'
import { isDistrictRoom } from '../../../server/src/core/branch/groups.ts'
import { CALLED } from './plan.ts'
import type { Acts, Scene } from './Scene.ts'

/* What rooms do: come and go, ask, speak, answer, vote. */

export const COMING_AND_GOING: Acts = [
  [10, comes],
  [4, (scene) => ({ type: 'DropSite', siteId: scene.site(scene.isHere), instance: somePage(scene) })],
  [1, (scene) => ({ type: 'LeaveSite', siteId: scene.site(scene.isHere), instance: null })],
  [1, (scene) => ({ type: 'UnseatSite', siteId: scene.site() })],
  [5, () => ({ type: 'Tick' })],
  [1, answers],
  [0.2, ({ random, now }) => ({ type: 'ResumeAfterOutage', lastAliveAt: now - random.between(0, 60_000) })],
]

/** A room that is called answers: one that is in this branch, or one that comes over from elsewhere. */
function answers(scene: Scene) {
  const siteId = scene.random.chance(0.5) ? scene.random.pick(CALLED) : scene.site(scene.isHere)
  const isHere = scene.branch.sites.has(siteId)
  const calledId = isHere ? siteId : scene.random.pick(CALLED)
  return { type: 'AnswerCall', siteId: calledId, entry: { ...rosterEntry('u1'), siteId: calledId } } as const
}

/** The page that was there, mostly; now and then another one. */
function comes(scene: Scene) {
  const siteId = scene.site((id) => !scene.isHere(id))
  const presence = scene.branch.sites.get(siteId)?.presence
  const wasHere = presence !== undefined && 'instance' in presence && scene.random.chance(0.7)
  return { type: 'JoinSite', siteId, instance: wasHere ? presence.instance : somePage(scene) } as const
}

const somePage = ({ random }: Scene) => page(random.pick(['1', '1', '1', '2']))

export const OF_ROOMS: Acts = [
  [
    9,
    (scene) => ({
      type: 'RequestFloor',
      siteId: scene.site(scene.isIdle),
      newRequestId: scene.newRequestId,
      ...scene.words,
    }),
  ],
  [1, (scene) => ({ type: 'DescribeOwnSpeech', siteId: scene.site(scene.isWaiting), ...scene.words })],
  [1, (scene) => ({ type: 'WithdrawRequest', siteId: scene.site(scene.isWaiting) })],
  [3, (scene) => ({ type: 'AcceptInvitation', siteId: scene.site(scene.isWaiting) })],
  [3, (scene) => ({ type: 'EndOwnSpeech', siteId: scene.site(scene.isSpeaking) })],
  [
    4,
    (scene) => ({
      type: 'SetOwnMicrophone',
      siteId: scene.site(scene.isStaged),
      open: scene.random.chance(0.7),
    }),
  ],
  [2, (scene) => ({ type: 'StartContent', siteId: scene.site(scene.isStaged) })],
  [1, (scene) => ({ type: 'StopContent', siteId: scene.site(scene.isStaged) })],
  [
    3,
    (scene) => ({
      type: 'AnswerRollCall',
      siteId: scene.site(),
      present: scene.random.between(0, 5),
      invited: scene.random.between(0, 8),
      head: '',
      by: scene.random.pick(['site', 'crew']),
    }),
  ],
  [
    1,
    (scene) => ({
      type: 'WriteChat',
      newLineId: scene.fresh('line'),
      siteId: scene.site(),
      from: scene.random.pick(['site', 'crew']),
      by: '',
      text: 'Mất tiếng',
    }),
  ],
  [
    1,
    (scene) => ({
      type: 'ReadMessage',
      messageId: scene.random.pick([...scene.branch.assistance.messages.keys(), 'none']),
      siteId: scene.site(),
    }),
  ],
  [
    1,
    (scene) => ({
      type: 'TurnPaper',
      siteId: scene.siteOrNone(scene.isStaged),
      documentId: scene.branch.paper?.documentId ?? DOCUMENT,
      page: scene.random.between(1, 9),
      pages: null,
    }),
  ],
]

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
export const DOCUMENT = 'document-1' as NonNullable<Scene['branch']['paper']>['documentId']

/** A district's own room, and whoever thinks to be one. */
export const OF_DISTRICTS: Acts = [
  [
    5,
    (scene) => ({
      type: 'NominateRequest',
      requestId: scene.request('requested'),
      bySiteId: scene.siteOrNone((siteId) => isDistrictRoom(scene.branch, siteId)),
    }),
  ],
  [
    1,
    (scene) => ({
      type: 'DeclineNominee',
      requestId: scene.request('requested'),
      bySiteId: scene.siteOrNone((siteId) => isDistrictRoom(scene.branch, siteId)),
    }),
  ],
  [
    2,
    (scene) => ({
      type: 'MoveNominee',
      requestId: scene.request('requested'),
      position: scene.random.between(1, 5),
    }),
  ],
  [1, (scene) => ({ type: 'ReturnRequest', requestId: scene.request('queued') })],
]
