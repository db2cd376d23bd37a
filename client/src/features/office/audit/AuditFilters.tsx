import { Search, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { isFiltering, NO_AUDIT_FILTER, type AuditFilter } from '../../../state/people/auditFilter.ts'
import { Button, Combobox, Select, TextField } from '../../../ui/index.ts'
import { DayField } from '../directory/DayField.tsx'
import styles from './Audit.module.css'
import { useAuditWords } from './useAuditWords.ts'

const ANY = 'any'

interface AuditFiltersProps {
  filter: AuditFilter
  onChange: (filter: AuditFilter) => void
}

/** What is looked for in the trail. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const { t } = useTranslation('audit')
  const words = useAuditWords()
  // What is typed in a field for a day is its own: it begins anew when all is cleared.
  const [clearings, setClearings] = useState(0)
  const put = (change: Partial<AuditFilter>) => onChange({ ...filter, ...change })
  function clear() {
    onChange(NO_AUDIT_FILTER)
    setClearings(clearings + 1)
  }
  return (
    <search className={styles.filters}>
      <TextField
        label={t('search')}
        type="search"
        leading={<Search size={16} />}
        value={filter.q}
        onChange={(q) => put({ q })}
      />
      <Combobox
        label={t('actionFilter')}
        value={filter.action === '' ? ANY : filter.action}
        options={[{ value: ANY, label: t('anyAction') }, ...words.actions()]}
        nothing={t('noAction')}
        onChange={(action) => put({ action: action === ANY ? '' : action })}
      />
      <DayField
        key={`from ${clearings}`}
        label={t('from')}
        value={filter.from === '' ? null : filter.from}
        onChange={(day) => put({ from: day ?? '' })}
      />
      <DayField
        key={`to ${clearings}`}
        label={t('to')}
        value={filter.to === '' ? null : filter.to}
        onChange={(day) => put({ to: day ?? '' })}
      />
      <Select
        label={t('outcome')}
        value={filter.outcome ?? ANY}
        options={[
          { value: ANY, label: t('anyOutcome') },
          { value: 'done', label: t('done') },
          { value: 'refused', label: t('refused') },
        ]}
        onChange={(value) => put({ outcome: value === 'done' || value === 'refused' ? value : null })}
      />
      <Button icon={<X size={16} />} disabled={!isFiltering(filter)} onClick={clear}>
        {t('clear')}
      </Button>
    </search>
  )
}
