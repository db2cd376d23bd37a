import { X509Certificate } from 'node:crypto'
import { zipSync, type Zippable } from 'fflate'
import { registryDeletionsOf, registryFile } from './registry.ts'
import { kitOrigin, type KitOrigin } from './kitOrigin.ts'
import { LINUX_AUTOSTART, LINUX_INSTALL, LINUX_UNINSTALL, linuxStartScript } from './linuxFiles.ts'
import {
  linuxPolicies,
  lockdownPolicies,
  windowsChromePolicies,
  windowsEdgePolicies,
  type Policies,
} from './policies.ts'
import { readme } from './readme.ts'
import { windowsInstallScript, windowsStartScript, windowsUninstallScript } from './windowsFiles.ts'

export interface SiteKitOptions {
  /** As the rooms reach the bridge: `https://10.2.3.4:8443`. */
  readonly origin: string
  /** The local root, PEM; null with a given certificate: the kit then installs none. */
  readonly rootPem: string | null
  readonly provinceName: string
}

/** Files by their path within the kit. */
export type SiteKit = ReadonlyMap<string, Uint8Array>

/**
 * What a room's PC needs to open the site by itself with camera, microphone and sound. Nothing in it is secret.
 * @throws {BridgeError} `invalid_message` if the origin is not one of a bridge
 */
export function buildSiteKit({ origin, rootPem, provinceName }: SiteKitOptions): SiteKit {
  const at = kitOrigin(origin)
  const root = rootPem === null ? null : new X509Certificate(rootPem)
  const files: [string, string | Uint8Array][] = [
    ['README.txt', readme({ origin: at, provinceName, fingerprintSha256: root?.fingerprint256 ?? null })],
    ...(root ? [['root.crt', root.toString()] satisfies [string, string]] : []),
    ['linux/install.sh', LINUX_INSTALL],
    ['linux/uninstall.sh', LINUX_UNINSTALL],
    ['linux/diem-cau-site.sh', linuxStartScript(at)],
    ['linux/diem-cau-site.desktop', LINUX_AUTOSTART],
    ['linux/diem-cau-policy.json', json(linuxPolicies(at, root?.raw.toString('base64') ?? null))],
    ['linux/diem-cau-lockdown.json', json(lockdownPolicies(at))],
    ['windows/install.cmd', windowsInstallScript(root !== null)],
    ['windows/uninstall.cmd', windowsUninstallScript(registryDeletions(at))],
    ['windows/diem-cau-site.cmd', windowsStartScript(at)],
    ['windows/diem-cau-policy.reg', registryFile(windowsPolicies(at))],
  ]
  return new Map(files.map(([name, content]) => [name, bytesOf(content)]))
}

/** The kit as one .zip, in a folder of its own, with its scripts executable. */
export function zipSiteKit(kit: SiteKit): Uint8Array {
  const entries = [...kit].map(([name, bytes]): [string, Zippable[string]] => [
    `diem-cau-site-kit/${name}`,
    [bytes, { os: UNIX, attrs: (name.endsWith('.sh') ? 0o100_755 : 0o100_644) << 16 }],
  ])
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: ZIP_TIME })
}

const UNIX = 3
/** The same kit is the same file, whenever it is fetched. */
const ZIP_TIME = new Date(2025, 0, 1)

function windowsPolicies(origin: KitOrigin): Map<string, Policies> {
  return new Map([
    [String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Google\Chrome`, windowsChromePolicies(origin)],
    [String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Edge`, windowsEdgePolicies(origin)],
  ])
}

function registryDeletions(origin: KitOrigin): string[] {
  return [...windowsPolicies(origin)].flatMap(([key, policies]) => registryDeletionsOf(key, policies))
}

function json(policies: Policies): string {
  return `${JSON.stringify(policies, null, 2)}\n`
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
