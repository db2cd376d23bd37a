import type { ChatLine, ChatView, IncidentView, MessageView, SessionView, SiteId } from '@diem-cau/protocol'

/** What a site and the crew have written to each other, as the inbox lists it. */
export interface Thread {
  readonly chat: ChatView
  readonly last: ChatLine
}

function valuesOf<T>(view: SessionView, prefix: `${string}:`, is: (value: unknown) => value is T): T[] {
  return Object.entries(view).flatMap(([key, value]) => (key.startsWith(prefix) && is(value) ? [value] : []))
}

const has = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && key in value
const isChat = (value: unknown): value is ChatView => has(value, 'unreadBySite')
const isMessage = (value: unknown): value is MessageView => has(value, 'readSiteIds')
const isIncident = (value: unknown): value is IncidentView => has(value, 'incidentId')

/** Who waits longest for an answer stands first; read ones follow, the latest first. */
export function threadsOf(view: SessionView): Thread[] {
  const threads = valuesOf(view, 'chat:', isChat).flatMap((chat): Thread[] => {
    const last = chat.lines.at(-1)
    return last === undefined ? [] : [{ chat, last }]
  })
  return threads.toSorted((a, b) => {
    const [firstOfA, firstOfB] = [firstUnread(a), firstUnread(b)]
    if (firstOfA !== null && firstOfB !== null) return firstOfA - firstOfB
    if (firstOfA !== null || firstOfB !== null) return firstOfA === null ? 1 : -1
    return b.last.at - a.last.at
  })
}

/** Since when a site waits to be read; null when nothing of it waits. */
function firstUnread({ chat }: Thread): number | null {
  if (chat.unread === 0) return null
  const own = chat.lines.filter(({ from }) => from === 'site')
  return own.at(-Math.min(chat.unread, own.length))?.at ?? null
}

/** Lines of sites that nobody of the crew has read. */
export function unreadHelp(view: SessionView): number {
  return valuesOf(view, 'chat:', isChat).reduce((sum, { unread }) => sum + unread, 0)
}

/** Messages on the screens, the latest first. */
export function messagesOf(view: SessionView): MessageView[] {
  return valuesOf(view, 'message:', isMessage).toSorted((a, b) => b.at - a.at)
}

/** What was noted, the latest first. */
export function incidentsOf(view: SessionView): IncidentView[] {
  return valuesOf(view, 'incident:', isIncident).toSorted((a, b) => b.at - a.at)
}

/** Sites of a message's that have not read it, as far as they are shown to the viewer. */
export function unreadSites(message: MessageView, siteIds: readonly SiteId[]): SiteId[] {
  const read = new Set(message.readSiteIds)
  return siteIds.filter((siteId) => !read.has(siteId))
}

/** A site's question that was not there before; the last, when several came at once. */
export function helpNews(before: SessionView, after: SessionView): { siteId: SiteId; text: string } | null {
  const news = threadsOf(after).flatMap(({ chat, last }) => {
    const earlier: ChatView | undefined = before[`chat:${chat.siteId}`]
    const isNew = last.from === 'site' && earlier?.lines.at(-1)?.lineId !== last.lineId
    return isNew && chat.unread > (earlier?.unread ?? 0)
      ? [{ siteId: chat.siteId, text: last.text, at: last.at }]
      : []
  })
  const [latest] = news.toSorted((a, b) => b.at - a.at)
  return latest === undefined ? null : { siteId: latest.siteId, text: latest.text }
}

/** Answers that a crew keeps for itself in its browser. */
export class OwnAnswers {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
  }

  list(): string[] {
    try {
      const kept: unknown = JSON.parse(this.#storage.getItem(KEY) ?? '[]')
      return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string').slice(0, MOST_ANSWERS) : []
    } catch {
      return []
    }
  }

  /** Keeps one as the first. @returns the list as it is then */
  keep(text: string): string[] {
    return this.#put(
      [text.trim(), ...this.list().filter((one) => one !== text.trim())].slice(0, MOST_ANSWERS),
    )
  }

  forget(text: string): string[] {
    return this.#put(this.list().filter((one) => one !== text))
  }

  #put(answers: string[]): string[] {
    try {
      this.#storage.setItem(KEY, JSON.stringify(answers))
    } catch {
      // A browser without storage forgets them; nothing else depends on it.
    }
    return answers
  }
}

const KEY = 'diem-cau.answers'
const MOST_ANSWERS = 20
