import { YES_NO_CHOICES, type MotionFields } from '../conduct/vote.ts'
import type { Language } from '../errors.ts'
import type { Report, ReportSpeech, ReportVote } from './schema.ts'
import { tableOf, type ReportTable } from './table.ts'
import { wordOf, type ReportWords } from './words.ts'

/** What the meeting did: agenda, speeches, votes, what was shown. */
export function conductTables(report: Report, words: ReportWords, language: Language): ReportTable[] {
  const { speaking } = report
  return [
    agendaTable(report, words),
    registerTable(report.register, words),
    tableOf('speaking', speaking.byGroup, [
      ['district', 'text', ({ unitId, name }) => (unitId === null ? words.noDistrict : name), 3],
      ['sites', 'number', ({ sites }) => sites],
      ['sitesSpoken', 'number', ({ sitesSpoken }) => sitesSpoken],
      ['speeches', 'number', ({ speeches }) => speeches],
      ['spoken', 'length', ({ spokenMs }) => spokenMs],
    ]),
    tableOf('silent', speaking.silent, [
      ['number', 'number', (_row, index) => index + 1, 0.4],
      ['site', 'text', ({ name }) => name, 2],
      ['unit', 'text', ({ unitName }) => unitName, 2],
      ['district', 'text', ({ groupName }) => groupName],
    ]),
    ...voteTables(report, words, language),
    paperTable(report, words),
  ]
}

function agendaTable({ agenda, live }: Report, words: ReportWords): ReportTable {
  return tableOf('agenda', agenda.items, [
    ['number', 'number', (_item, index) => index + 1, 0.6],
    ['item', 'text', ({ title }) => title, 4],
    ['kind', 'text', ({ kind }) => wordOf(words.itemKind, kind)],
    [
      'person',
      'text',
      ({ person, siteName }) => [person, siteName].filter((text) => text !== '').join(', '),
      2,
    ],
    ['planned', 'length', ({ plannedMs }) => plannedMs],
    ['actual', 'length', ({ begunAt, actualMs }) => (begunAt === null ? null : actualMs)],
    ['from', 'moment', ({ begunAt }) => begunAt],
    ['until', 'moment', ({ endedAt }) => endedAt],
    ['speeches', 'number', ({ speechCount }) => speechCount],
    [
      'state',
      'text',
      ({ state }) => (state === 'underWay' && !live ? words.brokenOff : words.agendaState[state]),
    ],
  ])
}

function registerTable(register: readonly ReportSpeech[], words: ReportWords): ReportTable {
  return tableOf('register', register, [
    ['number', 'number', (_speech, index) => index + 1, 0.6],
    ['speaker', 'text', ({ speaker }) => speaker, 1.5],
    ['site', 'text', ({ name }) => name, 2],
    ['unit', 'text', ({ unitName }) => unitName, 1.5],
    ['district', 'text', ({ groupName }) => groupName],
    ['kind', 'text', (speech) => kindText(speech, words)],
    ['topic', 'text', ({ itemTitle, topic }) => (topic === '' ? itemTitle : topic), 2],
    ['origin', 'text', (speech) => originOf(speech, words)],
    ['asked', 'moment', ({ askedAt }) => askedAt],
    ['nominated', 'text', ({ nominated }) => nominated?.unitName ?? ''],
    ['invitedAt', 'moment', ({ invitedAt }) => invitedAt],
    ['standby', 'moment', ({ standbyAt }) => standbyAt],
    ['waited', 'length', ({ waitedMs }) => waitedMs],
    ['spokeFrom', 'moment', ({ stints }) => stints[0]?.from ?? null],
    ['spokeUntil', 'moment', ({ stints }) => stints.at(-1)?.until ?? null],
    ['spoken', 'length', ({ stints, spokenMs }) => (stints.length === 0 ? null : spokenMs)],
    ['limit', 'length', ({ limitMs }) => limitMs],
    ['over', 'length', ({ overMs }) => (overMs === 0 ? null : overMs)],
    ['paused', 'length', ({ pausedMs }) => (pausedMs === 0 ? null : pausedMs)],
    ['outcome', 'text', (speech) => outcomeOf(speech, words), 1.5],
  ])
}

function kindText({ kind, interposed }: ReportSpeech, words: ReportWords): string {
  return interposed ? `${words.kind[kind]} (${words.interposed})` : words.kind[kind]
}

function originOf({ itemId, calledByChair }: ReportSpeech, words: ReportWords): string {
  if (itemId !== null) return words.plannedPaper
  return calledByChair ? words.called : words.requested
}

function outcomeOf({ outcome, endedBy }: ReportSpeech, words: ReportWords): string {
  const word = words.outcome[outcome]
  const saysMore = outcome === 'done' || (outcome === 'withdrawn' && endedBy !== 'site')
  return endedBy === null || !saysMore ? word : `${word}, ${wordOf(words.endedBy, endedBy)}`
}

function voteTables({ votes, head }: Report, words: ReportWords, language: Language): ReportTable[] {
  const tierOf = (tier: number): string =>
    head.tierNames.find((named) => named.tier === tier)?.name[language] ?? String(tier)
  const byTier = votes.flatMap(({ fields, result }) =>
    (result?.byTier ?? []).map(({ tier, tally }) => ({ fields, tier, tally })),
  )
  const ballots = votes.flatMap(({ fields, rights }) => rights.map((right) => ({ fields, ...right })))
  return [
    tableOf('votes', votes, [
      ['number', 'number', (_vote, index) => index + 1, 0.6],
      ['motion', 'text', ({ fields }) => fields.title, 3],
      ['ballot', 'text', ({ fields }) => words.ballot[fields.ballot]],
      ['from', 'moment', ({ openedAt }) => openedAt],
      ['until', 'moment', ({ closedAt }) => closedAt],
      ['entitled', 'number', ({ entitled }) => entitled],
      ['castSites', 'text', ({ castSites, entitledSites }) => `${castSites}/${entitledSites}`],
      ['cast', 'number', ({ result }) => result?.cast ?? null],
      ['choices', 'text', ({ fields, result }) => countText(fields, result?.votes ?? [], words), 3],
      ['result', 'text', (vote) => resultText(vote, words), 2],
    ]),
    tableOf('votesByTier', byTier, [
      ['motion', 'text', ({ fields }) => fields.title, 3],
      ['tier', 'text', ({ tier }) => tierOf(tier)],
      ['entitled', 'number', ({ tally }) => tally.entitled],
      ['cast', 'number', ({ tally }) => tally.cast],
      ['choices', 'text', ({ fields, tally }) => countText(fields, tally.votes, words), 3],
    ]),
    tableOf('ballots', ballots, [
      ['motion', 'text', ({ fields }) => fields.title, 3],
      ['site', 'text', ({ name }) => name, 2],
      ['district', 'text', ({ groupName }) => groupName],
      ['weight', 'number', ({ weight }) => weight],
      ['voted', 'text', ({ voted }) => (voted ? words.yes : words.no)],
      ['vote', 'text', ({ fields, ballot }) => countText(fields, ballot ?? [], words), 3],
      ['enteredByCrew', 'text', ({ byCrew }) => (byCrew ? words.yes : '')],
    ]),
  ]
}

/** `Tán thành 12, Không tán thành 3`: what got a vote, and of yes and no everything. */
export function countText(
  { question }: Pick<MotionFields, 'question'>,
  votes: readonly number[],
  words: ReportWords,
): string {
  const names =
    question.form === 'list' ? question.choices : YES_NO_CHOICES.map((choice) => words.choice[choice])
  return votes
    .map((count, index) => ({ count, name: names[index] ?? String(index + 1) }))
    .filter(({ count }) => question.form === 'yesNo' || count > 0)
    .map(({ count, name }) => `${name} ${count}`)
    .join(', ')
}

/** What became of a motion. */
export function resultText(
  {
    state,
    result,
    withdrawn,
    withoutQuorum,
  }: Pick<ReportVote, 'state' | 'result' | 'withdrawn' | 'withoutQuorum'>,
  words: ReportWords,
): string {
  if (withdrawn !== null) return `${words.motionState.withdrawn} (${words.withdrawn[withdrawn]})`
  if (result === null) return words.motionState[state]
  const notes = [
    ...(result.byChair ? [words.byChair] : []),
    ...(withoutQuorum ? [words.withoutQuorum] : []),
  ].join(', ')
  const outcome = words.voteOutcome[result.outcome]
  return notes === '' ? outcome : `${outcome} (${notes})`
}

function paperTable({ papers, contents }: Report, words: ReportWords): ReportTable {
  const shown = [
    ...papers.map(({ presenters, pagesShown, pages, ...paper }) => ({
      ...paper,
      kind: words.paper,
      presenter: presenters.map(({ name }) => name).join(', '),
      pages: pages === null ? String(pagesShown) : `${pagesShown}/${pages}`,
    })),
    ...contents.map(({ name: presenter, from, until }) => ({
      name: words.shared,
      from,
      until,
      kind: words.shared,
      presenter,
      pages: '',
    })),
  ].toSorted((a, b) => a.from - b.from)
  return tableOf('papers', shown, [
    ['name', 'text', ({ name }) => name, 3],
    ['kind', 'text', ({ kind }) => kind],
    ['presenters', 'text', ({ presenter }) => presenter, 2],
    ['from', 'moment', ({ from }) => from],
    ['until', 'moment', ({ until }) => until],
    ['length', 'length', ({ from, until }) => Math.max(0, until - from)],
    ['pages', 'text', ({ pages }) => pages],
  ])
}
