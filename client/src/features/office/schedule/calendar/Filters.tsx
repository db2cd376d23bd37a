import { SESSION_STATES, SESSION_TYPES } from '@diem-cau/protocol'
import { Search } from 'lucide-react'
import { useTranslation } from '../../../../i18n/index.ts'
import { isFiltered, NO_FILTER, type SessionFilter } from '../../../../state/schedule/filters.ts'
import { Button, Combobox, Select, TextField } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import styles from './Calendar.module.css'

interface FiltersProps {
  filter: SessionFilter
  onFilter: (filter: SessionFilter) => void
  /** How many sessions are shown; null while that is not known. */
  count: number | null
}

/** What of the calendar is shown. */
export function Filters({ filter, onFilter, count }: FiltersProps) {
  const { t } = useTranslation('schedule')
  const { directory } = useConsole()
  const hosts = (directory?.units ?? []).filter(({ kind }) => kind !== 'body')
  const state = (value: string) => {
    const known =
      value === 'all' || value === 'open' ? value : SESSION_STATES.find((entry) => entry === value)
    if (known !== undefined) onFilter({ ...filter, state: known })
  }
  const type = (value: string) =>
    onFilter({ ...filter, type: SESSION_TYPES.find((entry) => entry === value) ?? 'all' })
  return (
    <search className={styles.filters}>
      <div className={styles.search}>
        <TextField
          label={t('calendar.search')}
          hideLabel
          placeholder={t('calendar.search')}
          value={filter.text}
          onChange={(text) => onFilter({ ...filter, text })}
          leading={<Search size={16} />}
          type="search"
        />
      </div>
      <div className={styles.choice}>
        <Select
          label={t('calendar.state')}
          hideLabel
          value={filter.state}
          onChange={state}
          options={[
            { value: 'open', label: t('calendar.open') },
            { value: 'all', label: t('calendar.anyState') },
            ...SESSION_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
        />
      </div>
      <div className={styles.choice}>
        <Select
          label={t('calendar.type')}
          hideLabel
          value={filter.type}
          onChange={type}
          options={[
            { value: 'all', label: t('calendar.anyType') },
            ...SESSION_TYPES.map((value) => ({ value, label: t(`type.${value}`) })),
          ]}
        />
      </div>
      <div className={styles.choice}>
        <Combobox
          label={t('calendar.host')}
          hideLabel
          value={filter.hostUnitId}
          onChange={(hostUnitId) => onFilter({ ...filter, hostUnitId })}
          options={[
            { value: 'all', label: t('calendar.anyHost') },
            ...hosts.map(({ unitId, name }) => ({ value: unitId, label: name })),
          ]}
          nothing={t('form.noUnit')}
        />
      </div>
      {isFiltered(filter) && (
        <Button tone="quiet" size="sm" onClick={() => onFilter(NO_FILTER)}>
          {t('calendar.clear')}
        </Button>
      )}
      <output className={styles.count}>{count === null ? '' : t('calendar.count', { count })}</output>
    </search>
  )
}
