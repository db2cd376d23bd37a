import type { ChatLine, ChatView, SessionView } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { helpNews, incidentsOf, messagesOf, OwnAnswers, threadsOf, unreadHelp, unreadSites } from './help.ts'
import { aSession, id } from './testing.ts'

const line = (at: number, from: ChatLine['from'], text = `dòng ${at}`): ChatLine => ({
  lineId: `l${at}`,
  from,
  by: from === 'crew' ? 'An' : '',
  text,
  at,
})

function chat(siteId: string, lines: ChatLine[], unread = 0): ChatView {
  return { siteId: id(siteId), lines, unread, readAt: null, unreadBySite: 0, readBySiteAt: null }
}

function view(...chats: ChatView[]): SessionView {
  return { ...aSession([], []), ...Object.fromEntries(chats.map((one) => [`chat:${one.siteId}`, one])) }
}

describe('The inbox', () => {
  it('has first who waits longest, then who was written with last', () => {
    const threads = threadsOf(
      view(
        chat('read-early', [line(1, 'site'), line(2, 'crew')]),
        chat('waits', [line(5, 'site'), line(9, 'site')], 2),
        chat('waits-longer', [line(3, 'site')], 1),
        chat('read-late', [line(8, 'site')]),
        chat('empty', []),
      ),
    )
    expect(threads.map((thread) => thread.chat.siteId)).toEqual([
      'waits-longer',
      'waits',
      'read-late',
      'read-early',
    ])
  })

  it('counts what nobody has read, and says what is new once', () => {
    const before = view(chat('a', [line(1, 'site')], 1))
    const after = view(chat('a', [line(1, 'site')], 1), chat('b', [line(2, 'site', 'Xin gọi lại')], 1))
    expect(unreadHelp(after)).toBe(2)
    expect(helpNews(before, after)).toEqual({ siteId: 'b', text: 'Xin gọi lại' })
    expect(helpNews(after, after)).toBeNull()
    expect(helpNews(after, view(chat('b', [line(2, 'site'), line(3, 'crew')])))).toBeNull()
  })
})

describe('Messages and incidents', () => {
  it('stand with the latest first', () => {
    const message = (messageId: string, at: number) => ({
      messageId,
      text: '',
      by: '',
      at,
      target: { to: 'all' as const },
      siteCount: 3,
      readSiteIds: [id<never>('a')],
    })
    const incident = (incidentId: string, at: number) => ({ incidentId, siteId: null, text: '', by: '', at })
    const session: SessionView = {
      ...aSession([], []),
      'message:1': message('1', 1),
      'message:2': message('2', 2),
      'incident:1': incident('1', 4),
      'incident:2': incident('2', 3),
    }
    expect(messagesOf(session).map(({ messageId }) => messageId)).toEqual(['2', '1'])
    expect(incidentsOf(session).map(({ incidentId }) => incidentId)).toEqual(['1', '2'])
    expect(unreadSites(message('1', 1), [id('a'), id('b')])).toEqual(['b'])
  })
})

describe('A crew’s own answers', () => {
  it('are kept in the browser, the newest first, each once', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
    }
    const answers = new OwnAnswers(storage)
    answers.keep('Đang xem')
    answers.keep(' Chờ ít phút ')
    expect(answers.keep('Đang xem')).toEqual(['Đang xem', 'Chờ ít phút'])
    expect(new OwnAnswers(storage).list()).toEqual(['Đang xem', 'Chờ ít phút'])
    expect(answers.forget('Đang xem')).toEqual(['Chờ ít phút'])
    kept.set('diem-cau.answers', '{"not": "a list"}')
    expect(answers.list()).toEqual([])
    kept.set('diem-cau.answers', 'nonsense')
    expect(answers.list()).toEqual([])
  })
})
