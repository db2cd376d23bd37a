import type { Contact, TierSet } from '@diem-cau/protocol'
import type { HistoryRecords } from '../../core/directory/index.ts'
import type { DirectoryFile } from './schema.ts'

/** Records as a file holds them; what is empty is left out. */
export function toFile({ name, synthetic, tierSets, units, sites, groups }: HistoryRecords): DirectoryFile {
  const [first, ...later] = tierSets
  const validFrom = first?.validFrom ?? '2025-07-01'
  const spanOf = (record: { validFrom: string; validTo: string | null }) => ({
    ...(record.validFrom === validFrom ? {} : { validFrom: record.validFrom }),
    ...(record.validTo === null ? {} : { validTo: record.validTo }),
  })
  return {
    format: 1,
    name,
    synthetic,
    validFrom,
    tiers: tiersOf(first?.tiers ?? []),
    ...(later.length === 0
      ? {}
      : { laterTiers: later.map((set) => ({ validFrom: set.validFrom, tiers: tiersOf(set.tiers) })) }),
    units: units.map((unit) => ({
      id: unit.unitId,
      code: unit.code,
      name: unit.name,
      kind: unit.kind,
      tier: unit.tier,
      parent: unit.parentId,
      ...spanOf(unit),
      ...(unit.aliases.length === 0 ? {} : { aliases: unit.aliases }),
      ...(unit.successorIds.length === 0 ? {} : { successors: unit.successorIds }),
      ...contactOf('contact', unit.contact),
    })),
    sites: sites.map((site) => ({
      id: site.siteId,
      unit: site.unitId,
      name: site.name,
      kind: site.kind,
      ...spanOf(site),
      ...(site.room === '' ? {} : { room: site.room }),
      ...(site.downKbps === null ? {} : { downKbps: site.downKbps }),
      ...(site.upKbps === null ? {} : { upKbps: site.upKbps }),
      ...contactOf('technician', site.technician),
      ...(site.hostedAtSiteId === null ? {} : { hostedAt: site.hostedAtSiteId }),
      ...(site.remoteMicrophone === false ? { remoteMicrophone: false } : {}),
    })),
    ...(groups.length === 0
      ? {}
      : {
          groups: groups.map((group) => ({
            id: group.groupId,
            name: group.name,
            kind: group.kind,
            owner: group.ownerUnitId,
            units: group.unitIds,
            sites: group.siteIds,
          })),
        }),
  }
}

function tiersOf(tiers: TierSet['tiers']): DirectoryFile['tiers'] {
  return tiers.map(({ tier, name, codeDigits, optional }) => ({
    tier,
    name,
    ...(codeDigits === null ? {} : { codeDigits }),
    ...(optional ? { optional } : {}),
  }))
}

function contactOf<K extends string>(key: K, contact: Contact): { [P in K]?: Partial<Contact> } {
  const filled = Object.entries(contact).filter(([, text]) => text !== '')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one key, or none
  return (filled.length === 0 ? {} : { [key]: Object.fromEntries(filled) }) as { [P in K]?: Partial<Contact> }
}
