import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { treeStep, typeAhead, type KeyRow } from '../../state/directory/treeKeys.ts'
import { TreeRow, type RowPart } from './TreeRow.tsx'
import styles from './Tree.module.css'

/** One row: what the keyboard and assistive technology need of it. What it shows is the caller's. */
export interface TreeItem extends KeyRow {
  readonly position: number
  readonly siblings: number
  /** Present in trees that one chooses from; null for a row that has nothing to choose. */
  readonly checked?: 'yes' | 'no' | 'mixed' | null
}

export interface TreeProps<R extends TreeItem> {
  label: string
  rows: readonly R[]
  /** What a row shows after its chevron and check box. Keep the function the same while nothing changes. */
  renderRow: (row: R) => ReactNode
  /** These rows are to open, or to close. */
  onToggle: (keys: readonly string[]) => void
  /** Click or Enter. Without it a click checks the row, as Space does. */
  onOpen?: (row: R) => void
  /** Space, or a click on the check box. */
  onCheck?: (row: R) => void
  /** The row that is open beside the tree. */
  selectedKey?: string | null
  /** Whenever it changes, the row of this key is brought into view. */
  revealedKey?: string | null
  /** The row that the keyboard is on. */
  onActive?: (row: R) => void
  rowHeight?: number
  ref?: Ref<HTMLDivElement>
}

const ROW_HEIGHT = 30
/** More than ever are drawn at once. */
const SLOTS = 256
/** Letters typed within this time belong together. */
const TYPING_MS = 700

/**
 * A tree of any length, drawn only where it can be seen; the keyboard moves through all of it: arrows, Home, End,
 * Page keys, letters, `*` opens all beside, Space checks, Enter opens.
 */
export function Tree<R extends TreeItem>(props: TreeProps<R>) {
  const { rows, onOpen, onCheck, onToggle, onActive, rowHeight = ROW_HEIGHT } = props
  const baseId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const found = rows.findIndex(({ key }) => key === (activeKey ?? props.selectedKey))
  const active = Math.max(0, found)
  const activeRow = rows[active]

  // eslint-disable-next-line react/incompatible-library -- nothing of it is memoized here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    // The row that the keyboard is on stays drawn: `aria-activedescendant` must name something that is there.
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range)
        return active >= rows.length || shown.includes(active)
          ? shown
          : [...shown, active].toSorted((one, other) => one - other)
      },
      [active, rows.length],
    ),
    overscan: 8,
  })

  const scrollTo = useRef<(index: number) => void>(() => undefined)
  scrollTo.current = (index) => virtualizer.scrollToIndex(index, { align: 'auto' })
  const revealed =
    props.revealedKey === undefined || props.revealedKey === null
      ? -1
      : rows.findIndex(({ key }) => key === props.revealedKey)
  const wasRevealed = useRef<string | null>(null)
  useEffect(() => {
    const key = props.revealedKey ?? null
    if (revealed < 0 || key === wasRevealed.current) return
    wasRevealed.current = key
    setActiveKey(key)
    scrollTo.current(revealed)
  }, [props.revealedKey, revealed])

  function focus(index: number) {
    const row = rows[index]
    if (row === undefined) return
    setActiveKey(row.key)
    onActive?.(row)
    scrollTo.current(index)
  }

  function handleKey(event: KeyboardEvent) {
    if (activeRow === undefined || event.target !== event.currentTarget) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isTyping = event.timeStamp - typed.current.at < TYPING_MS && typed.current.text !== ''
    const letter = event.key.length === 1 && event.key !== '*' && (event.key !== ' ' || isTyping)
    if (letter) {
      event.preventDefault()
      const text = (isTyping ? typed.current.text : '') + event.key
      typed.current = { text, at: event.timeStamp }
      const index = typeAhead(rows, active, text)
      if (index !== null) focus(index)
      return
    }
    if (event.key === ' ' || event.key === 'Enter') {
      const act = event.key === ' ' ? (onCheck ?? onOpen) : (onOpen ?? onCheck)
      event.preventDefault()
      act?.(activeRow)
      return
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const step = treeStep(rows, active, event.key, page)
    if (step.kind === 'none') return
    event.preventDefault()
    if (step.kind === 'toggle') onToggle(step.keys)
    else focus(step.index)
  }

  // The same for all rows and at every moment, so that scrolling draws only the rows that come into view.
  const latest = useRef({ rows, onOpen, onCheck, onToggle, onActive })
  latest.current = { rows, onOpen, onCheck, onToggle, onActive }
  const press = useCallback((key: string, part: RowPart) => {
    const now = latest.current
    const row = now.rows.find((other) => other.key === key)
    if (row === undefined) return
    setActiveKey(key)
    now.onActive?.(row)
    if (part === 'chevron') now.onToggle([key])
    else if (part === 'check') now.onCheck?.(row)
    else (now.onOpen ?? now.onCheck)?.(row)
  }, [])
  const { renderRow } = props
  const contents = useMemo(() => cachedBy(renderRow), [renderRow])

  return (
    <div
      ref={(element) => {
        scroller.current = element
        if (typeof props.ref === 'function') props.ref(element)
        else if (props.ref) props.ref.current = element
      }}
      className={styles.scroller}
      role="tree"
      aria-label={props.label}
      aria-multiselectable={onCheck === undefined ? undefined : true}
      tabIndex={0}
      aria-activedescendant={activeRow === undefined ? undefined : `${baseId}-${activeRow.key}`}
      onKeyDown={handleKey}
    >
      <div className={styles.rows} role="presentation" style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <TreeRow
              // Rows that leave are used again for those that come: cheaper than making new ones.
              key={index % SLOTS}
              id={`${baseId}-${row.key}`}
              row={row}
              content={contents(row)}
              isActive={index === active}
              isSelected={row.key === props.selectedKey}
              isCheckable={onCheck !== undefined}
              start={start}
              size={size}
              onPress={press}
            />
          )
        })}
      </div>
    </div>
  )
}

/** What a function made of a row, made once as long as the row is the same. */
function cachedBy<R extends object>(make: (row: R) => ReactNode): (row: R) => ReactNode {
  const made = new WeakMap<R, ReactNode>()
  return (row) => {
    if (!made.has(row)) made.set(row, make(row))
    return made.get(row)
  }
}
