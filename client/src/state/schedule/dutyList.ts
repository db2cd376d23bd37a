import { foldText, type Contact, type SessionDetail, type SiteId, type SiteRecord } from '@diem-cau/protocol'

/** Whom to call for a site on a day. */
export interface DutyLine {
  readonly siteId: SiteId
  readonly siteName: string
  readonly contact: Contact
  /** The plan names somebody else than the directory does. */
  readonly isOwn: boolean
}

/** The technicians of all sites of the day’s sessions: a plan’s own before the directory’s, each site once. */
export function dutyList(
  sessions: readonly Pick<SessionDetail, 'siteIds' | 'technicians' | 'names'>[],
  sites: readonly SiteRecord[],
): DutyLine[] {
  const known = new Map(sites.map((site) => [site.siteId, site]))
  const lines = new Map<SiteId, DutyLine>()
  for (const { siteIds, technicians, names } of sessions) {
    const own = new Map(technicians.map(({ siteId, contact }) => [siteId, contact]))
    for (const siteId of siteIds) {
      const site = known.get(siteId)
      const contact = own.get(siteId) ?? site?.technician ?? { name: '', phone: '', email: '' }
      if (lines.get(siteId)?.isOwn === true) continue
      const siteName = site?.name ?? names[siteId] ?? siteId
      lines.set(siteId, { siteId, siteName, contact, isOwn: own.has(siteId) })
    }
  }
  return [...lines.values()].toSorted((a, b) => a.siteName.localeCompare(b.siteName, 'vi'))
}

/** Lines that have every word of a text in them, accents or none; digits are found in a phone number as it is dialled. */
export function findDuty(lines: readonly DutyLine[], text: string): DutyLine[] {
  const words = foldText(text).split(' ').filter(Boolean)
  const digits = text.replaceAll(/\D/g, '')
  return lines.filter(({ siteName, contact }) => {
    const folded = foldText(`${siteName} ${contact.name} ${contact.phone}`)
    if (words.every((word) => folded.includes(word))) return true
    return digits.length > 2 && contact.phone.replaceAll(/\D/g, '').includes(digits)
  })
}
