import { join, resolve } from 'node:path'
import { backup } from '../../adapters/store/backup/backup.ts'
import { restore } from '../../adapters/store/backup/restore.ts'
import type { Command } from '../command.ts'
import { rowsOf, timeOf } from '../words.ts'

export const restoreCommand: Command = {
  name: 'restore',
  arguments: ['FILE'],
  options: {
    force: {
      type: 'boolean',
      does: {
        vi: 'Thay thế dữ liệu đang có; dữ liệu cũ được sao lưu trước vào thư mục dữ liệu.',
        en: 'Replace the data that is there; it is backed up into the data folder first.',
      },
    },
  },
  does: {
    vi: 'Khôi phục từ bản sao lưu. Cầu phải dừng.',
    en: 'Restore from a backup. The bridge must be stopped.',
  },
  help: {
    vi: 'Tệp được kiểm tra toàn bộ trước; hoặc khôi phục hết, hoặc không thay đổi gì. Mọi người phải đăng nhập lại.',
    en: 'The whole file is checked first; all of it is restored, or nothing is changed. Everybody has to log in again.',
  },
  run: async ({ positionals, values, place, version, now, progress, openStore }) => {
    const file = resolve(positionals[0] ?? '')
    const store = await openStore()
    let saved: string | null = null
    const summary = await restore(store, file, {
      directory: place.directory,
      now: now(),
      force: values['force'] === true,
      beforeReplacing: async () => {
        const stamp = new Date(now()).toISOString().replace(/[:.]/g, '-')
        saved = join(place.directory, `before-restore-${stamp}.backup`)
        await backup(store, saved, { directory: place.directory, version, now: now() })
      },
      onProgress: ({ table, rows }) => progress(rowsOf(table, rows)),
    })
    const rows = Object.values(summary.rows).reduce((sum, count) => sum + count, 0)
    const old = saved === null ? { vi: '', en: '' } : savedWords(saved)
    const kept = summary.kept === 0 ? { vi: '', en: '' } : keptWords(summary.kept)
    return {
      data: { ...summary, file, saved },
      text: {
        vi: `Đã khôi phục ${rows} dòng, ${summary.files} tệp từ bản sao lưu lúc ${timeOf(summary.madeAt)}.${kept.vi}${old.vi}`,
        en: `Restored ${rows} rows and ${summary.files} files of the backup of ${timeOf(summary.madeAt)}.${kept.en}${old.en}`,
      },
    }
  },
}

function savedWords(file: string) {
  return { vi: `\nDữ liệu cũ: ${file}`, en: `\nThe former data: ${file}` }
}

function keptWords(count: number) {
  return {
    vi: ` ${count} tệp đã có sẵn được giữ nguyên (--force để thay).`,
    en: ` ${count} files that were there are left as they are (--force replaces them).`,
  }
}
