import {
  assertUnreachable,
  type NoticeTarget,
  type Report,
  type SiteId,
  type UnitId,
} from '@diem-cau/protocol'
import { readThrough } from './readers.ts'
import { lengthOf } from './spans.ts'
import type { LoggedEvent, PlaceOf, Window } from './types.ts'

interface Names {
  placeOf: PlaceOf
  unitName: (unitId: UnitId) => string
}

/** Messages of the crew, and how much was written and spoken with sites; what was written stays between them. */
export function helpIn(events: readonly LoggedEvent[], window: Window, names: Names): Report['help'] {
  const messages = new Map<string, { line: Report['help']['messages'][number]; read: Set<SiteId> }>()
  const chats = new Map<SiteId, { fromSite: number; fromCrew: number }>()
  const talking = new Map<SiteId, number>()
  let [talkbacks, talkbackMs] = [0, 0]
  readThrough(events, {
    ChatWritten: ({ siteId, from }) => {
      const { fromSite, fromCrew } = chats.get(siteId) ?? { fromSite: 0, fromCrew: 0 }
      const isSite = from === 'site'
      chats.set(siteId, { fromSite: fromSite + (isSite ? 1 : 0), fromCrew: fromCrew + (isSite ? 0 : 1) })
    },
    MessageShown: ({ messageId, text, by, target, siteIds }, at) => {
      const targetName = nameOf(target, names)
      const line = { at, text, by, target, targetName, sites: new Set(siteIds).size, read: 0 }
      messages.set(messageId, { line, read: new Set() })
    },
    MessageRead: ({ messageId, siteId }) => void messages.get(messageId)?.read.add(siteId),
    TalkbackStarted: ({ siteId }, at) => {
      talkbacks += 1
      talking.set(siteId, at)
    },
    TalkbackStopped: ({ siteId }, at) => {
      talkbackMs += lengthOf({ from: talking.get(siteId) ?? at, until: at })
      talking.delete(siteId)
    },
  })
  for (const since of talking.values()) talkbackMs += lengthOf({ from: since, until: window.until })
  const written = [...chats].map(([siteId, counts]) => ({ ...names.placeOf(siteId), ...counts }))
  return {
    messages: [...messages.values()].map(({ line, read }) => ({ ...line, read: read.size })),
    ...chatTotals(written),
    talkbacks,
    talkbackMs,
  }
}

/** The sums of what was written with some sites. */
export function chatTotals(chats: Report['help']['chats']) {
  return {
    chats,
    fromSites: chats.reduce((sum, { fromSite }) => sum + fromSite, 0),
    fromCrew: chats.reduce((sum, { fromCrew }) => sum + fromCrew, 0),
  }
}

function nameOf(target: NoticeTarget, { placeOf, unitName }: Names): string {
  switch (target.to) {
    case 'all':
      return ''
    case 'unit':
      return unitName(target.unitId)
    case 'site':
      return placeOf(target.siteId).name
    default:
      return assertUnreachable(target)
  }
}
