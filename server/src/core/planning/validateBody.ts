import type { SessionBody } from '@diem-cau/protocol'

/** What is wrong with a plan beside its form; which field it is, and what, as the end of a sentence. */
export interface PlanFault {
  readonly path: string
  readonly reason: { readonly vi: string; readonly en: string }
}

/** Control, private and unassigned characters, and those that turn the direction of writing around. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
const UNPRINTED = new RegExp(`(?:\\s|${UNPRINTABLE.source})+`, 'gu')
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
const WEEK_MS = 7 * 24 * 3_600_000

/** A text as a title may have it: one line of what can be printed, whatever was pasted, and not too long. */
export function printable(text: string, longest: number): string {
  return text.normalize('NFC').replaceAll(UNPRINTED, ' ').trim().slice(0, longest).toWellFormed()
}

const tidy = (text: string): string => text.normalize('NFC').trim()

/** Texts as they are kept: composed (NFC), without spaces around. What looks like HTML is text like any other. */
export function tidied(body: SessionBody): SessionBody {
  return {
    ...body,
    title: tidy(body.title),
    chair: { ...body.chair, person: tidy(body.chair.person) },
    agenda: body.agenda.map((item) => ({
      ...item,
      title: tidy(item.title),
      speaker: item.speaker === null ? null : { ...item.speaker, person: tidy(item.speaker.person) },
    })),
    notes: body.notes.normalize('NFC'),
  }
}

/** The first fault of a plan; null for a sound one. */
export function faultOf(body: SessionBody): PlanFault | null {
  return titleFault(body) ?? timeFault(body) ?? agendaFault(body)
}

function titleFault({ title, chair, agenda }: SessionBody): PlanFault | null {
  if (title === '') {
    return fault('/title', 'phiên họp chưa có tên', 'the session has no title')
  }
  const texts: [string, string][] = [
    ['/title', title],
    ['/chair/person', chair.person],
    ...agenda.map((item, index): [string, string] => [`/agenda/${index}/title`, item.title]),
  ]
  const bad = texts.find(([, text]) => UNPRINTABLE.test(text))
  return bad === undefined
    ? null
    : fault(bad[0], 'có ký tự không in được', 'there is a character that can not be printed')
}

function timeFault({ startsAt, rehearsalAt }: SessionBody): PlanFault | null {
  if (startsAt < EARLIEST || startsAt >= LATEST) {
    return fault('/startsAt', 'thời gian họp không hợp lý', 'the time of the session makes no sense')
  }
  if (rehearsalAt === null) return null
  if (rehearsalAt >= startsAt) {
    return fault(
      '/rehearsalAt',
      'giờ kết nối thử phải trước giờ họp',
      'the rehearsal must be before the session',
    )
  }
  return startsAt - rehearsalAt <= WEEK_MS
    ? null
    : fault(
        '/rehearsalAt',
        'kết nối thử sớm hơn giờ họp quá một tuần',
        'the rehearsal is more than a week before the session',
      )
}

function agendaFault({ agenda }: SessionBody): PlanFault | null {
  const seen = new Set<string>()
  for (const [index, { itemId, title }] of agenda.entries()) {
    if (title === '') {
      return fault(`/agenda/${index}/title`, 'có nội dung chưa có tên', 'an item of the agenda has no title')
    }
    if (seen.has(itemId)) {
      return fault(
        `/agenda/${index}/itemId`,
        'hai nội dung trùng mã',
        'two items of the agenda have the same id',
      )
    }
    seen.add(itemId)
  }
  return null
}

function fault(path: string, vi: string, en: string): PlanFault {
  return { path, reason: { vi, en } }
}
