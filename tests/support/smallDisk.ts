import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const STEP = Buffer.alloc(4_096)

/** A disk of a few megabytes that can be filled and emptied. It owns the mount: `remove()` ends it. */
export class SmallDisk {
  readonly path: string
  readonly #ballast: string

  private constructor(path: string) {
    this.path = path
    this.#ballast = join(path, 'ballast')
  }

  /** @returns null where nobody may mount: without root, or in a container that forbids it */
  static mount(path: string, megabytes: number): SmallDisk | null {
    mkdirSync(path)
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path])
    return status === 0 ? new SmallDisk(path) : null
  }

  /** Takes every byte that is left. */
  fill(): void {
    const file = openSync(this.#ballast, 'a')
    for (const size of [4_096, 256, 1]) {
      try {
        for (;;) writeSync(file, STEP, 0, size)
      } catch {
        // Full to this size.
      }
    }
    closeSync(file)
  }

  empty(): void {
    rmSync(this.#ballast, { force: true })
  }

  remove(): void {
    spawnSync('umount', ['-l', this.path])
  }
}
