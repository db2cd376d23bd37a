import { X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import type { TreeUnit } from '../../../../state/directory/DirectoryTree.ts'
import { unitsAbove } from '../../../../state/directory/DirectoryTree.ts'
import { directoryRows, EVERYTHING, unitKey, type DirectoryRow } from '../../../../state/directory/rows.ts'
import { EmptyState } from '../../../../ui/index.ts'
import { Tree } from '../../../../ui/tree/index.ts'
import { TreeFilters, type TreeFilter } from '../../../../ui/tree/TreeFilters.tsx'
import { UnitRow } from '../browse/UnitRow.tsx'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { useRowWords } from '../hooks/useRowWords.ts'
import styles from './Merge.module.css'

interface MergeUnitsProps {
  directory: DirectoryOnDay
  chosen: readonly TreeUnit[]
  onToggle: (unitId: string) => void
}

type MergeRow = DirectoryRow & { readonly checked: 'yes' | 'no' | null }

/** Chooses single units out of the tree: each for itself, whatever is below it. */
export function MergeUnits({ directory, chosen, onToggle }: MergeUnitsProps) {
  const { t } = useTranslation('directory')
  const { tree, tiers } = directory
  const [filter, setFilter] = useState<TreeFilter>(() => {
    // What leads to the unit from which somebody came is open.
    const above = chosen.flatMap(({ unitId }) => unitsAbove(tree, unitId)).filter(({ depth }) => depth > 0)
    return { ...EVERYTHING, toggled: new Set(above.map(({ unitId }) => unitKey(unitId))) }
  })
  const rows = useMemo(() => {
    const ids = new Set<string>(chosen.map(({ unitId }) => unitId))
    return directoryRows(tree, { ...EVERYTHING, ...filter }).map((row): MergeRow => ({
      ...row,
      checked: row.unit.parentId === null ? null : ids.has(row.unit.unitId) ? 'yes' : 'no',
    }))
  }, [tree, filter, chosen])
  const words = useRowWords()
  const renderRow = useCallback((row: MergeRow) => <UnitRow row={row} words={words} />, [words])
  const first = chosen[0]
  return (
    <>
      {chosen.length > 0 && (
        <ul className={styles.chosen}>
          {chosen.map(({ unitId, name }) => (
            <li key={unitId}>
              <span>{name}</span>
              <button
                type="button"
                aria-label={t('picker.remove', { name })}
                onClick={() => onToggle(unitId)}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.filters}>
        <TreeFilters tree={tree} tiers={tiers} value={filter} onChange={setFilter} />
      </div>
      <div className={styles.tree}>
        {rows.length === 0 ? (
          <EmptyState title={t('tree.nothing')}>{t('tree.nothingBody')}</EmptyState>
        ) : (
          <Tree
            label={t('merge.tree')}
            rows={rows}
            renderRow={renderRow}
            revealedKey={first === undefined ? null : unitKey(first.unitId)}
            onToggle={(keys) => {
              const toggled = new Set(filter.toggled)
              for (const key of keys) if (!toggled.delete(key)) toggled.add(key)
              setFilter({ ...filter, toggled })
            }}
            onCheck={(row) => {
              if (row.checked !== null) onToggle(row.unit.unitId)
            }}
          />
        )}
      </div>
    </>
  )
}
