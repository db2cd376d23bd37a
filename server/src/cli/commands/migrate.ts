import { openUnmigrated } from '../../adapters/store/openStore.ts'
import { EXIT, type Command } from '../command.ts'
import { asEnvironment } from '../runCli.ts'

export const migrate: Command = {
  name: 'migrate',
  arguments: [],
  options: {
    check: {
      type: 'boolean',
      does: {
        vi: 'Chỉ xem còn thiếu gì; mã kết thúc 1 nếu chưa đủ.',
        en: 'Only say what is missing; exit code 1 if anything is.',
      },
    },
  },
  does: { vi: 'Nâng cấp cơ sở dữ liệu lên phiên bản này.', en: 'Bring the database up to this version.' },
  help: {
    vi: 'Cầu tự làm việc này khi khởi động. Không hạ cấp được; hãy sao lưu trước.',
    en: 'The bridge does this by itself when it starts. There is no way back; make a backup first.',
  },
  run: async ({ values, place, openStore }) => {
    const { store, pending } = await asEnvironment(() => openUnmigrated(place))
    await store.destroy()
    const list = pending.join(', ')
    if (pending.length === 0) {
      return {
        data: { pending, applied: [] },
        text: { vi: 'Cơ sở dữ liệu đã mới nhất.', en: 'The database is up to date.' },
      }
    }
    if (values['check'] === true) {
      const text = { vi: `Còn thiếu: ${list}`, en: `Missing: ${list}` }
      return { data: { pending, applied: [] }, text, exitCode: EXIT.refused }
    }
    await openStore()
    return {
      data: { pending: [], applied: pending },
      text: { vi: `Đã nâng cấp: ${list}`, en: `Applied: ${list}` },
    }
  },
}
