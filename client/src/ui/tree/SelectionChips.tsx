import { assertUnreachable, type Invitation, type TierSet } from '@diem-cau/protocol'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useLanguage, useTranslation } from '../../i18n/index.ts'
import type { SelectionScope } from '../../state/directory/selection.ts'
import { selectionEntries, type SelectionEntry } from '../../state/directory/selectionEntries.ts'
import { tierWord } from './tierWord.ts'
import styles from './UnitPicker.module.css'

interface SelectionChipsProps {
  scope: SelectionScope
  tiers: TierSet['tiers']
  value: Invitation
  /** Without it the entries are shown, not taken away. */
  onChange?: (value: Invitation) => void
}

/** What is chosen, in words, each to be taken away again. */
export function SelectionChips({ scope, tiers, value, onChange }: SelectionChipsProps) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const entries = useMemo(() => selectionEntries(value, scope), [value, scope])

  function words(entry: SelectionEntry): string {
    if (entry.name === null) return t('picker.unknown')
    switch (entry.kind) {
      case 'unit':
        return entry.isLeaf ? entry.name : t('picker.wholeUnit', { name: entry.name })
      case 'tier':
        return t('picker.wholeTier', { tier: tierWord(tiers, entry.tier, language), name: entry.name })
      case 'group':
        return t('picker.group', { name: entry.name })
      case 'site':
        return entry.name
      case 'except':
        return t('picker.except', { name: entry.name })
      default:
        return assertUnreachable(entry)
    }
  }

  if (entries.length === 0) return null
  return (
    <ul className={styles.chips} aria-label={t('picker.chosen')}>
      {entries.map((entry) => (
        <li key={entry.key} className={styles.chip} data-kind={entry.kind}>
          <span>{words(entry)}</span>
          {entry.count > 1 && <span className={styles.chipCount}>{entry.count}</span>}
          {onChange !== undefined && (
            <button
              type="button"
              className={styles.remove}
              aria-label={t('picker.remove', { name: words(entry) })}
              onClick={() => onChange(entry.without)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
