import type { ChatLine, SiteMessageView, SiteView } from '@diem-cau/protocol'

/** What the crew tells a room, one at a time, until somebody there says that it was read. */
export type HelpNotice =
  | { readonly kind: 'message'; readonly message: SiteMessageView; readonly others: number }
  | { readonly kind: 'answer'; readonly line: ChatLine; readonly others: number }

/** Messages before answers, the oldest first; null when all is read. */
export function helpNoticeOf({ messages, chat }: Pick<SiteView, 'messages' | 'chat'>): HelpNotice | null {
  const unread = messages.filter(({ read }) => !read)
  const answers = unreadAnswers(chat)
  const others = unread.length + answers.length - 1
  const [message] = unread
  if (message !== undefined) return { kind: 'message', message, others }
  const [line] = answers
  return line === undefined ? null : { kind: 'answer', line, others }
}

/** Answers that nobody at the site has read, oldest first. */
export function unreadAnswers({ lines, unread }: SiteView['chat']): readonly ChatLine[] {
  return unread === 0 ? [] : lines.filter(({ from }) => from === 'crew').slice(-unread)
}

/** Whether the crew has read what the site wrote last; null when it wrote nothing. */
export function isLastLineRead({ lines, crewReadAt }: SiteView['chat']): boolean | null {
  const own = lines.findLast(({ from }) => from === 'site')
  return own === undefined ? null : crewReadAt !== null && crewReadAt >= own.at
}

/** What a room may say without a keyboard, in the order of how often it is needed. */
export const CANNED_ASKS = ['noSound', 'noPicture', 'microphone', 'camera', 'slow', 'callBack'] as const
