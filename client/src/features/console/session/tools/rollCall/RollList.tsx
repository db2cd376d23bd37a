import { ChevronRight, Search } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import {
  countByRollFilter,
  ROLL_FILTERS,
  rollGroups,
  rollSites,
  type RollFilter,
  type RollGroup,
} from '../../../../../state/console/rollCall.ts'
import { toggled } from '../../../../../state/console/toggled.ts'
import { classNames, EmptyState, Segmented, TextField } from '../../../../../ui/index.ts'
import type { ToolProps } from '../tools.ts'
import styles from './RollCall.module.css'
import { RollLine } from './RollLine.tsx'

/** Every site of the roll by district, searched and filtered; a site is entered where it stands. */
export function RollList({ screen, view }: ToolProps) {
  const { t } = useTranslation('rollCall')
  const [filter, setFilter] = useState<RollFilter>('all')
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [entering, setEntering] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rollSites(view), [view])
  const counts = useMemo(() => countByRollFilter(rows), [rows])
  const groups = useMemo(() => rollGroups(rows, { filter, search }), [rows, filter, search])
  // Who looks for something sees what was found.
  const isLooking = filter !== 'all' || search.trim() !== '' || groups.length === 1
  const enterFirst = (event: KeyboardEvent) => {
    const first = groups[0]?.rows[0]
    if (event.key !== 'Enter' || first === undefined || search.trim() === '') return
    event.preventDefault()
    setEntering(first.siteId)
  }
  return (
    <div className={styles.list}>
      <div className={styles.filters}>
        <Segmented
          size="sm"
          label={t('desk.filter.label')}
          value={filter}
          onChange={setFilter}
          options={ROLL_FILTERS.map((value) => ({
            value,
            label: t('desk.filter.choice', { label: t(`desk.filter.${value}`), count: counts[value] }),
          }))}
        />
        <TextField
          className={styles.search}
          label={t('desk.search')}
          hideLabel
          placeholder={t('desk.search')}
          title={t('desk.searchHint')}
          leading={<Search size={16} aria-hidden="true" />}
          value={search}
          onChange={setSearch}
          onKeyDown={enterFirst}
          type="search"
          data-testid="roll-search"
        />
      </div>
      {groups.length === 0 && <EmptyState title={t('desk.nothing')}>{t('desk.nothingBody')}</EmptyState>}
      <div ref={list} className={styles.groups}>
        {groups.map((group) => {
          const key = group.unitId ?? ''
          const isOpen = isLooking || opened.has(key)
          return (
            <section key={key} className={styles.group} data-testid={`roll-group-${key}`}>
              <GroupHead group={group} isOpen={isOpen} onToggle={() => setOpened(toggled(opened, key))} />
              {isOpen && (
                <ul className={styles.lines} aria-label={group.name === '' ? t('desk.province') : group.name}>
                  {group.rows.map((row) => (
                    <RollLine
                      key={row.siteId}
                      row={row}
                      screen={screen}
                      isEntering={entering === row.siteId}
                      onEnter={(enters) => setEntering(enters ? row.siteId : null)}
                    />
                  ))}
                </ul>
              )}
            </section>
          )
        })}
      </div>
    </div>
  )
}

/** A district in one line: its name, and how many of its sites and delegates are there. */
function GroupHead(props: { group: RollGroup; isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation('rollCall')
  const { group, isOpen, onToggle } = props
  const { sites, presentSites, present, invited } = group.totals
  const name = group.name === '' ? t('desk.province') : group.name
  return (
    <h4 className={styles.groupHead}>
      <button type="button" className={styles.groupButton} aria-expanded={isOpen} onClick={onToggle}>
        <ChevronRight
          className={classNames(styles.chevron, isOpen && styles.opened)}
          size={16}
          aria-hidden="true"
        />
        <span className={styles.groupName}>{name}</span>
        <meter className={styles.meter} min={0} max={sites} value={presentSites} aria-hidden="true" />
        <span className={styles.groupCount} data-complete={presentSites === sites}>
          {t('desk.sitesShort', { present: presentSites, total: sites })}
        </span>
        <span className={styles.groupDelegates}>{t('desk.delegatesShort', { present, invited })}</span>
      </button>
    </h4>
  )
}
