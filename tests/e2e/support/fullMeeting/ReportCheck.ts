import type { Report, ReportSpeech, SiteId, UnitId } from '@diem-cau/protocol'
import { expect } from 'vitest'
import { ABSENT, CHAIR, delegatesOf, DISTRICTS, DONG_VAN, EXCUSED, INVITED, PLAYED, sitesOf } from './cast.ts'
import { CHAIR_PERSON, PAPERS, TITLE } from './plan.ts'
import { between, type During, type PlayedSpeech, type PlayedVote } from './Script.ts'

/** All that the script has done, by its own clock. */
export interface Played {
  readonly started: During
  readonly ended: During
  /** When the rooms were in the meeting for good. */
  readonly joined: During
  readonly rollFrozen: During
  readonly excuse: string
  readonly byTelephone: SiteId
  readonly drops: readonly { readonly siteId: SiteId; readonly lost: During; readonly back: During }[]
  readonly branch: {
    readonly sessionId: string
    readonly left: During
    readonly back: During
    readonly given: During
    readonly ended: During
  }
  readonly speeches: readonly PlayedSpeech[]
  readonly votes: readonly PlayedVote[]
  readonly incident: { readonly siteId: SiteId; readonly text: string; readonly at: During }
  readonly message: { readonly text: string; readonly at: During; readonly read: number }
  readonly chat: { readonly siteId: SiteId; readonly fromSite: number; readonly fromCrew: number }
}

/** The server's clock is the script's: they are on one machine. */
function expectWithin(at: number | null | undefined, { from, until }: During, what: string): void {
  expect(at, what).toBeGreaterThanOrEqual(from)
  expect(at, what).toBeLessThanOrEqual(until)
}

function expectLength(lengthMs: number, begin: During, end: During, what: string): void {
  const { least, most } = between(begin, end)
  expect(lengthMs, what).toBeGreaterThanOrEqual(least)
  expect(lengthMs, what).toBeLessThanOrEqual(most)
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0)

/** Every figure of a report against what was played. */
export function checkReport(report: Report, played: Played): void {
  checkHead(report, played)
  checkAttendance(report, played)
  checkRolls(report, played)
  checkRegister(report, played)
  checkSpeaking(report, played)
  checkAgenda(report, played)
  checkVotes(report, played)
  checkBranch(report, played)
  checkTrouble(report, played)
}

function checkHead({ head, live, until, scope }: Report, { started, ended }: Played): void {
  expect({ live, scope }).toEqual({ live: false, scope: 'whole' })
  expect(head).toMatchObject({
    title: TITLE,
    type: 'linkedThreeLevel',
    hostUnitName: 'Tỉnh Hà Giang',
    parent: null,
    urgentReason: null,
    chairs: [{ siteId: CHAIR, person: CHAIR_PERSON, from: head.startedAt, until: head.endedAt }],
  })
  expectWithin(head.startedAt, started, 'started')
  expectWithin(head.endedAt, ended, 'ended')
  expect(until).toBe(head.endedAt)
  expect(head.durationMs).toBe((head.endedAt ?? 0) - head.startedAt)
}

const THERE = [CHAIR, ...PLAYED]

function checkAttendance({ attendance, head, quality }: Report, played: Played): void {
  const { rows, totals, byTier, byGroup } = attendance
  expect(rows.map(({ siteId }) => siteId).toSorted()).toEqual(INVITED.toSorted())
  const all = THERE.map(delegatesOf)
  const outages = played.drops.length
  expect(totals).toMatchObject({
    sites: INVITED.length,
    came: THERE.length,
    late: 0,
    excused: 1,
    absent: 1,
    present: sum(all.map(({ present }) => present)),
    invited: sum(all.map(({ invited }) => invited)),
    answers: THERE.length,
    outages,
  })
  for (const row of rows) {
    const { siteId } = row
    if (siteId === EXCUSED || siteId === ABSENT) {
      const state = siteId === EXCUSED ? 'excused' : 'absent'
      const excuse = siteId === EXCUSED ? played.excuse : null
      expect(row).toMatchObject({
        state,
        excuse,
        firstJoinedAt: null,
        connectedMs: 0,
        outages: [],
        answer: null,
      })
      continue
    }
    const by = siteId === played.byTelephone ? 'crew' : 'site'
    expect(row).toMatchObject({
      state: 'came',
      excuse: null,
      lateMs: null,
      leftAt: null,
      answer: { ...delegatesOf(siteId), by },
    })
    expectWithin(row.firstJoinedAt, played.joined, `${siteId} joined`)
    const drops = played.drops.filter((one) => one.siteId === siteId)
    expect(row.outages.length, `${siteId}: outages`).toBe(drops.length)
    for (const [index, { lost, back }] of drops.entries()) {
      const outage = row.outages[index]
      expectWithin(outage?.from, { ...lost, from: lost.from - 1_000 }, `${siteId} lost`)
      expectWithin(outage?.until, back, `${siteId} back`)
      expect(outage).toMatchObject({ ended: 'back', lapsed: false, branchId: null })
    }
    // From coming to the end, less what it was gone; a way into a branch and back takes its moment.
    const most = (head.endedAt ?? 0) - (row.firstJoinedAt ?? 0) - row.outageMs
    expect(row.connectedMs, siteId).toBeLessThanOrEqual(most)
    expect(row.connectedMs, siteId).toBeGreaterThan(most - 3_000)
  }
  expect(totals.connectedMs).toBe(sum(rows.map(({ connectedMs }) => connectedMs)))
  expect(totals.outageMs).toBe(sum(rows.map(({ outageMs }) => outageMs)))
  expect(byTier.map(({ tier, totals: of }) => [tier, of.sites, of.came])).toEqual([
    [1, 3, 1],
    [2, 3, 3],
    [3, 9, 9],
  ])
  const groups = new Map(byGroup.map(({ unitId, totals: of }) => [unitId, [of.sites, of.present]]))
  expect(groups).toEqual(
    new Map([
      [null, [3, delegatesOf(CHAIR).present]],
      ...DISTRICTS.map((district): [UnitId, number[]] => {
        const present = sitesOf(district).map((siteId) => delegatesOf(siteId).present)
        return [district.unitId, [present.length, sum(present)]]
      }),
    ]),
  )
  expect(quality).toMatchObject({
    came: THERE.length,
    withoutOutage: THERE.length - outages,
    outages,
    outageMs: totals.outageMs,
  })
}

function checkRolls({ rolls, votes }: Report, { rollFrozen, votes: played }: Played): void {
  expect(rolls.map(({ reason }) => reason)).toEqual(['start', 'vote', 'vote'])
  expectWithin(rolls[0]?.at, rollFrozen, 'frozen')
  for (const [index, roll] of rolls.entries()) {
    expect(roll.totals).toMatchObject({
      sites: INVITED.length,
      presentSites: THERE.length,
      excusedSites: 1,
      absentSites: 1,
    })
    expect(roll.rows.length).toBe(INVITED.length)
    for (const siteId of THERE) {
      const row = roll.rows.find((one) => one.siteId === siteId)
      expect(row, siteId).toMatchObject({ state: 'present', answer: delegatesOf(siteId) })
    }
    if (index === 0) continue
    expect(votes[index - 1]?.freezeId).toBe(roll.freezeId)
    expectWithin(roll.at, played[index - 1]?.opened ?? rollFrozen, 'frozen for a vote')
  }
}

function checkRegister({ register }: Report, { speeches }: Played): void {
  expect(register.map(({ requestId }) => requestId)).toEqual(speeches.map(({ requestId }) => requestId))
  for (const [index, speech] of speeches.entries()) checkSpeech(register[index], speech)
}

function checkSpeech(entry: ReportSpeech | undefined, speech: PlayedSpeech): void {
  const { siteId, kind, speaker, topic, itemTitle, calledByChair, check, extensions, interposed } = speech
  const { outcome, endedBy, limitMs, given, nominatedBy } = speech
  const of = `${siteId} (${kind})`
  if (entry === undefined) throw new Error(`${of} is not in the register`)
  expect(entry, of).toMatchObject({
    siteId,
    kind,
    speaker,
    topic,
    itemTitle,
    calledByChair,
    check,
    extensions,
    interposed,
    outcome,
    endedBy,
    limitMs,
  })
  expect(entry.itemId === null, of).toBe(itemTitle === '')
  expectWithin(entry.askedAt, speech.asked, `${of} asked`)
  expectWithin(entry.endedAt, speech.ended, `${of} ended`)
  expect(entry.nominated?.unitId ?? null, of).toBe(nominatedBy?.unitId ?? null)
  if (nominatedBy !== null) expectWithin(entry.nominated?.at, nominatedBy.at, `${of} nominated`)
  if (given.length === 0) {
    expect(entry.stints, of).toEqual([])
    expect(entry.spokenMs, of).toBe(0)
    expectLength(entry.waitedMs ?? -1, speech.asked, speech.ended, `${of} waited`)
    return
  }
  expect(entry.stints.length, of).toBe(given.length)
  for (const [index, stint] of entry.stints.entries()) {
    const end = speech.lost[index] ?? speech.ended
    expectWithin(stint.from, given[index] ?? speech.ended, `${of} from`)
    expectWithin(stint.until, end, `${of} until`)
    expectLength(stint.until - stint.from, given[index] ?? speech.ended, end, `${of} on the floor`)
  }
  if (calledByChair) expect(entry.waitedMs, of).toBeNull()
  else {
    expect(entry.waitedMs, of).toBeGreaterThan(0)
    expectLength(entry.waitedMs ?? -1, speech.asked, given[0] ?? speech.ended, `${of} waited`)
  }
  expect(entry.pausedMs, of).toBeGreaterThanOrEqual(
    sum(speech.paused.map(({ begun, over }) => between(begun, over).least)),
  )
  expect(entry.pausedMs, of).toBeLessThanOrEqual(
    sum(speech.paused.map(({ begun, over }) => between(begun, over).most)),
  )
  const onFloorMs = sum(entry.stints.map(({ from, until }) => until - from))
  expect(entry.spokenMs + entry.pausedMs, of).toBe(onFloorMs)
  expect(entry.overMs, of).toBe(speech.isOverTime ? Math.max(1, onFloorMs - (limitMs ?? 0)) : 0)
}

function checkSpeaking({ speaking, register, attendance }: Report, { speeches }: Played): void {
  const spoken = speeches.filter(({ given }) => given.length > 0)
  const sites = new Set(spoken.map(({ siteId }) => siteId))
  expect(speaking).toMatchObject({
    speeches: spoken.length,
    planned: PAPERS.length,
    spokenMs: sum(register.map(({ spokenMs }) => spokenMs)),
    sitesSpoken: sites.size,
  })
  const silent = PLAYED.filter((siteId) => !sites.has(siteId))
  expect(speaking.silent.map(({ siteId }) => siteId).toSorted()).toEqual(silent.toSorted())
  for (const group of speaking.byGroup) {
    const own = attendance.rows.filter(({ groupUnitId }) => groupUnitId === group.unitId)
    const ids = new Set(own.map(({ siteId }) => siteId))
    const theirs = spoken.filter(({ siteId }) => ids.has(siteId))
    expect(group).toMatchObject({
      sites: own.length,
      speeches: theirs.length,
      sitesSpoken: new Set(theirs.map(({ siteId }) => siteId)).size,
      spokenMs: sum(register.filter(({ siteId }) => ids.has(siteId)).map(({ spokenMs }) => spokenMs)),
    })
  }
}

/** The papers were given; of what else was planned nothing was begun. */
function checkAgenda({ agenda }: Report, { speeches }: Played): void {
  const papers = agenda.items.filter(({ kind }) => kind === 'paper')
  expect(papers.map(({ title }) => title)).toEqual(PAPERS.map(({ title }) => title))
  for (const [index, item] of papers.entries()) {
    const { siteId, person, minutes, title } = PAPERS[index] ?? PAPERS[0]
    expect(item).toMatchObject({ siteId, person, plannedMs: minutes * 60_000, state: 'done', speechCount: 1 })
    const speech = speeches.find(({ itemTitle }) => itemTitle === title)
    const [begun] = speech?.given ?? []
    if (speech === undefined || begun === undefined) throw new Error(`${title} was not given`)
    expectWithin(item.begunAt, begun, `${title} begun`)
    expectWithin(item.endedAt, speech.ended, `${title} ended`)
  }
  expect(agenda.notReached).toBe(agenda.items.length - PAPERS.length)
  expect(agenda.skipped).toBe(0)
  expect(agenda.actualMs).toBe(sum(agenda.items.map(({ actualMs }) => actualMs)))
  expect(agenda.plannedMs).toBe(sum(agenda.items.map(({ plannedMs }) => plannedMs)))
}

const TIER_OF = new Map<SiteId, number>([
  [CHAIR, 1],
  ...DISTRICTS.flatMap(({ room, communes }): [SiteId, number][] => [
    [room, 2],
    ...communes.map((siteId): [SiteId, number] => [siteId, 3]),
  ]),
])

function checkVotes({ votes }: Report, { votes: played }: Played): void {
  expect(votes.map(({ motionId }) => motionId)).toEqual(played.map(({ motionId }) => motionId))
  for (const [index, vote] of played.entries()) checkVote(votes[index], vote)
}

function checkVote(found: Report['votes'][number] | undefined, played: PlayedVote): void {
  const { title, ballot, voted, weights, closedBy } = played
  if (found === undefined) throw new Error(`${title} is not in the report`)
  const numbers = tally([...voted.values()])
  expect(found).toMatchObject({
    fields: { title, ballot },
    state: 'counted',
    closedBy,
    withoutQuorum: false,
    entitled: sum(weights.values()),
    entitledSites: weights.size,
    castSites: voted.size,
    withdrawn: null,
    result: {
      votes: numbers,
      entitled: sum(weights.values()),
      cast: sum(numbers),
      outcome: 'passed',
      byChair: false,
    },
  })
  expectWithin(found.openedAt, played.opened, `${title} opened`)
  expectWithin(found.closedAt, played.closed, `${title} closed`)
  for (const { tier, tally: of } of found.result?.byTier ?? []) {
    const ids = [...weights.keys()].filter((siteId) => TIER_OF.get(siteId) === tier)
    const theirs = ids.flatMap((siteId) => [voted.get(siteId) ?? []].filter(({ length }) => length > 0))
    expect(of.entitled, title).toBe(sum(ids.map((siteId) => weights.get(siteId) ?? 0)))
    // What a secret ballot says by tier is only who has voted.
    if (ballot === 'open') expect(of, title).toMatchObject({ votes: tally(theirs), cast: sum(tally(theirs)) })
    else expect(of, title).toMatchObject({ votes: [], cast: theirs.length })
  }
  for (const right of found.rights) {
    const votes = voted.get(right.siteId)
    const isSaid = ballot === 'open' && votes !== undefined
    expect(right, title).toMatchObject({
      weight: weights.get(right.siteId),
      voted: votes !== undefined,
      ballot: isSaid ? votes : null,
    })
  }
  expect(found.rights.filter(({ byCrew }) => byCrew).length).toBe(ballot === 'open' ? 1 : 0)
}

function tally(ballots: readonly (readonly number[])[]): number[] {
  return [0, 1, 2].map((choice) => sum(ballots.map((votes) => votes[choice] ?? 0)))
}

function checkBranch({ branches }: Report, { branch }: Played): void {
  expect(branches.length).toBe(1)
  const [found] = branches
  expect(found).toMatchObject({
    sessionId: branch.sessionId,
    unitId: DONG_VAN.unitId,
    unitName: DONG_VAN.name,
    chairSiteId: DONG_VAN.room,
    speechCount: 1,
  })
  expect(found?.siteIds.toSorted()).toEqual(sitesOf(DONG_VAN).toSorted())
  expectWithin(found?.from, branch.left, 'left')
  expectWithin(found?.until, branch.back, 'came back')
  expectLength(found?.spokenMs ?? -1, branch.given, branch.ended, 'spoken in the branch')
}

function checkTrouble(
  { incidents, help }: Report,
  { incident, drops, message, chat, speeches }: Played,
): void {
  const noted = incidents.filter(({ kind }) => kind === 'noted')
  expect(noted).toMatchObject([{ siteId: incident.siteId, text: incident.text, branchId: null }])
  expectWithin(noted[0]?.from, incident.at, 'noted')
  const speaking = drops.filter(({ back }) => speeches.some(({ lost }) => lost.includes(back)))
  const others = incidents.filter(({ kind }) => kind !== 'noted')
  expect(others.map(({ kind, siteId }) => [kind, siteId])).toEqual(
    speaking.map(({ siteId }) => ['speakerLost', siteId]),
  )
  expect(help.messages).toMatchObject([
    { text: message.text, target: { to: 'all' }, sites: INVITED.length, read: message.read },
  ])
  expectWithin(help.messages[0]?.at, message.at, 'said to all')
  expect(help.chats).toMatchObject([chat])
  expect(help).toMatchObject({
    fromSites: chat.fromSite,
    fromCrew: chat.fromCrew,
    talkbacks: 0,
    talkbackMs: 0,
  })
}
