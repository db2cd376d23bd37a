import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'

/** A room's PC in miniature: a file system of its own for policies, and a Chromium that reads it. */
export interface RoomPc {
  /** Runs the kit's own installer, as a technician would. Returns what it prints. */
  install(kit: ReadonlyMap<string, Uint8Array>): string
  /** Chromium with a fake camera and microphone, and with nobody to answer its questions. */
  openBrowser(): Promise<BrowserContext>
  /** Closes the browsers and removes all files. */
  close(): Promise<void>
}

/** How this process may have a mount of its own: as root, or as root of its own user namespace; null if not at all. */
export function namespaceFlags(): string[] | null {
  const ways = [['--mount'], ['--mount', '--map-root-user']]
  return ways.find((flags) => spawnSync('unshare', [...flags, 'true']).status === 0) ?? null
}

export function makeRoomPc(flags: readonly string[]): RoomPc {
  const folder = mkdtempSync(join(tmpdir(), 'room-pc-'))
  const system = join(folder, 'system')
  const browsers: BrowserContext[] = []
  mkdirSync(join(system, 'etc/chromium'), { recursive: true })
  const executablePath = join(folder, 'chromium')
  writeFileSync(executablePath, launcher(flags, join(system, 'etc/chromium')))
  chmodSync(executablePath, 0o755)
  return {
    install(kit) {
      for (const [name, bytes] of kit) {
        const path = join(folder, 'kit', name)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, bytes)
      }
      const env = { ...process.env, DESTDIR: system }
      return execFileSync('sh', [join(folder, 'kit/linux/install.sh')], { env, encoding: 'utf8' })
    },
    async openBrowser() {
      const browser = await chromium.launchPersistentContext(join(folder, `profile-${browsers.length}`), {
        executablePath,
        args: ['--no-sandbox', '--use-fake-device-for-media-stream'],
      })
      browsers.push(browser)
      return browser
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Policies have one fixed place; in a mount namespace of its own that place is ours, and nobody else's. */
function launcher(flags: readonly string[], etcChromium: string): string {
  const inside = `mount --bind '${etcChromium}' /etc/chromium && exec ${CHROMIUM} "$@"`
  return `#!/bin/sh\nexec unshare ${flags.join(' ')} sh -c ${JSON.stringify(inside).replaceAll('$', '\\$')} chromium "$@"\n`
}
