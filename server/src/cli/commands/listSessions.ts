import type { Command } from '../command.ts'
import { table } from '../help.ts'
import { openOffice } from '../office.ts'
import { timeOf } from '../words.ts'

const MOST = 200

export const listSessions: Command = {
  name: 'list sessions',
  arguments: [],
  options: {},
  does: {
    vi: `Liệt kê các phiên họp, mới nhất trước (${MOST} phiên).`,
    en: `List the sessions, newest first (${MOST} of them).`,
  },
  run: async (invocation) => {
    const { book } = await openOffice(invocation)
    const store = await invocation.openStore()
    const sessions = await store
      .selectFrom('sessions')
      .select(['session_id', 'title', 'state', 'host_unit_id', 'starts_at', 'site_count'])
      .orderBy('starts_at', 'desc')
      .orderBy('session_id')
      .limit(MOST)
      .execute()
    const rows = sessions.map((one) => [
      timeOf(one.starts_at),
      one.state,
      String(one.site_count),
      book.current.unitName(one.host_unit_id) ?? one.host_unit_id,
      one.title,
    ])
    return {
      data: sessions.map((one) => ({
        sessionId: one.session_id,
        title: one.title,
        state: one.state,
        hostUnitId: one.host_unit_id,
        startsAt: one.starts_at,
        siteCount: one.site_count,
      })),
      text: {
        vi: table(['Bắt đầu', 'Trạng thái', 'Điểm cầu', 'Đơn vị chủ trì', 'Tên'], rows),
        en: table(['Begins', 'State', 'Sites', 'Host', 'Title'], rows),
      },
    }
  },
}
