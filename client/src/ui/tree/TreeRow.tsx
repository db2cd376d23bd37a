import { Check, ChevronRight, Minus } from 'lucide-react'
import { memo, type MouseEvent, type ReactNode } from 'react'
import { classNames } from '../classNames.ts'
import type { TreeItem } from './Tree.tsx'
import styles from './Tree.module.css'

/** Which part of a row was pressed. */
export type RowPart = 'row' | 'chevron' | 'check'

interface TreeRowProps {
  id: string
  row: TreeItem
  content: ReactNode
  isActive: boolean
  isSelected: boolean
  isCheckable: boolean
  start: number
  size: number
  onPress: (key: string, part: RowPart) => void
}

const INDENT_PX = 18

/** One row at its place; drawn again only when something of it changes. */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, isCheckable, onPress } = props
  const press = (part: RowPart) => (event: MouseEvent) => {
    event.stopPropagation()
    onPress(row.key, part)
  }
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the keys
    <div
      id={props.id}
      role="treeitem"
      tabIndex={-1}
      className={classNames(styles.row, props.isSelected && styles.selected, props.isActive && styles.active)}
      style={{
        blockSize: props.size,
        transform: `translateY(${props.start}px)`,
        paddingInlineStart: row.depth * INDENT_PX + 2,
      }}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={isCheckable ? undefined : props.isSelected}
      aria-checked={ariaChecked(row.checked)}
      aria-disabled={isCheckable && row.checked === null ? true : undefined}
      onClick={press('row')}
    >
      {row.expanded === null ? (
        <span className={styles.noChevron} />
      ) : (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the tree has the keys
        <span className={styles.chevron} data-open={row.expanded} onClick={press('chevron')}>
          <ChevronRight size={16} aria-hidden="true" />
        </span>
      )}
      {isCheckable && (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the tree has the keys
        <span className={styles.box} data-checked={row.checked ?? 'none'} onClick={press('check')}>
          {row.checked === 'yes' && <Check size={12} strokeWidth={3} aria-hidden="true" />}
          {row.checked === 'mixed' && <Minus size={12} strokeWidth={3} aria-hidden="true" />}
        </span>
      )}
      {props.content}
    </div>
  )
})

function ariaChecked(checked: TreeItem['checked']): boolean | 'mixed' | undefined {
  if (checked === undefined || checked === null) return undefined
  return checked === 'mixed' ? 'mixed' : checked === 'yes'
}
