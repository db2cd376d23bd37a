import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The way in for programs on this machine: address and token of the running bridge. Who can read this file owns the
 * data directory, and so the bridge. It is there while the bridge runs.
 */
export class ControlFile {
  readonly #directory: string

  constructor(dataDirectory: string) {
    this.#directory = join(dataDirectory, 'run')
  }

  /** Where the local root stands for the media node and other programs. */
  get rootFile(): string {
    return join(this.#directory, 'root.pem')
  }

  write(facts: { url: string; token: string; rootPem: string | null }): void {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
    if (facts.rootPem !== null) writeFileSync(this.rootFile, facts.rootPem)
    const content = { ...facts, caFile: facts.rootPem === null ? null : this.rootFile }
    const draft = join(this.#directory, 'control.json.new')
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
    renameSync(draft, join(this.#directory, 'control.json'))
  }

  remove(): void {
    rmSync(join(this.#directory, 'control.json'), { force: true })
  }
}
