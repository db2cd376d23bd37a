export interface UnitLine {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly tier: number
  readonly parent: string | null
}

/** One unit a line: short, and a fault's line number names it. */
export function unitLine({ id, code, name, kind, tier, parent }: UnitLine): string {
  return `  - { id: ${id}, code: '${code}', name: ${quoted(name)}, kind: ${kind}, tier: ${tier}, parent: ${parent} }`
}

/** The unit's only room, with the id that goes with the unit's. */
export function siteLine(unit: UnitLine): string {
  const kind = unit.parent === null ? 'hub' : unit.kind === 'body' ? 'body' : 'unit'
  return `  - { id: ${unit.id.replace(/^u-/, 's-')}, unit: ${unit.id}, name: ${quoted(unit.name)}, kind: ${kind} }`
}

/** YAML's single quotes know one escape only: the quote itself, doubled. */
function quoted(text: string): string {
  return `'${text.normalize('NFC').replaceAll("'", "''")}'`
}

/** The values of a JSON object whose values are flat records of text; anything else is refused. */
export function asRecords(json: unknown): Record<string, string>[] {
  if (typeof json !== 'object' || json === null) throw new TypeError('The source is not an object.')
  return Object.values(json).map((value: unknown) => {
    if (typeof value !== 'object' || value === null)
      throw new TypeError('The source holds something else than units.')
    return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]))
  })
}
