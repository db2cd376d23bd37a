import type { Contact, SiteId } from '@diem-cau/protocol'
import type {
  AnnouncedSession,
  Concerned,
  NewNotice,
  NoticeBatch,
  NoticeKind,
} from '../../core/notices/types.ts'
import { addressees, type Addressee, type Channels, type Contacts } from '../../core/notices/whom.ts'
import type { Clock } from '../ports.ts'
import type { ContactBook, SessionNotices } from './port.ts'

export interface NoticesOptions {
  contacts: ContactBook
  channels: Channels
  clock: Clock
  newNoticeId: () => NewNotice['noticeId']
  /** Invitations and changes wait for so long, so that a second thought is one notice with the first. */
  settleMs: number
  /** How long before the beginning reminders go out. */
  reminderMinutes: readonly number[]
  wake: () => void
}

/** Says who is told of what, and when. What it says goes into the outbox with the change that it is about. */
export class Notices implements SessionNotices {
  readonly #options: NoticesOptions

  constructor(options: NoticesOptions) {
    this.#options = options
  }

  async invited(session: AnnouncedSession, siteIds: readonly SiteId[]): Promise<NoticeBatch> {
    const contacts = await this.#contacts(session)
    const invited = addressees(
      { ...session, siteIds: [...siteIds] },
      contacts,
      this.#options.channels,
      'invitation',
    )
    return this.#batch(session, {
      notices: [...invited.map((to) => this.#notice('invitation', to)), ...this.#reminders(session, invited)],
    })
  }

  async changed(
    before: AnnouncedSession,
    after: AnnouncedSession,
    concerned: Concerned,
  ): Promise<NoticeBatch> {
    const { channels } = this.#options
    const [was, is] = [await this.#contacts(before), await this.#contacts(after)]
    const former = keyed(addressees(before, was, channels, 'change'))
    const now = keyed(addressees(after, is, channels, 'change'))
    const touched = new Set([...concerned.changed, ...concerned.invited, ...concerned.removed])
    const notices: NewNotice[] = []
    for (const [key, to] of now) {
      const known = former.get(key)
      if (known === undefined) notices.push(this.#notice('invitation', to))
      else if (concerns(known, to, touched)) notices.push(this.#notice('change', to, known.siteIds))
    }
    for (const [key, to] of former) if (!now.has(key)) notices.push(this.#notice('cancellation', to))
    return this.#batch(after, {
      before,
      notices: [...notices, ...this.#reminders(after, [...now.values()])],
      replacesReminders: true,
    })
  }

  async cancelled(session: AnnouncedSession, reason: string): Promise<NoticeBatch> {
    const contacts = await this.#contacts(session)
    const told = addressees(session, contacts, this.#options.channels, 'cancellation')
    return this.#batch(session, {
      reason,
      notices: told.map((to) => this.#notice('cancellation', to)),
      replacesReminders: true,
    })
  }

  async urgent(session: AnnouncedSession, reason: string): Promise<NoticeBatch> {
    const contacts = await this.#contacts(session)
    const called = addressees(session, contacts, this.#options.channels, 'urgent')
    return this.#batch(session, { reason, notices: called.map((to) => this.#notice('urgent', to)) })
  }

  committed(): void {
    this.#options.wake()
  }

  #batch(
    session: AnnouncedSession,
    parts: {
      notices: NewNotice[]
      before?: AnnouncedSession
      reason?: string
      replacesReminders?: boolean
    },
  ): NoticeBatch {
    return {
      sessionId: session.sessionId,
      version: session.version,
      facts: { session, before: parts.before ?? null, reason: parts.reason ?? '' },
      notices: parts.notices,
      replacesReminders: parts.replacesReminders ?? false,
      at: this.#options.clock(),
    }
  }

  #notice(kind: NoticeKind, to: Addressee, formerSiteIds: readonly SiteId[] | null = null): NewNotice {
    const waits = kind === 'invitation' || kind === 'change'
    const notBefore = this.#options.clock() + (waits ? this.#options.settleMs : 0)
    return { noticeId: this.#options.newNoticeId(), kind, ...to, formerSiteIds, notBefore }
  }

  /** One for each time that still lies ahead. Webhooks keep their own calendar. */
  #reminders({ startsAt }: AnnouncedSession, to: readonly Addressee[]): NewNotice[] {
    const now = this.#options.clock()
    return this.#options.reminderMinutes
      .map((minutes) => startsAt - minutes * 60_000)
      .filter((at) => at > now)
      .flatMap((notBefore) =>
        to
          .filter(({ channel }) => channel !== 'webhook')
          .map((addressee) => ({ ...this.#notice('reminder', addressee), notBefore })),
      )
  }

  /** The contacts of a session, its people's looked up. */
  async #contacts({ people }: AnnouncedSession): Promise<Contacts> {
    const { contacts } = this.#options
    const found = await Promise.all(
      people.map(async ({ accountId }) => [accountId, await contacts.ofAccount(accountId)] as const),
    )
    const named = found.filter((pair): pair is [(typeof pair)[0], Contact] => pair[1] !== null)
    return {
      ofSite: (siteId) => contacts.ofSite(siteId),
      ofUnit: (unitId) => contacts.ofUnit(unitId),
      unitOfSite: (siteId) => contacts.unitOfSite(siteId),
      people: new Map(named),
    }
  }
}

function keyed(list: readonly Addressee[]): Map<string, Addressee> {
  return new Map(list.map((to) => [`${to.channel}|${to.recipient.toLowerCase()}`, to]))
}

/** Whether one who was told already is told again: of a site of its own, or, having none, of any change. */
function concerns(was: Addressee, is: Addressee, touched: ReadonlySet<SiteId>): boolean {
  if (is.siteIds.length === 0 && was.siteIds.length === 0) return touched.size > 0
  return [...was.siteIds, ...is.siteIds].some((siteId) => touched.has(siteId))
}
