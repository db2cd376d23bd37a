import * as fc from 'fast-check'
import type { BranchCommand, CommandOf } from './commands.ts'
import { isLive, openMicrophones, type BranchState } from './state.ts'
import { CHAIR, OPENED_AT, page, requestOf, site } from './testing.ts'

/* What sites and operators may think of, and what must be true whatever they do: for specifications by properties. */

export const GRACE_MS = 30_000
export const SITES = [CHAIR, ...['a', 'b', 'c', 'd', 'e'].map(site)]
const STRANGER = site('stranger')

const anySite = fc.constantFrom(...SITES, STRANGER)
const anyPage = fc.constantFrom('1', '2', '3')
/** Ids of requests are handed out one after the other: small numbers are some that exist. */
const anyRequest = fc.nat(30).map((n) => requestOf(`r${n}`))
const open = fc.boolean()
const anyKind = fc.constantFrom('discussion', 'question', 'pointOfOrder')
const siteAndPage = { siteId: anySite, instance: anyPage.map(page) }
const call = { siteId: anySite, newRequestId: fc.constant(requestOf('new')) }

type Fields<T> = { [K in Exclude<keyof T, 'type'>]: fc.Arbitrary<Exclude<T[K], undefined>> }
const of = <T extends BranchCommand['type']>(type: T, fields: Fields<CommandOf<T>>) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields are of the type that is named
  fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<BranchCommand>

const anyCommand: fc.Arbitrary<BranchCommand> = fc.oneof(
  { weight: 12, arbitrary: of('JoinSite', siteAndPage) },
  { weight: 6, arbitrary: of('DropSite', siteAndPage) },
  { weight: 2, arbitrary: of('LeaveSite', siteAndPage) },
  { weight: 1, arbitrary: of('UnseatSite', { siteId: anySite }) },
  { weight: 5, arbitrary: of('Tick', {}) },
  {
    weight: 1,
    arbitrary: of('ResumeAfterOutage', { lastAliveAt: fc.nat(200_000).map((ms) => OPENED_AT + ms) }),
  },
  {
    weight: 8,
    arbitrary: of('RequestFloor', {
      ...call,
      kind: anyKind,
      speaker: fc.constant(''),
      topic: fc.constant(''),
    }),
  },
  { weight: 2, arbitrary: of('WithdrawRequest', { siteId: anySite }) },
  { weight: 3, arbitrary: of('AcceptInvitation', { siteId: anySite }) },
  { weight: 2, arbitrary: of('EndOwnSpeech', { siteId: anySite }) },
  { weight: 6, arbitrary: of('SetOwnMicrophone', { siteId: anySite, open }) },
  { weight: 3, arbitrary: of('StartContent', { siteId: anySite }) },
  { weight: 1, arbitrary: of('StopContent', { siteId: anySite }) },
  { weight: 3, arbitrary: of('InviteSpeaker', call) },
  { weight: 3, arbitrary: of('PrepareSpeaker', call) },
  { weight: 10, arbitrary: of('GrantFloor', { ...call, alongside: fc.boolean(), interposed: fc.boolean() }) },
  { weight: 2, arbitrary: of('FinishSpeech', { requestId: anyRequest }) },
  { weight: 2, arbitrary: of('RevokeFloor', { requestId: anyRequest }) },
  { weight: 1, arbitrary: of('DeclineRequest', { requestId: anyRequest }) },
  { weight: 2, arbitrary: of('RequeueRequest', { requestId: anyRequest }) },
  {
    weight: 3,
    arbitrary: of('MoveRequest', { requestId: anyRequest, position: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 4, arbitrary: of('SetMicrophone', { siteId: anySite, open }) },
  { weight: 1, arbitrary: of('CloseAllMicrophonesButStage', {}) },
  { weight: 3, arbitrary: of('ChangeChair', { siteId: anySite }) },
  { weight: 1, arbitrary: of('SetLayout', { layout: fc.constantFrom('single', 'sideBySide', 'content') }) },
  { weight: 1, arbitrary: of('EndContent', {}) },
)

export interface Step {
  command: BranchCommand
  /** Milliseconds that have passed before it. */
  passedMs: number
}
export const anyStep: fc.Arbitrary<Step> = fc.record({
  command: anyCommand,
  passedMs: fc.oneof(
    { weight: 8, arbitrary: fc.nat(4_000) },
    { weight: 2, arbitrary: fc.integer({ min: GRACE_MS - 500, max: GRACE_MS + 5_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 0 }) },
  ),
})
/** Plain and quick: this runs some hundred thousand times. */
export function must(isSo: boolean, rule: string): void {
  if (!isSo) throw new Error(`Not so: ${rule}`)
}
const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length

/** What must be true of a branch at every moment. */
export function checkRules(state: BranchState): void {
  if (state.status !== 'open') return
  const { rules, speeches, content, chair, sites } = state
  const live = speeches.filter(isLive)
  const heard = openMicrophones(state)
  const onStage = [chair.siteId, ...live.map(({ siteId }) => siteId)]
  must(live.length <= rules.speakerPlaces, 'never more live than places')
  must(isUnique(live.map(({ phase }) => phase.slot)), 'no two on one slot')
  must(isUnique(speeches.map(({ siteId }) => siteId)), 'a site has one speech')
  must(isUnique(speeches.map(({ requestId }) => requestId)), 'a request is one')
  must(!speeches.some(({ siteId }) => siteId === chair.siteId), 'the chair does not ask')
  must(
    [chair, ...speeches].every(({ siteId }) => sites.has(siteId)),
    'who chairs, speaks or waits is of this branch',
  )
  must(heard.length <= rules.maxOpenMicrophones, 'open microphones within the limit')
  must(
    heard.every((siteId) => onStage.includes(siteId)),
    'heard is only the chair or who is live',
  )
  must(content === null || onStage.includes(content.siteId), 'content is presented from the stage')
  for (const { siteId, presence } of sites.values()) {
    const isGone = presence.state === 'absent' || presence.state === 'left'
    const isLapsed = presence.state === 'away' && presence.lapsed
    must(!(isGone || isLapsed) || !heard.includes(siteId), 'who is gone is not heard')
    must(!isGone || !speeches.some((speech) => speech.siteId === siteId), 'who is gone does not ask')
    must(!isLapsed || !live.some((speech) => speech.siteId === siteId), 'who has lapsed is not live')
  }
}
