import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, extname } from 'node:path'
import { BridgeError, type PreviewCounts, type PreviewRow } from '@diem-cau/protocol'
import { parseFile } from '../../adapters/directoryImport/index.ts'
import { SqlDirectoryStore } from '../../adapters/store/SqlDirectoryStore.ts'
import type { FileFormat } from '../../app/directory/ImportBook.ts'
import { planImport, type ImportPlan } from '../../app/directory/planImport.ts'
import { HistoryDraft } from '../../core/directory/index.ts'
import { EnvironmentError, EXIT, UsageError, type Command, type Invocation, type Words } from '../command.ts'
import { openOffice, type Office } from '../office.ts'

const FORMATS: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.yaml': 'yaml',
  '.yml': 'yaml',
}
/** Lines of refused rows that are printed. */
const MAX_SHOWN = 50

export const importDirectory: Command = {
  name: 'import',
  arguments: ['FILE'],
  options: {
    replace: {
      type: 'boolean',
      does: {
        vi: 'Kết thúc những gì tệp không nêu (mặc định: để nguyên).',
        en: 'End what the file does not name (if left out: leave it).',
      },
    },
    'skip-refused': {
      type: 'boolean',
      does: {
        vi: 'Áp dụng các dòng đúng dù có dòng bị từ chối.',
        en: 'Apply the sound rows although others are refused.',
      },
    },
    'dry-run': {
      type: 'boolean',
      does: { vi: 'Chỉ xem trước, không ghi gì.', en: 'Preview only; nothing is written.' },
    },
  },
  does: {
    vi: 'Nhập danh mục đơn vị, điểm cầu, nhóm từ tệp CSV, XLSX hoặc YAML.',
    en: 'Import units, sites and groups from a CSV, XLSX or YAML file.',
  },
  help: {
    vi: 'Dùng được khi cầu đang chạy: cầu thấy danh mục mới sau vài giây. Hoàn tác trong trang quản trị.',
    en: 'The bridge may be running: it sees the new directory within seconds. Take it back in the console.',
  },
  run: async (invocation) => {
    const path = invocation.positionals[0] ?? ''
    const format = FORMATS[extname(path).toLowerCase()]
    if (format === undefined) {
      throw new UsageError(
        'Tệp phải có đuôi .csv, .xlsx hoặc .yaml.',
        'The file must end in .csv, .xlsx or .yaml.',
      )
    }
    const bytes = read(path)
    const office = await openOffice(invocation)
    const { book } = office
    invocation.progress({ vi: `Đang xem ${basename(path)}…`, en: `Reading ${basename(path)}…` })
    const plan = planImport(book.history, {
      file: parseFile(basename(path), format, bytes),
      mode: invocation.values['replace'] === true ? 'replace' : 'update',
      scopes: [book.current.root.id],
      today: book.today,
    })
    const isRefused = plan.counts.refused > 0 && invocation.values['skip-refused'] !== true
    const isWritten = !isRefused && invocation.values['dry-run'] !== true
    const revision = isWritten ? await write(office, plan, path) : book.revision
    if (isWritten && format === 'yaml') await remember(invocation, bytes)
    const refused = plan.rows.filter(({ outcome }) => outcome === 'refused')
    return {
      data: { written: isWritten, revision, counts: plan.counts, refused },
      text: {
        vi: [
          ...refused.slice(0, MAX_SHOWN).map((row) => lineOf(row, 'vi')),
          summary(plan.counts, isWritten).vi,
        ].join('\n'),
        en: [
          ...refused.slice(0, MAX_SHOWN).map((row) => lineOf(row, 'en')),
          summary(plan.counts, isWritten).en,
        ].join('\n'),
      },
      exitCode: isRefused ? EXIT.refused : EXIT.done,
    }
  },
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new EnvironmentError(`Không đọc được ${path}: ${reason}.`, `${path} can not be read: ${reason}.`)
  }
}

/** @returns the new revision; the old one when nothing differs */
async function write({ book, auditChange }: Office, { pairs, counts }: ImportPlan, path: string) {
  const draft = new HistoryDraft(book.history)
  for (const { edit } of pairs) draft.apply(edit)
  const author = { actor: 'system', actorName: `bridge (${userInfo().username})`, summary: basename(path) }
  try {
    const prepared = { history: draft.history(), pairs, counts: { ...counts, refused: 0 } }
    const change = await book.commit(prepared, author)
    await auditChange(change)
    return change.revision
  } catch (error) {
    if (error instanceof BridgeError && error.code === 'directory_unchanged') return book.revision
    throw error
  }
}

/** The start says no more that this file differs. */
async function remember({ openStore }: Invocation, bytes: Uint8Array): Promise<void> {
  const hash = createHash('sha256').update(bytes).digest('hex')
  await new SqlDirectoryStore(await openStore()).rememberFile(hash)
}

function lineOf({ line, sheet, name, reason }: PreviewRow, language: keyof Words): string {
  const where = [sheet, line].filter((part) => part !== null).join(':')
  return [where, name, reason?.[language] ?? ''].filter((part) => part !== '').join('  ')
}

function summary({ added, changed, removed, unchanged, refused }: PreviewCounts, isWritten: boolean): Words {
  return {
    vi: `${isWritten ? 'Đã ghi' : 'Chưa ghi gì'}: thêm ${added}, sửa ${changed}, bỏ ${removed}, giữ nguyên ${unchanged}, từ chối ${refused}.`,
    en: `${isWritten ? 'Written' : 'Nothing was written'}: ${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged, ${refused} refused.`,
  }
}
