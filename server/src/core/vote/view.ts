import type { MotionView, ShownResult, SiteId, SiteMotionView } from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'
import type { Directory } from '../directory/index.ts'
import { turnout } from './tally.ts'
import type { Motion } from './types.ts'

/** Motions as a console is shown them; those that are being prepared only where they are conducted. */
export function motionViews(
  { votes }: OpenBranch,
  { isVisible, mayConduct }: { isVisible: (siteId: SiteId) => boolean; mayConduct: boolean },
): MotionView[] {
  // Asked of each site once, not once in every motion.
  const known = new Map<SiteId, boolean>()
  const isSeen = (siteId: SiteId): boolean => {
    const seen = known.get(siteId) ?? isVisible(siteId)
    known.set(siteId, seen)
    return seen
  }
  return [...votes.motions.values()]
    .filter(({ openedAt }) => openedAt !== null || mayConduct)
    .map((motion) => motionView(motion, isSeen, votes.shownMotionId))
}

function motionView(
  motion: Motion,
  isVisible: (siteId: SiteId) => boolean,
  shownMotionId: string | null,
): MotionView {
  const whole = wholeView(motion)
  const rights = whole.rights.filter(({ siteId }) => isVisible(siteId))
  const isWhole = rights.length === whole.rights.length
  const shown = shownMotionId === motion.motionId
  return isWhole && !shown ? whole : { ...whole, rights: isWhole ? whole.rights : rights, shown }
}

/** Drawn once for each state of a motion: a session has dozens, and many consoles look on. */
const DRAWN = new WeakMap<Motion, MotionView>()

/** A motion as those are shown it who see every site. */
function wholeView(motion: Motion): MotionView {
  const drawn = DRAWN.get(motion)
  if (drawn !== undefined) return drawn
  const view = drawnOf(motion)
  DRAWN.set(motion, view)
  return view
}

function drawnOf(motion: Motion): MotionView {
  const { motionId, fields, state, openedAt, closesAt, closedAt, result, withdrawn, withoutQuorum } = motion
  const { entitled, cast } = result ?? turnout(motion)
  return {
    motionId,
    fields,
    state,
    openedAt,
    closesAt,
    closedAt,
    rights: rightsOf(motion),
    entitled,
    cast,
    result,
    withdrawn,
    shown: false,
    withoutQuorum,
    freezeId: motion.freezeId,
  }
}

/** In the order of the rights, whoever votes when; how a sealed ballot was cast is known to nobody. */
function rightsOf({ rights, ballots }: Motion): MotionView['rights'] {
  return [...rights].map(([siteId, weight]) => {
    const ballot = ballots.get(siteId)
    const isOpen = ballot?.kind === 'open'
    return {
      siteId,
      weight,
      voted: ballot !== undefined,
      ballot: isOpen ? ballot.votes : null,
      byCrew: isOpen && ballot.by === 'crew',
    }
  })
}

/** What a site's page is shown: what is open, else what was closed last; and what is on everybody's screen. */
export function siteMotions({ votes }: OpenBranch, siteId: SiteId): SiteMotionView[] {
  const motions = [...votes.motions.values()]
  const open = motions.filter(({ state }) => state === 'open' || state === 'counting')
  const told = open.length > 0 ? open : lastClosed(motions)
  const shown = motions.filter((motion) => motion.motionId === votes.shownMotionId && !told.includes(motion))
  return [...told, ...shown].map((motion) => siteMotion(motion, siteId, votes.shownMotionId))
}

function lastClosed(motions: readonly Motion[]): Motion[] {
  return motions
    .filter(({ openedAt, closedAt }) => openedAt !== null && closedAt !== null)
    .toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))
    .slice(0, 1)
}

function siteMotion(motion: Motion, siteId: SiteId, shownMotionId: string | null): SiteMotionView {
  const { motionId, fields, state, closesAt, closedAt, result } = motion
  const ballot = motion.ballots.get(siteId)
  return {
    motionId,
    title: fields.title,
    text: fields.text,
    ballot: fields.ballot,
    question: fields.question,
    state,
    closesAt,
    closedAt,
    weight: motion.rights.get(siteId) ?? 0,
    voted: ballot !== undefined,
    ownBallot: ballot?.kind === 'open' ? ballot.votes : null,
    result: motionId === shownMotionId ? result : null,
  }
}

/** The result that is on everybody's screen. */
export function shownResult({ votes }: OpenBranch, directory: Directory): ShownResult | null {
  const motion = votes.shownMotionId === null ? undefined : votes.motions.get(votes.shownMotionId)
  if (motion === undefined || motion.result === null) return null
  const { title, question, ballot, weight } = motion.fields
  const choices = question.form === 'list' ? question.choices : []
  const tierNames = directory.data.tiers.map(({ name }) => ({ vi: name.vi, en: name.en }))
  return { motionId: motion.motionId, title, choices, ballot, weight, tierNames, result: motion.result }
}
