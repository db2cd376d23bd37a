import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The sites that a simulator has paired, kept beside the control file: one that was killed leaves its devices behind,
 * and the next run may take those sites again. The time of pairing tells them from a room that was paired since.
 */
export class PairedRecord {
  readonly #path: string
  readonly #pairedAt: Map<string, number>

  constructor(dataDirectory: string) {
    this.#path = join(dataDirectory, 'run', 'simulator.json')
    this.#pairedAt = read(this.#path)
  }

  /** The sites among `pairings` that are ours still. */
  ours(pairings: ReadonlyMap<string, number>): Set<string> {
    return new Set(
      [...pairings].filter(([siteId, at]) => this.#pairedAt.get(siteId) === at).map(([siteId]) => siteId),
    )
  }

  add(siteId: string, pairedAt: number): void {
    this.#pairedAt.set(siteId, pairedAt)
    this.#write()
  }

  remove(siteId: string): void {
    this.#pairedAt.delete(siteId)
    this.#write()
  }

  #write(): void {
    if (this.#pairedAt.size === 0) return rmSync(this.#path, { force: true })
    const draft = `${this.#path}.${process.pid}.new`
    writeFileSync(draft, JSON.stringify(Object.fromEntries(this.#pairedAt)), { mode: 0o600 })
    renameSync(draft, this.#path)
  }
}

function read(path: string): Map<string, number> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value !== 'object' || value === null) return new Map()
    return new Map(
      Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    )
  } catch {
    return new Map()
  }
}
