import type { FrozenRoll, FrozenRow } from '@diem-cau/protocol'
import { formatClock, formatClockSeconds, useTranslation } from '../../../../../i18n/index.ts'
import { rollGroups } from '../../../../../state/console/rollCall.ts'
import { csvOf } from '../../../../../state/csv.ts'
import { useRuleWords, useTierName } from './useRollWords.ts'

const COLUMNS = [
  'number',
  'site',
  'unit',
  'group',
  'tier',
  'state',
  'present',
  'invited',
  'head',
  'by',
  'time',
  'note',
] as const

/** By district, as in the live roll. */
export function inOrder(rows: readonly FrozenRow[]): FrozenRow[] {
  return rollGroups(rows, { filter: 'all', search: '' }).flatMap((group) => group.rows)
}

/** A frozen roll as words: the same on the screen, on paper and in the file. */
export function useFrozenWords() {
  const { t } = useTranslation('rollCall')
  const tierName = useTierName()
  const ruleWords = useRuleWords()
  const head = COLUMNS.map((key) => ({ key, text: t(`desk.frozen.${key}`) }))

  const note = ({ excuse, lateSince, droppedSince }: FrozenRow): string =>
    [
      excuse ?? '',
      lateSince === null ? '' : t('desk.late', { clock: formatClock(lateSince) }),
      droppedSince === null ? '' : t('desk.dropped', { clock: formatClock(droppedSince) }),
    ]
      .filter(Boolean)
      .join('; ')

  const cells = (row: FrozenRow, index: number): string[] => {
    const { answer } = row
    return [
      String(index + 1),
      row.name,
      row.unitName,
      row.groupName,
      tierName(row.tier),
      t(`desk.state.${row.state}`),
      answer === null ? '' : String(answer.present),
      answer === null || answer.invited === 0 ? '' : String(answer.invited),
      answer?.head ?? '',
      answer === null ? '' : t(answer.by === 'site' ? 'desk.frozen.bySite' : 'desk.frozen.byCrew'),
      answer === null ? '' : formatClockSeconds(answer.at),
      note(row),
    ]
  }

  const reason = ({ label, reason: why }: FrozenRoll): string =>
    label === '' ? t(`desk.frozen.${why}`) : label

  const summary = ({ totals, quorum }: FrozenRoll): string[] => {
    const { presentSites, sites, present, invited, leftSites, elsewhereSites } = totals
    const counts = {
      excused: totals.excusedSites,
      absent: totals.absentSites,
      silent: totals.silentSites,
    }
    const more = leftSites + elsewhereSites > 0
    return [
      t('desk.frozen.summary', { present, invited, presentSites, sites, ...counts }),
      ...(more ? [t('desk.frozen.summaryMore', { left: leftSites, elsewhere: elsewhereSites })] : []),
      ...(quorum === null
        ? []
        : [
            `${t(quorum.reached ? 'desk.quorum.reached' : 'desk.quorum.missing', quorum)} (${ruleWords(quorum.rule)}).`,
          ]),
    ]
  }

  const csv = (rows: readonly FrozenRow[]): string =>
    csvOf([head.map(({ text }) => text), ...inOrder(rows).map(cells)])

  return { head, cells, reason, summary, csv }
}
