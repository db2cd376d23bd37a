import type { Contact } from '@diem-cau/protocol'
import type { HistoryRecords } from '../../core/directory/index.ts'
import type { DirectoryFile } from './schema.ts'

/** The records that a file holds. Names are composed (NFC), so that the same name typed on two systems is the same. */
export function recordsOf(file: DirectoryFile): HistoryRecords {
  return {
    name: { vi: tidy(file.name.vi), en: tidy(file.name.en) },
    synthetic: file.synthetic,
    tierSets: [
      { validFrom: file.validFrom, tiers: tiersOf(file.tiers) },
      ...(file.laterTiers ?? []).map(({ validFrom, tiers }) => ({ validFrom, tiers: tiersOf(tiers) })),
    ],
    units: file.units.map((unit) => ({
      unitId: unit.id,
      validFrom: unit.validFrom ?? file.validFrom,
      validTo: unit.validTo ?? null,
      code: unit.code,
      name: tidy(unit.name),
      kind: unit.kind,
      tier: unit.tier,
      parentId: unit.parent,
      aliases: (unit.aliases ?? []).map(tidy),
      successorIds: unit.successors ?? [],
      contact: contactOf(unit.contact),
    })),
    sites: file.sites.map((site) => ({
      siteId: site.id,
      validFrom: site.validFrom ?? file.validFrom,
      validTo: site.validTo ?? null,
      unitId: site.unit,
      name: tidy(site.name),
      kind: site.kind,
      room: tidy(site.room ?? ''),
      downKbps: site.downKbps ?? null,
      upKbps: site.upKbps ?? null,
      technician: contactOf(site.technician),
      hostedAtSiteId: site.hostedAt ?? null,
      ...(site.remoteMicrophone === false ? { remoteMicrophone: false } : {}),
    })),
    groups: (file.groups ?? []).map((group) => ({
      groupId: group.id,
      name: tidy(group.name),
      kind: group.kind,
      ownerUnitId: group.owner,
      unitIds: group.units ?? [],
      siteIds: group.sites ?? [],
    })),
  }
}

function tiersOf(tiers: DirectoryFile['tiers']) {
  return tiers.map(({ tier, name, codeDigits = null, optional = false }) => ({
    tier,
    name,
    codeDigits,
    optional,
  }))
}

function contactOf({ name = '', phone = '', email = '' }: Partial<Contact> = {}): Contact {
  return { name: tidy(name), phone: phone.trim(), email: email.trim() }
}

function tidy(text: string): string {
  return text.normalize('NFC').trim()
}
