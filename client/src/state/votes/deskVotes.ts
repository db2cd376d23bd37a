import type { MotionView, RollRow, SessionView, SiteId, SiteRow } from '@diem-cau/protocol'
import type { DirectoryModel, PlacedSite } from '../console/directory.ts'

type Right = MotionView['rights'][number]

/** The motions of a session, as the desk works with them. */
export interface DeskVotes {
  /** What is voted on, or is being counted. */
  readonly open: MotionView | null
  readonly drafts: readonly MotionView[]
  /** Counted, or withdrawn after it was opened; the latest first. */
  readonly past: readonly MotionView[]
  /** Titles of the agenda's votes that nobody has prepared yet. */
  readonly offered: readonly string[]
}

function motionsOf(view: SessionView): MotionView[] {
  return Object.entries(view).flatMap(([key, value]) =>
    key.startsWith('motion:') && 'motionId' in value && 'fields' in value ? [value] : [],
  )
}

export function deskVotes(view: SessionView): DeskVotes {
  const motions = motionsOf(view)
  const titles = new Set(motions.map(({ fields }) => fields.title.trim()))
  return {
    open: motions.find(({ state }) => state === 'open' || state === 'counting') ?? null,
    drafts: motions.filter(({ state }) => state === 'draft'),
    past: motions
      .filter(({ state, openedAt }) => (state === 'counted' || state === 'withdrawn') && openedAt !== null)
      .toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0)),
    offered: view.conduct.agenda
      .filter(({ kind, title, state }) => kind === 'vote' && state !== 'skipped' && !titles.has(title.trim()))
      .map(({ title }) => title.trim()),
  }
}

/** A vote that is open, and ties that the chair has yet to decide. */
export function votesWaiting(view: SessionView): number {
  return motionsOf(view).filter(({ state, result }) => state === 'open' || result?.outcome === 'tied').length
}

/** Rights and those used, of one tier. */
export interface TierTurnout {
  readonly tier: number
  readonly entitled: number
  readonly cast: number
  readonly sites: number
  readonly voted: number
}

/** The tier of every site's unit; sites that the directory does not know are of none. */
function tierOf({ reply }: DirectoryModel): (siteId: SiteId) => number {
  const tiers = new Map(reply.units.map(({ unitId, tier }) => [unitId, tier]))
  const units = new Map(reply.sites.map(({ siteId, unitId }) => [siteId, unitId]))
  return (siteId) => {
    const unitId = units.get(siteId)
    return (unitId === undefined ? undefined : tiers.get(unitId)) ?? 0
  }
}

/** How far each tier has voted. A delegation counts whole as soon as it has voted. */
export function turnoutByTier({ rights }: MotionView, directory: DirectoryModel): TierTurnout[] {
  const tier = tierOf(directory)
  const groups = Map.groupBy(rights, ({ siteId }) => tier(siteId))
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([number, own]) => {
      const voted = own.filter((right) => right.voted)
      return {
        tier: number,
        entitled: weightOf(own),
        cast: weightOf(voted),
        sites: own.length,
        voted: voted.length,
      }
    })
}

function weightOf(rights: readonly Right[]): number {
  return rights.reduce((sum, { weight }) => sum + weight, 0)
}

export interface Waiting {
  readonly right: Right
  readonly site: PlacedSite | undefined
}

/** Who has a right and has not voted, in the order of the tree; filtered by an already folded text. */
export function stillToVote(
  { rights }: MotionView,
  directory: DirectoryModel | null,
  folded: string,
): Waiting[] {
  const order = new Map(directory?.sites.map(({ siteId }, index) => [siteId, index]))
  return rights
    .filter(({ voted }) => !voted)
    .map((right) => ({ right, site: directory?.site(right.siteId) }))
    .filter(({ site }) => folded === '' || (site !== undefined && matches(site, folded)))
    .toSorted((a, b) => (order.get(a.right.siteId) ?? 0) - (order.get(b.right.siteId) ?? 0))
}

function matches(site: PlacedSite, folded: string): boolean {
  return site.folded.includes(folded)
}

/** Who would have a right, were the vote opened now. */
export interface Prospect {
  readonly sites: number
  readonly votes: number
  /** There, but without a number of delegates. */
  readonly uncounted: number
}

type RollFacts = Pick<RollRow, 'state' | 'answer'>

function rollRowsOf(view: SessionView): RollFacts[] {
  const rows = Object.entries(view).flatMap(([key, value]) =>
    key.startsWith('roll:') && 'answer' in value && 'excuse' in value ? [value] : [],
  )
  return rows.length > 0 ? rows : unaskedRows(view)
}

/** While nobody was asked who is there, a site is there by its link. */
function unaskedRows(view: SessionView): RollFacts[] {
  return Object.entries(view).flatMap(([key, value]) =>
    key.startsWith('site:') && 'presence' in value
      ? [{ state: isLinked(value) ? ('silent' as const) : ('absent' as const), answer: null }]
      : [],
  )
}

function isLinked({ presence }: SiteRow): boolean {
  return presence === 'connected' || presence === 'away'
}

export function prospectOf(view: SessionView, weight: 'site' | 'delegates'): Prospect {
  const there = rollRowsOf(view).filter(({ state }) => state === 'present' || state === 'silent')
  const votesOf = ({ state, answer }: RollFacts): number =>
    weight === 'site' ? 1 : state === 'present' ? (answer?.present ?? 0) : 0
  const entitled = there.filter((row) => votesOf(row) > 0)
  return {
    sites: entitled.length,
    votes: entitled.reduce((sum, row) => sum + votesOf(row), 0),
    uncounted: there.length - entitled.length,
  }
}

/** Of a secret vote with so few ballots the result tells who has voted how. */
export const FEW_BALLOTS = 2
