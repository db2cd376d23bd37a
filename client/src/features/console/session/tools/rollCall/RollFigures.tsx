import type { QuorumState, RollTotals } from '@diem-cau/protocol'
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { Button } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import { QuorumDialog } from './QuorumDialog.tsx'
import styles from './RollCall.module.css'
import { useRuleWords, useTierName } from './useRollWords.ts'

/** The sums: delegates, sites, quorum, and each tier by itself. */
export function RollFigures({ screen, view }: ToolProps) {
  const { t } = useTranslation('rollCall')
  const { rollCall, conduct } = view
  const { totals, byTier, quorum } = rollCall
  const tierName = useTierName()
  const isWhole = view.session.mayConduct
  return (
    <>
      <div className={styles.figures}>
        <Figure label={t('desk.delegates')} have={totals.present} of={totals.invited} testId="roll-delegates">
          {totals.unknownSites > 0 && t('desk.unknown', { count: totals.unknownSites })}
        </Figure>
        <Figure label={t('desk.sites')} have={totals.presentSites} of={totals.sites} testId="roll-sites">
          {!isWhole && t('desk.own')}
        </Figure>
        {(isWhole || quorum !== null) && (
          <Quorum quorum={quorum} rule={conduct.quorum} screen={screen} view={view} />
        )}
      </div>
      {byTier.length > 1 && (
        <ul className={styles.tiers} aria-label={t('desk.tiers')}>
          {byTier.map(({ tier, totals: those }) => (
            <li key={tier}>
              <strong>{tierName(tier)}</strong> <SitesOf totals={those} /> · <DelegatesOf totals={those} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface FigureProps {
  label: string
  have: number
  of: number
  testId: string
  children?: ReactNode
}

function Figure({ label, have, of, testId, children }: FigureProps) {
  const { t } = useTranslation('rollCall')
  const language = useLanguage()
  const number = new Intl.NumberFormat(language)
  return (
    <div className={styles.figure}>
      <span className={styles.figureLabel}>{label}</span>
      <span className={styles.figureValue} data-testid={testId}>
        {number.format(have)}
        <span className={styles.figureOf}>{t('desk.of', { total: number.format(of) })}</span>
      </span>
      <span className={styles.figureNote}>{children}</span>
    </div>
  )
}

function SitesOf({ totals }: { totals: Pick<RollTotals, 'sites' | 'presentSites'> }) {
  const { t } = useTranslation('rollCall')
  return t('desk.sitesShort', { present: totals.presentSites, total: totals.sites })
}

function DelegatesOf({ totals }: { totals: Pick<RollTotals, 'present' | 'invited'> }) {
  const { t } = useTranslation('rollCall')
  return t('desk.delegatesShort', { present: totals.present, invited: totals.invited })
}

interface QuorumProps extends ToolProps {
  quorum: QuorumState | null
  rule: QuorumState['rule'] | null
}

function Quorum({ quorum, rule, screen, view }: QuorumProps) {
  const { t } = useTranslation('rollCall')
  const { canConduct } = useConsole()
  const [edits, setEdits] = useState(false)
  const ruleWords = useRuleWords()
  const kind =
    quorum === null ? 'none' : quorum.reached ? 'reached' : quorum.unknownSites > 0 ? 'unknown' : 'missing'
  return (
    <div className={styles.figure} data-quorum={kind} data-testid="roll-quorum">
      <span className={styles.figureLabel}>
        {t('desk.quorum.title')}
        {canConduct && (
          <Button size="sm" tone="quiet" onClick={() => setEdits(true)} data-testid="roll-quorum-edit">
            {t('desk.quorum.change')}
          </Button>
        )}
      </span>
      {quorum === null ? (
        <span className={styles.figureNote}>{t('desk.quorum.none')}</span>
      ) : (
        <>
          <span className={styles.quorum}>
            <QuorumMark kind={kind} /> <QuorumWords quorum={quorum} kind={kind} />
          </span>
          <span className={styles.figureNote}>{ruleWords(quorum.rule)}</span>
        </>
      )}
      {edits && <QuorumDialog screen={screen} view={view} rule={rule} onClose={() => setEdits(false)} />}
    </div>
  )
}

type QuorumKind = 'none' | 'reached' | 'unknown' | 'missing'

function QuorumMark({ kind }: { kind: QuorumKind }) {
  if (kind === 'reached') return <CircleCheck size={20} aria-hidden="true" />
  return kind === 'unknown' ? (
    <CircleHelp size={20} aria-hidden="true" />
  ) : (
    <CircleAlert size={20} aria-hidden="true" />
  )
}

function QuorumWords({ quorum, kind }: { quorum: QuorumState; kind: QuorumKind }) {
  const { t } = useTranslation('rollCall')
  const language = useLanguage()
  const tierName = useTierName()
  const { need, have, unknownSites, missingTiers } = quorum
  if (kind === 'reached') return t('desk.quorum.reached', { need, have })
  if (kind === 'unknown') return t('desk.quorum.unknown', { need, have, count: unknownSites })
  // The whole may have it while a tier has not: then its numbers would say the opposite.
  if (have >= need && missingTiers.length > 0) {
    const tiers = new Intl.ListFormat(language).format(missingTiers.map(tierName))
    return t('desk.quorum.missingTiers', { tiers })
  }
  return t('desk.quorum.missing', { need, have })
}
