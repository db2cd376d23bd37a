import type { ChatLine, SiteMessageView } from '@diem-cau/protocol'
import { expect, it } from 'vitest'
import { helpNoticeOf, isLastLineRead } from './help.ts'

const line = (at: number, from: ChatLine['from']): ChatLine => ({
  lineId: `l${at}`,
  from,
  by: '',
  text: '',
  at,
})
const message = (messageId: string, read = false): SiteMessageView => ({ messageId, text: '', at: 0, read })
const chat = (lines: ChatLine[], unread = 0, crewReadAt: number | null = null) => ({
  lines,
  unread,
  crewReadAt,
})

it('messages come before answers, the oldest first, and say how many follow', () => {
  const lines = [line(1, 'crew'), line(2, 'site'), line(3, 'crew'), line(4, 'crew')]
  const site = { messages: [message('a', true), message('b'), message('c')], chat: chat(lines, 2) }
  expect(helpNoticeOf(site)).toMatchObject({ kind: 'message', message: { messageId: 'b' }, others: 3 })
  const read = { ...site, messages: [message('b', true)] }
  expect(helpNoticeOf(read)).toMatchObject({ kind: 'answer', line: { lineId: 'l3' }, others: 1 })
  expect(helpNoticeOf({ messages: [], chat: chat(lines) })).toBeNull()
})

it('what the room wrote last is read once the crew has read after it', () => {
  expect(isLastLineRead(chat([line(1, 'crew')]))).toBeNull()
  expect(isLastLineRead(chat([line(5, 'site')]))).toBe(false)
  expect(isLastLineRead(chat([line(5, 'site')], 0, 4))).toBe(false)
  expect(isLastLineRead(chat([line(5, 'site'), line(6, 'crew')], 0, 5))).toBe(true)
})
