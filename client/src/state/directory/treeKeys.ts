import { foldText } from '@diem-cau/protocol'

/** What of a row the keyboard needs. */
export interface KeyRow {
  readonly key: string
  readonly depth: number
  readonly expanded: boolean | null
  readonly label: string
}

/** Where a key takes the focus in a tree, or what it opens and closes. */
export type TreeStep =
  | { readonly kind: 'focus'; readonly index: number }
  /** Rows whose state changes to the other one. */
  | { readonly kind: 'toggle'; readonly keys: readonly string[] }
  | { readonly kind: 'none' }

const NONE: TreeStep = { kind: 'none' }

/** The keys of the ARIA tree pattern. `pageRows`: how many rows fit the screen. */
export function treeStep(rows: readonly KeyRow[], at: number, key: string, pageRows: number): TreeStep {
  const row = rows[at]
  if (row === undefined) return NONE
  const focus = (index: number): TreeStep =>
    index === at || rows.length === 0
      ? NONE
      : { kind: 'focus', index: Math.min(rows.length - 1, Math.max(0, index)) }
  switch (key) {
    case 'ArrowDown':
      return at + 1 < rows.length ? focus(at + 1) : NONE
    case 'ArrowUp':
      return at > 0 ? focus(at - 1) : NONE
    case 'Home':
      return focus(0)
    case 'End':
      return focus(rows.length - 1)
    case 'PageDown':
      return at + 1 < rows.length ? focus(at + pageRows) : NONE
    case 'PageUp':
      return at > 0 ? focus(at - pageRows) : NONE
    case 'ArrowRight':
      if (row.expanded === null) return NONE
      return row.expanded ? focus(at + 1) : { kind: 'toggle', keys: [row.key] }
    case 'ArrowLeft':
      return row.expanded === true ? { kind: 'toggle', keys: [row.key] } : focusParent(rows, at)
    case '*':
      return { kind: 'toggle', keys: closedSiblings(rows, at) }
    default:
      return NONE
  }
}

function focusParent(rows: readonly KeyRow[], at: number): TreeStep {
  const depth = rows[at]?.depth ?? 0
  for (let index = at - 1; index >= 0; index--)
    if ((rows[index]?.depth ?? 0) < depth) return { kind: 'focus', index }
  return NONE
}

/** The closed ones among the rows beside this one. */
function closedSiblings(rows: readonly KeyRow[], at: number): string[] {
  const depth = rows[at]?.depth ?? 0
  let first = at
  while (first > 0 && (rows[first - 1]?.depth ?? -1) >= depth) first--
  const keys: string[] = []
  for (let index = first; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined || row.depth < depth) break
    if (row.depth === depth && row.expanded === false) keys.push(row.key)
  }
  return keys
}

/**
 * The row whose name begins with what was typed, without accents, from the present one on; a single letter typed
 * again goes to the next. The kind of a unit may be left out: `dong van` finds `Huyện Đồng Văn`.
 */
export function typeAhead(rows: readonly KeyRow[], at: number, typed: string): number | null {
  const wanted = foldText(typed)
  if (wanted === '') return null
  const isOneLetter = wanted === wanted.charAt(0).repeat(wanted.length)
  const prefix = isOneLetter ? wanted.slice(0, 1) : wanted
  const from = isOneLetter ? at + 1 : at
  for (let step = 0; step < rows.length; step++) {
    const index = (from + step) % rows.length
    if (beginsWith(foldText(rows[index]?.label ?? ''), prefix)) return index
  }
  return null
}

const KIND_WORDS = /^(tinh|thanh pho|huyen|thi xa|thi tran|xa|phuong|dac khu|cum) /

function beginsWith(folded: string, prefix: string): boolean {
  return folded.startsWith(prefix) || folded.replace(KIND_WORDS, '').startsWith(prefix)
}
