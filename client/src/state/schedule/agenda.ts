import type { AgendaItem } from '@diem-cau/protocol'

/** An item with its place on the clock. */
export interface TimedItem {
  readonly item: AgendaItem
  /** Minutes since midnight of the session’s day; null while the start is not known. */
  readonly from: number | null
  readonly to: number | null
}

/** Running times: each item begins when the one before it ends. */
export function timedAgenda(agenda: readonly AgendaItem[], startMinutes: number | null): TimedItem[] {
  let at = startMinutes
  return agenda.map((item) => {
    const from = at
    at = at === null ? null : at + item.minutes
    return { item, from, to: at }
  })
}

export function agendaMinutes(agenda: readonly AgendaItem[]): number {
  return agenda.reduce((sum, { minutes }) => sum + minutes, 0)
}

/** The item at one place taken to another; the others keep their order. */
export function moveItem(agenda: readonly AgendaItem[], from: number, to: number): AgendaItem[] {
  const item = agenda[from]
  if (item === undefined || to < 0 || to >= agenda.length) return [...agenda]
  return agenda.toSpliced(from, 1).toSpliced(to, 0, item)
}

/** A new item that takes what is left of the session, ten minutes at least. */
export function newItem(
  agenda: readonly AgendaItem[],
  durationMinutes: number | null,
  itemId: string,
): AgendaItem {
  const left = (durationMinutes ?? 0) - agendaMinutes(agenda)
  return {
    itemId,
    kind: agenda.length === 0 ? 'opening' : 'report',
    title: '',
    minutes: Math.min(Math.max(left, 10), 30),
    speaker: null,
    documentIds: [],
  }
}
