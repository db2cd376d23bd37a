import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import type { BranchAction } from '../../../state/console/branches.ts'
import type { TreeNode } from '../../../state/console/directory.ts'
import { treeMove, type TreeRow } from '../../../state/console/tree.ts'
import { useConsole } from '../ConsoleContext.ts'
import { GroupRow, SiteTreeRow } from './SiteTreeRow.tsx'
import styles from './SiteTree.module.css'

const GROUP_HEIGHT = 34
const SITE_HEIGHT = 30
/** On a unit: lets it meet on its own, or goes to its meeting. */
const BRANCH_KEY = 'd'

export interface SiteTreeProps {
  rows: readonly TreeRow[]
  watched: string | null
  onToggle: (key: string) => void
  onWatch: (key: string | null) => void
  /** What a unit can do beside, and that somebody wants it. */
  branchOf: (node: TreeNode) => BranchAction | null
  onBranch: (node: TreeNode) => void
}

const idOfRow = (row: TreeRow) => (row.kind === 'site' ? `tree-${row.site.siteId}` : `tree-group-${row.key}`)

/** The rows of the tree, drawn only where they can be seen; the keyboard moves through all of them. */
export function SiteTree({ rows, watched, onToggle, onWatch, branchOf, onBranch }: SiteTreeProps) {
  const { t } = useTranslation('console')
  const { selectSite, showDetails } = useConsole()
  const scroller = useRef<HTMLDivElement>(null)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const active = Math.max(
    0,
    rows.findIndex((row) => row.key === activeKey),
  )
  // eslint-disable-next-line react/incompatible-library -- nothing of it is memoized here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'group' ? GROUP_HEIGHT : SITE_HEIGHT),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  })

  function activate(row: TreeRow) {
    setActiveKey(row.key)
    selectSite(row.kind === 'site' ? row.site.siteId : null)
  }

  function open(row: TreeRow) {
    activate(row)
    if (row.kind === 'group') onWatch(watched === row.key ? null : row.key)
    else showDetails({ siteId: row.site.siteId, beside: 'tree' })
  }

  function handleKey(event: KeyboardEvent) {
    const row = rows[active]
    if (row === undefined) return
    if (event.key === 'Enter') {
      event.preventDefault()
      open(row)
      return
    }
    if (event.key === ' ' && row.kind === 'group') {
      event.preventDefault()
      onToggle(row.key)
      return
    }
    if (
      event.key === BRANCH_KEY &&
      row.kind === 'group' &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    ) {
      event.preventDefault()
      onBranch(row.node)
      return
    }
    const move = treeMove(rows, active, event.key)
    if (move.kind === 'none') return
    event.preventDefault()
    if (move.kind !== 'focus') return onToggle(move.key)
    const next = rows[move.index]
    if (next === undefined) return undefined
    activate(next)
    virtualizer.scrollToIndex(move.index, { align: 'auto' })
  }

  const activeRow = rows[active]
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="tree"
      aria-label={t('sites.title')}
      tabIndex={0}
      aria-activedescendant={activeRow === undefined ? undefined : idOfRow(activeRow)}
      onKeyDown={handleKey}
    >
      <div className={styles.rows} role="presentation" style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index]
          if (row === undefined) return null
          const shared = {
            id: idOfRow(row),
            active: row.key === activeKey,
            style: { blockSize: size, transform: `translateY(${start}px)` },
          }
          return row.kind === 'group' ? (
            <GroupRow
              key={row.key}
              {...shared}
              row={row}
              watched={watched === row.key}
              onToggle={() => {
                activate(row)
                onToggle(row.key)
              }}
              onWatch={() => open(row)}
              branch={branchOf(row.node)}
              onBranch={() => onBranch(row.node)}
            />
          ) : (
            <SiteTreeRow key={row.key} {...shared} row={row} onOpen={() => open(row)} />
          )
        })}
      </div>
    </div>
  )
}
