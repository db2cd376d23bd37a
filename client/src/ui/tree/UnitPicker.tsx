import type { Group, Invitation, TierSet } from '@diem-cau/protocol'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import type { DirectoryTree, TreeUnit } from '../../state/directory/DirectoryTree.ts'
import { directoryRows, EVERYTHING, isNarrowed, type DirectoryRow } from '../../state/directory/rows.ts'
import { resolveSelection, toggleSite, toggleUnit, type Checked } from '../../state/directory/selection.ts'
import { Button } from '../Button.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { LiveRegion } from '../LiveRegion.tsx'
import { QuickMenu } from './QuickMenu.tsx'
import { SelectionChips } from './SelectionChips.tsx'
import { Tree } from './Tree.tsx'
import { TreeFilters, type TreeFilter } from './TreeFilters.tsx'
import styles from './UnitPicker.module.css'

export interface UnitPickerProps {
  /** What is chosen here: "Units that are invited". */
  label: string
  tree: DirectoryTree
  /** Saved groups that are offered; none hides them. */
  groups: readonly Group[]
  tiers: TierSet['tiers']
  value: Invitation
  onChange: (value: Invitation) => void
  /** Pixels that the tree itself takes; 360 by default. */
  height?: number
  disabled?: boolean
}

export type CheckableRow = DirectoryRow & {
  readonly checked: Checked
  readonly chosen: number
  readonly all: number
}

/**
 * Chooses units, tiers, saved groups and single sites out of the directory. Needs the words of `directory`
 * (`loadNamespaces('directory')`).
 */
export function UnitPicker(props: UnitPickerProps) {
  const { label, tree, groups, tiers, value, onChange, height = 360, disabled = false } = props
  const { t } = useTranslation('directory')
  const [filter, setFilter] = useState<TreeFilter>(EVERYTHING)
  const [activeUnit, setActiveUnit] = useState<TreeUnit | null>(null)
  const scope = useMemo(() => ({ tree, groups }), [tree, groups])
  const resolved = useMemo(() => resolveSelection(value, scope), [value, scope])
  const plainRows = useMemo(
    () => directoryRows(tree, { ...EVERYTHING, ...filter, withSites: true }),
    [tree, filter],
  )
  const rows = useMemo(
    () =>
      plainRows.map((row): CheckableRow => {
        if (row.kind === 'unit')
          return {
            ...row,
            checked: resolved.checkedUnit(row.unit),
            chosen: resolved.countIn(row.unit),
            all: row.unit.siteTo - row.unit.siteFrom,
          }
        const chosen = resolved.hasSite(row.site.siteId)
        return { ...row, checked: chosen ? 'yes' : 'no', chosen: chosen ? 1 : 0, all: 1 }
      }),
    [plainRows, resolved],
  )

  function check(row: CheckableRow) {
    if (disabled || row.checked === null) return
    onChange(
      row.kind === 'unit'
        ? toggleUnit(value, row.unit.unitId, scope)
        : toggleSite(value, row.site.siteId, scope),
    )
  }

  function toggle(keys: readonly string[]) {
    const toggled = new Set(filter.toggled)
    for (const key of keys) if (!toggled.delete(key)) toggled.add(key)
    setFilter({ ...filter, toggled })
  }

  const renderRow = useCallback(
    (row: CheckableRow) => (
      <PickerRow row={row} siteName={(name) => t('picker.siteOf', { name })} noSites={t('picker.noSites')} />
    ),
    [t],
  )
  const count = t('picker.count', { count: resolved.count, all: tree.sites.length })
  return (
    <fieldset className={styles.picker} aria-label={label}>
      <div className={styles.head}>
        <TreeFilters tiers={tiers} tree={tree} value={filter} onChange={setFilter} />
        {!disabled && (
          <QuickMenu
            scope={scope}
            tiers={tiers}
            unit={activeUnit ?? tree.roots[0] ?? null}
            value={value}
            onChange={onChange}
          />
        )}
      </div>
      <div className={styles.tree} style={{ blockSize: height }}>
        {rows.length === 0 ? (
          <EmptyState
            title={isNarrowed({ ...EVERYTHING, ...filter }) ? t('tree.nothing') : t('tree.empty')}
            action={
              isNarrowed({ ...EVERYTHING, ...filter }) && (
                <Button onClick={() => setFilter(EVERYTHING)}>{t('tree.showAll')}</Button>
              )
            }
          />
        ) : (
          <Tree
            label={label}
            rows={rows}
            renderRow={renderRow}
            onToggle={toggle}
            onCheck={check}
            onActive={(row) => setActiveUnit(row.unit)}
          />
        )}
      </div>
      <p className={styles.count}>{count}</p>
      <LiveRegion text={count} />
      <SelectionChips scope={scope} tiers={tiers} value={value} {...(disabled ? {} : { onChange })} />
    </fieldset>
  )
}

interface PickerRowProps {
  row: CheckableRow
  siteName: (name: string) => string
  noSites: string
}

/** Has its words given: it is drawn so often while one scrolls. */
function PickerRow({ row, siteName, noSites }: PickerRowProps) {
  const hasSites = row.all > 0
  return (
    <>
      <span className={styles.name} data-passed={row.passedBy || !hasSites}>
        {row.kind === 'site' ? siteName(row.site.name) : row.unit.name}
      </span>
      {!hasSites && <span className={styles.faint}>{noSites}</span>}
      {row.kind === 'unit' && row.all > 1 && (
        <span className={styles.faint} data-some={row.chosen > 0}>
          {row.chosen}/{row.all}
        </span>
      )}
    </>
  )
}
