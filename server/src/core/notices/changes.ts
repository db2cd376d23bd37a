import type { Language } from '@diem-cau/protocol'
import { dateAndTime, duration } from './times.ts'
import type { AnnouncedSession } from './types.ts'

type Words = Record<Language, string>

/** Before a paper's hash, which is compared and not shown: an invisible separator. */
const HASH = '\u2063'

interface Compared {
  label: Words
  of: (session: AnnouncedSession, language: Language) => string
}

/** What somebody who was invited must know when it is different. */
const COMPARED: readonly Compared[] = [
  { label: { vi: 'Tên phiên họp', en: 'Title' }, of: ({ title }) => title },
  {
    label: { vi: 'Thời gian', en: 'Time' },
    of: ({ startsAt }, language) => dateAndTime(startsAt, language),
  },
  {
    label: { vi: 'Thời lượng dự kiến', en: 'Expected length' },
    of: ({ durationMinutes }, language) => duration(durationMinutes, language),
  },
  {
    label: { vi: 'Kết nối thử', en: 'Rehearsal' },
    of: ({ rehearsalAt }, language) =>
      rehearsalAt === null
        ? { vi: 'không tổ chức', en: 'none' }[language]
        : dateAndTime(rehearsalAt, language),
  },
  {
    label: { vi: 'Đơn vị chủ trì', en: 'Host' },
    of: ({ hostUnitId, names }) => names[hostUnitId] ?? hostUnitId,
  },
  {
    label: { vi: 'Chủ tọa', en: 'Chair' },
    of: ({ chair, names }) =>
      [chair.person, names[chair.siteId] ?? chair.siteId].filter((part) => part !== '').join(' – '),
  },
  {
    label: { vi: 'Chương trình', en: 'Agenda' },
    of: ({ agenda, names }) =>
      agenda
        .map(({ title, minutes, speaker }) => {
          const who = speaker === null ? '' : [speaker.person, nameOf(names, speaker.siteId)].join(' ').trim()
          return `${title} (${minutes}′)${who === '' ? '' : ` – ${who}`}`
        })
        .join('; '),
  },
  {
    label: { vi: 'Tài liệu', en: 'Papers' },
    of: ({ documents }) => documents.map(({ title, sha256 }) => `${title}${HASH}${sha256}`).join('; '),
  },
]

function nameOf(names: AnnouncedSession['names'], id: string | null): string {
  return id === null ? '' : (names[id] ?? id)
}

/** One line for each thing that is different: "Thời gian: 08:00 … (trước: 07:30 …)". Empty when nothing is. */
export function changesBetween(
  before: AnnouncedSession,
  after: AnnouncedSession,
  language: Language,
): string[] {
  return COMPARED.flatMap(({ label, of }) => {
    const [was, is] = [of(before, language), of(after, language)]
    if (was === is) return []
    const shown = is === '' ? { vi: 'không có', en: 'none' }[language] : withoutHashes(is)
    const isShort = was !== '' && was.length <= 80 && withoutHashes(was) !== shown
    const former = isShort ? ` (${{ vi: 'trước đây', en: 'formerly' }[language]}: ${withoutHashes(was)})` : ''
    return [`${label[language]}: ${shown}${former}`]
  })
}

/** A paper that was replaced has the same title and another content. */
function withoutHashes(text: string): string {
  return text.replaceAll(/\u2063[0-9a-f]*/g, '')
}
