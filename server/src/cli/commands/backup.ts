import { resolve } from 'node:path'
import { backup } from '../../adapters/store/backup/backup.ts'
import { openUnmigrated } from '../../adapters/store/openStore.ts'
import type { Command } from '../command.ts'
import { asEnvironment } from '../runCli.ts'
import { rowsOf, sizeOf } from '../words.ts'

export const backupCommand: Command = {
  name: 'backup',
  arguments: ['FILE'],
  options: {
    force: {
      type: 'boolean',
      does: { vi: 'Ghi đè tệp đã có.', en: 'Replace a file that exists.' },
    },
  },
  does: {
    vi: 'Sao lưu toàn bộ vào một tệp; cầu vẫn chạy.',
    en: 'Back everything up to one file; the bridge goes on.',
  },
  help: {
    vi: [
      'Tệp gồm cơ sở dữ liệu tại một thời điểm, tài liệu, khóa và chứng thư: hãy cất giữ như mật khẩu.',
      'Khôi phục được vào SQLite lẫn PostgreSQL. Các phiên đăng nhập không nằm trong bản sao lưu.',
    ].join('\n'),
    en: [
      'The file has the database as it is at one moment, documents, keys and certificates: keep it like a password.',
      'It restores into SQLite and into PostgreSQL alike. Logins are not in it.',
    ].join('\n'),
  },
  run: async ({ positionals, values, place, version, now, progress }) => {
    const file = resolve(positionals[0] ?? '')
    const { store } = await asEnvironment(() => openUnmigrated(place))
    try {
      const summary = await backup(store, file, {
        directory: place.directory,
        version,
        now: now(),
        overwrite: values['force'] === true,
        onProgress: ({ table, rows }) => progress(rowsOf(table, rows)),
      })
      const rows = Object.values(summary.rows).reduce((sum, count) => sum + count, 0)
      const size = sizeOf(summary.bytes)
      return {
        data: summary,
        text: {
          vi: `Đã sao lưu ${rows} dòng, ${summary.files} tệp vào ${file} (${size}).`,
          en: `Backed up ${rows} rows and ${summary.files} files to ${file} (${size}).`,
        },
      }
    } finally {
      await store.destroy()
    }
  },
}
