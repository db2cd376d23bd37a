import type { AgendaState, Report } from '@diem-cau/protocol'
import type { LoggedSpeech } from './speeches.ts'
import type { LoggedEvent, PlaceOf, Window } from './types.ts'

const MINUTE_MS = 60_000

interface Progress {
  state: AgendaState
  begunAt: number | null
  endedAt: number | null
  /** Since when it has been under way; null when it is not. */
  since: number | null
  actualMs: number
}

/** The agenda as it was planned, and as the meeting went through it. */
export function agendaIn(
  events: readonly LoggedEvent[],
  window: Window,
  speeches: readonly LoggedSpeech[],
  placeOf: PlaceOf,
): Report['agenda'] {
  const opened = events[0]?.event
  const planned = opened?.type === 'BranchOpened' ? (opened.data.conduct?.agenda ?? []) : []
  const progress = progressIn(events, window)
  const items = planned.map(({ itemId, kind, title, person, siteId, minutes }) => {
    const { since, ...how } = progress.get(itemId) ?? NOT_BEGUN
    return {
      itemId,
      kind,
      title,
      person,
      siteId,
      siteName: siteId === null ? '' : placeOf(siteId).name,
      plannedMs: minutes * MINUTE_MS,
      ...how,
      // A meeting that is over has left nothing under way: it broke off there.
      endedAt: since !== null && window.isOver ? window.until : how.endedAt,
      speechCount: speeches.filter((speech) => speech.itemId === itemId && speech.stints.length > 0).length,
    }
  })
  return {
    items,
    plannedMs: items.reduce((sum, { plannedMs }) => sum + plannedMs, 0),
    actualMs: items.reduce((sum, { actualMs }) => sum + actualMs, 0),
    notReached: items.filter(({ state }) => state === 'planned').length,
    skipped: items.filter(({ state }) => state === 'skipped').length,
  }
}

const NOT_BEGUN: Progress = { state: 'planned', begunAt: null, endedAt: null, since: null, actualMs: 0 }

function progressIn(events: readonly LoggedEvent[], { until }: Window): Map<string, Progress> {
  const items = new Map<string, Progress>()
  for (const { event, at } of events) {
    if (event.type !== 'AgendaItemChanged') continue
    const { itemId, state } = event.data
    items.set(itemId, next(items.get(itemId) ?? NOT_BEGUN, state, at))
  }
  for (const [itemId, item] of items) {
    if (item.since !== null)
      items.set(itemId, { ...item, actualMs: item.actualMs + Math.max(0, until - item.since) })
  }
  return items
}

function next(item: Progress, state: AgendaState, at: number): Progress {
  if (state === item.state) return item
  const soFar = item.actualMs + (item.since === null ? 0 : Math.max(0, at - item.since))
  if (state === 'underWay') {
    return { state, begunAt: item.begunAt ?? at, endedAt: null, since: at, actualMs: soFar }
  }
  const endedAt = state === 'done' ? at : item.endedAt
  return { state, begunAt: item.begunAt, endedAt, since: null, actualMs: soFar }
}
