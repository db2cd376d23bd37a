import type { Contact, SiteRecord, TierSet, UnitRecord } from '@diem-cau/protocol'
import { isCalendarDate, type Dated } from './days.ts'
import { historyFault, type DirectoryFaultCode, type FaultData, type HistoryFault } from './faults.ts'
import { DIRECTORY_LIMITS } from './types.ts'
import { CODE, ID, validateTiers } from './validate.ts'
import { validateName } from './validateName.ts'

/* What is wrong with one record by itself, whatever else there is. */

const MAX_KBPS = 100_000_000
const PHONE = /^\+?[0-9][0-9 .()-]{2,38}$/
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/

/** Records that were found in order: they do not change, and are not looked at again. */
const NO_FAULTS: readonly HistoryFault[] = []
const SOUND = new WeakSet<object>()

/** Takes records as sound that were found so before they were stored, or by another thread. */
export function trustRecords(records: readonly object[]): void {
  for (const record of records) SOUND.add(record)
}

type Report = (field: string, code: DirectoryFaultCode, data?: FaultData) => void

export function checkUnitFields(unit: UnitRecord): readonly HistoryFault[] {
  if (SOUND.has(unit)) return NO_FAULTS
  const faults: HistoryFault[] = []
  const report = reporter(faults, 'unit', unit.unitId, unit.validFrom)
  if (!ID.test(unit.unitId)) report('unitId', 'bad_id', { id: unit.unitId })
  if (!CODE.test(unit.code)) report('code', 'bad_code', { code: unit.code })
  checkName(unit.name, 'name', report)
  checkDates(unit, report)
  if (unit.aliases.length > DIRECTORY_LIMITS.aliases) {
    report('aliases', 'too_many_aliases', { count: unit.aliases.length, limit: DIRECTORY_LIMITS.aliases })
  } else for (const alias of unit.aliases) checkName(alias, 'aliases', report)
  checkContact(unit.contact, 'contact', report)
  if (unit.successorIds.length > 0 && unit.validTo === null) report('successorIds', 'successor_of_open_end')
  if (faults.length === 0) SOUND.add(unit)
  return faults
}

export function checkSiteFields(site: SiteRecord): readonly HistoryFault[] {
  if (SOUND.has(site)) return NO_FAULTS
  const faults: HistoryFault[] = []
  const report = reporter(faults, 'site', site.siteId, site.validFrom)
  if (!ID.test(site.siteId)) report('siteId', 'bad_id', { id: site.siteId })
  checkName(site.name, 'name', report)
  checkDates(site, report)
  checkText(site.room, 'room', report)
  for (const field of ['downKbps', 'upKbps'] as const) {
    const kbps = site[field]
    if (kbps !== null && !(Number.isInteger(kbps) && kbps >= 1 && kbps <= MAX_KBPS))
      report(field, 'bad_bandwidth', { kbps, limit: MAX_KBPS })
  }
  checkContact(site.technician, 'technician', report)
  if (site.kind === 'hub' && site.hostedAtSiteId !== null) report('hostedAtSiteId', 'hub_is_hosted')
  if (faults.length === 0) SOUND.add(site)
  return faults
}

export function checkTierSet(set: TierSet): HistoryFault[] {
  const faults: HistoryFault[] = []
  const report = reporter(faults, 'tiers', set.validFrom, set.validFrom)
  if (!isCalendarDate(set.validFrom)) report('validFrom', 'bad_date', { date: set.validFrom })
  for (const { code, data } of validateTiers(set.tiers)) report('tiers', code, data)
  return faults
}

export function reporter(
  faults: HistoryFault[],
  what: HistoryFault['at']['what'],
  id: string,
  validFrom: string,
): Report {
  return (field, code, data = {}) => {
    faults.push(historyFault(code, { what, id, validFrom, field }, data))
  }
}

export function checkName(name: string, field: string, report: Report): void {
  for (const { code, data } of validateName(name, [])) report(field, code, data)
}

function checkDates({ validFrom, validTo }: Dated, report: Report): void {
  if (!isCalendarDate(validFrom)) return report('validFrom', 'bad_date', { date: validFrom })
  if (validTo === null) return
  if (!isCalendarDate(validTo)) report('validTo', 'bad_date', { date: validTo })
  else if (validTo < validFrom) report('validTo', 'dates_reversed', { validFrom, validTo })
}

function checkText(text: string, field: string, report: Report): void {
  if (text !== '') checkName(text, field, report)
}

function checkContact({ name, phone, email }: Contact, field: string, report: Report): void {
  checkText(name, field, report)
  if (phone !== '' && !PHONE.test(phone)) report(field, 'bad_phone', { phone: phone.slice(0, 60) })
  if (email !== '' && (email.length > 254 || !EMAIL.test(email)))
    report(field, 'bad_email', { email: email.slice(0, 60) })
}
