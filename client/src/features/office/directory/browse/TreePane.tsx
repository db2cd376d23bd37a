import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { searchWords } from '../../../../state/directory/highlight.ts'
import { unitsAbove } from '../../../../state/directory/DirectoryTree.ts'
import {
  directoryRows,
  EVERYTHING,
  isNarrowed,
  unitKey,
  type DirectoryRow,
} from '../../../../state/directory/rows.ts'
import { Button, EmptyState } from '../../../../ui/index.ts'
import { TreeFilters, type TreeFilter } from '../../../../ui/tree/TreeFilters.tsx'
import { Tree } from '../../../../ui/tree/index.ts'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { useRowWords } from '../hooks/useRowWords.ts'
import styles from './Browse.module.css'
import { DayMenu } from './DayMenu.tsx'
import { UnitRow } from './UnitRow.tsx'

interface TreePaneProps {
  directory: DirectoryOnDay
  /** The day that is looked at; null for today. */
  day: string | null
  onDay: (day: string | null) => void
  /** Whether units of other days are shown. */
  all: boolean
  onAll: (all: boolean) => void
  selected: string | null
  onSelect: (unitId: string) => void
}

/** The tree of units: searched, filtered, on any day. The clock that ticks in the page is nothing to it. */
export const TreePane = memo(function TreePane(props: TreePaneProps) {
  const { directory, day, onDay, all, onAll, selected, onSelect } = props
  const { t } = useTranslation('directory')
  const { tree, tiers } = directory
  const [filter, setFilter] = useState<TreeFilter>(EVERYTHING)
  const searchRef = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const focusSearch = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="dialog"]')
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
      event.preventDefault()
      searchRef.current?.focus()
    }
    globalThis.addEventListener('keydown', focusSearch)
    return () => globalThis.removeEventListener('keydown', focusSearch)
  }, [])

  // What leads to the unit on screen is open, until somebody closes it.
  const [revealed, setRevealed] = useState<string | null>(null)
  const query = useMemo(() => ({ ...EVERYTHING, ...filter }), [filter])
  if (selected !== null && selected !== revealed && tree.unit(selected) !== undefined) {
    setRevealed(selected)
    if (!isNarrowed(query)) {
      const toggled = new Set(filter.toggled)
      for (const { unitId, depth } of unitsAbove(tree, selected)) {
        if (depth > 0) toggled.add(unitKey(unitId))
        else toggled.delete(unitKey(unitId))
      }
      setFilter({ ...filter, toggled })
    }
  }
  const rows = useMemo(() => directoryRows(tree, query), [tree, query])

  /** Back from a search, the unit on screen is shown where it lies. */
  function narrow(next: TreeFilter) {
    if (isNarrowed(query) && !isNarrowed({ ...EVERYTHING, ...next })) setRevealed(null)
    setFilter(next)
  }

  function toggle(keys: readonly string[]) {
    const toggled = new Set(filter.toggled)
    for (const key of keys) if (!toggled.delete(key)) toggled.add(key)
    setFilter({ ...filter, toggled })
  }
  const words = useRowWords()
  const search = useMemo(() => searchWords(filter.search), [filter.search])
  const renderRow = useCallback(
    (row: DirectoryRow) => <UnitRow row={row} words={words} search={search} />,
    [words, search],
  )
  const found = rows.filter((row) => !row.passedBy).length
  return (
    <>
      <div className={styles.treeHead}>
        <div className={styles.filters}>
          <TreeFilters
            tree={tree}
            tiers={tiers}
            value={filter}
            onChange={narrow}
            searchRef={searchRef}
            searchKey="/"
            more={[
              {
                key: 'all',
                separated: true,
                label: t('tree.others'),
                checked: all,
                onSelect: () => onAll(!all),
              },
            ]}
          />
        </div>
        <div className={styles.dayRow}>
          <DayMenu day={day} today={directory.on} turningDays={directory.turningDays} onDay={onDay} />
          <output className={styles.counts}>
            {isNarrowed(query)
              ? t('tree.found', { count: found })
              : t('tree.counts', { units: tree.units.length, sites: tree.sites.length })}
          </output>
        </div>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title={isNarrowed(query) ? t('tree.nothing') : t('tree.empty')}
          action={
            isNarrowed(query) && <Button onClick={() => narrow(EVERYTHING)}>{t('tree.showAll')}</Button>
          }
        >
          {isNarrowed(query) ? t('tree.nothingBody') : t('tree.emptyBody')}
        </EmptyState>
      ) : (
        <Tree
          label={t('tree.label')}
          rows={rows}
          renderRow={renderRow}
          onToggle={toggle}
          onOpen={(row) => onSelect(row.unit.unitId)}
          selectedKey={selected === null ? null : unitKey(selected)}
          revealedKey={selected === null ? null : unitKey(selected)}
        />
      )}
    </>
  )
})
