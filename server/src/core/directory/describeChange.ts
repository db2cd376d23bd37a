import { isDeepStrictEqual } from 'node:util'
import type { PreviewRow } from '@diem-cau/protocol'
import type { AnyRecord } from './HistoryDraft.ts'

/** Which names of units and sites stand for their ids in a preview. */
export interface Names {
  unit: (id: string) => string
  site: (id: string) => string
}

type FieldText = readonly (readonly [field: string, text: string | null])[]

/** Field by field what differs between two states of a record, as a person reads it: names in place of ids. */
export function describeChange(
  before: AnyRecord | null,
  after: AnyRecord | null,
  names: Names,
): PreviewRow['changes'] {
  const old = new Map(before === null ? [] : fieldsOf(before, names))
  const now = new Map(after === null ? [] : fieldsOf(after, names))
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }))
    .filter((change) => change.before !== change.after)
}

/** What a record is called in a preview. */
export function nameOfRecord(record: AnyRecord): string {
  return 'tiers' in record ? record.tiers.map(({ name }) => name.vi).join(' · ') : record.name
}

/** Whether a put leaves the record as it is. */
export function isSame(before: AnyRecord | null, after: AnyRecord | null): boolean {
  return isDeepStrictEqual(before, after)
}

function fieldsOf(record: AnyRecord, names: Names): FieldText {
  if ('tiers' in record) {
    return record.tiers.map(({ tier, name, codeDigits, optional }) => [
      `tier${tier}`,
      [name.vi, name.en, codeDigits ?? '', optional ? '?' : ''].filter((part) => part !== '').join(' · '),
    ])
  }
  if ('groupId' in record) {
    return [
      ['name', record.name],
      ['kind', record.kind],
      ['ownerUnitId', names.unit(record.ownerUnitId)],
      ['unitIds', list(record.unitIds.map(names.unit))],
      ['siteIds', list(record.siteIds.map(names.site))],
    ]
  }
  const dates: FieldText = [
    ['validFrom', record.validFrom],
    ['validTo', record.validTo],
  ]
  if ('siteId' in record) {
    return [
      ['name', record.name],
      ['unitId', names.unit(record.unitId)],
      ['kind', record.kind],
      ['room', text(record.room)],
      ['downKbps', record.downKbps === null ? null : `${record.downKbps} kbit/s`],
      ['upKbps', record.upKbps === null ? null : `${record.upKbps} kbit/s`],
      ['technician', contactText(record.technician)],
      ['hostedAtSiteId', record.hostedAtSiteId === null ? null : names.site(record.hostedAtSiteId)],
      ['remoteMicrophone', record.remoteMicrophone === false ? 'no' : null],
      ...dates,
    ]
  }
  return [
    ['code', record.code],
    ['name', record.name],
    ['kind', record.kind],
    ['tier', String(record.tier)],
    ['parentId', record.parentId === null ? null : names.unit(record.parentId)],
    ['aliases', list(record.aliases)],
    ['successorIds', list(record.successorIds.map(names.unit))],
    ['contact', contactText(record.contact)],
    ...dates,
  ]
}

const text = (value: string): string | null => (value === '' ? null : value)
const list = (values: readonly string[]): string | null => text(values.join('; '))

function contactText({ name, phone, email }: { name: string; phone: string; email: string }): string | null {
  return text([name, phone, email].filter((part) => part !== '').join(' · '))
}
