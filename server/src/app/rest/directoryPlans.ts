import { BridgeError, MAX_EDITS, type UnitId } from '@diem-cau/protocol'
import {
  concernedUnits,
  countRows,
  planDropTier,
  planMerge,
  type Bilingual,
  type Planned,
} from '../../core/directory/index.ts'
import type { DirectoryBook } from '../directory/DirectoryBook.ts'
import type { RestHandlers } from './define.ts'
import type { DirectoryDeps } from './directoryShared.ts'

/** Reforms worked out: the edits are looked at, perhaps changed, and applied like any others. */
export function planHandlers({
  book,
}: DirectoryDeps): RestHandlers<'directory.planMerge' | 'directory.planDropTier'> {
  return {
    'directory.planMerge': {
      target: (_caller, { body }) => ({
        unitIds: [...body.fromUnitIds, ...concernedBy(book, planMerge(book.history, body))],
      }),
      run: (_caller, { body }) => Promise.resolve(replyTo(book, planMerge(book.history, body))),
    },
    'directory.planDropTier': {
      target: () => ({ unitIds: [book.current.root.id] }),
      run: (_caller, { body }) => Promise.resolve(replyTo(book, planDropTier(book.history, body))),
    },
  }
}

function concernedBy(book: DirectoryBook, plan: Planned): UnitId[] {
  return plan.ok ? concernedUnits(book.history, plan.edits, book.current.root.id) : []
}

/** @throws {BridgeError} `directory_plan_impossible` */
function replyTo(book: DirectoryBook, plan: Planned) {
  if (!plan.ok) throw impossible(plan.reason)
  const { edits } = plan
  if (edits.length > MAX_EDITS) {
    throw impossible({
      vi: `phương án gồm ${edits.length} thay đổi, vượt giới hạn ${MAX_EDITS}; hãy dùng tệp nhập danh mục`,
      en: `the plan takes ${edits.length} edits, more than ${MAX_EDITS}; import a file instead`,
    })
  }
  const rows = [...book.preview(edits).rows]
  return { edits, preview: { counts: countRows(rows), rows } }
}

function impossible({ vi, en }: Bilingual): BridgeError {
  return new BridgeError('directory_plan_impossible', { reasonVi: bare(vi), reasonEn: bare(en) })
}

function bare(sentence: string): string {
  return sentence.replace(/\.$/, '')
}
