import type { QuorumRule } from '@diem-cau/protocol'
import { useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'

/** What a tier is called in this province; its number where the directory does not say. */
export function useTierName(): (tier: number) => string {
  const { t } = useTranslation('rollCall')
  const language = useLanguage()
  const { directory } = useConsole()
  return (tier) => directory?.tiers[tier - 1]?.[language] ?? t('desk.tier', { tier })
}

/** A quorum rule as a sentence. */
export function useRuleWords(): (rule: QuorumRule) => string {
  const { t } = useTranslation('rollCall')
  return ({ basis, compare, numerator, denominator, eachTier }) => {
    const words = { compare: t(`desk.quorum.${compare}`), numerator, denominator }
    const rule = t(`desk.quorum.rule.${basis}`, words)
    return eachTier ? t('desk.quorum.rule.eachTier', { rule }) : rule
  }
}
