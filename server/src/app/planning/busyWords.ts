import type { SiteId } from '@diem-cau/protocol'
import type { Directory } from '../../core/directory/index.ts'

/** So many sites of a session are named; the others are counted. */
const NAMED = 3

/** Which sites sit in which session, in words: `Xã Lũng Cú, Xã Ma Lé (Giao ban huyện)`. */
export function busyWords(
  busy: readonly { siteId: SiteId; title: string }[],
  directory: Directory,
): { count: number; whereVi: string; whereEn: string } {
  const groups = [...Map.groupBy(busy, ({ title }) => title)]
  const sentence = (more: (count: number) => string): string =>
    groups
      .map(([title, sites]) => {
        const names = sites.slice(0, NAMED).map(({ siteId }) => directory.siteName(siteId) ?? siteId)
        const rest = sites.length - names.length
        return `${names.join(', ')}${rest > 0 ? more(rest) : ''} («${title}»)`
      })
      .join('; ')
  return {
    count: busy.length,
    whereVi: sentence((rest) => ` và ${rest} điểm cầu khác`),
    whereEn: sentence((rest) => ` and ${rest} more sites`),
  }
}
