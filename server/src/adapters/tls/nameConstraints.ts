import { BlockList, isIP } from 'node:net'
import { Extension, GeneralName } from './x509.ts'

/** What a root may vouch for: DNS names (with what is below them) and address ranges in CIDR form. */
export interface PermittedNames {
  readonly dns: readonly string[]
  readonly ranges: readonly string[]
}

/** RFC 1918, loopback, link-local, carrier-grade NAT (RFC 6598), and IPv6 loopback and unique local (RFC 4193). */
const PRIVATE_RANGES = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
]

const ID_CE_NAME_CONSTRAINTS = '2.5.29.30'

/**
 * A root that stands on hundreds of PCs must not be able to vouch for the rest of the world, should its key be
 * stolen: only for private addresses, and for the names and public addresses that this bridge has.
 */
export function permittedNames(names: readonly string[]): PermittedNames {
  const addresses = names.filter((name) => isIP(name) !== 0)
  const outside = addresses.filter((address) => !isPermitted(address, { dns: [], ranges: PRIVATE_RANGES }))
  return {
    dns: [
      ...new Set([
        'localhost',
        ...names.filter((name) => isIP(name) === 0).map((name) => name.toLowerCase()),
      ]),
    ],
    ranges: [
      ...PRIVATE_RANGES,
      ...new Set(outside.map((address) => `${address}/${isIP(address) === 6 ? 128 : 32}`)),
    ],
  }
}

/** Whether a root with these constraints may vouch for a name or an address. */
export function isPermitted(name: string, permitted: PermittedNames): boolean {
  const version = isIP(name)
  if (version === 0) {
    const wanted = name.toLowerCase()
    return permitted.dns.some((dns) => wanted === dns || wanted.endsWith(`.${dns}`))
  }
  const family = version === 6 ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  for (const range of permitted.ranges) {
    const [address = '', bits] = range.split('/')
    if (isIP(address) === version) list.addSubnet(address, Number(bits), family)
  }
  return list.check(name, family)
}

/** RFC 5280, 4.2.1.10: NameConstraints ::= SEQUENCE { permittedSubtrees [0] SEQUENCE OF { base GeneralName } }. */
export function nameConstraintsExtension({ dns, ranges }: PermittedNames): Extension {
  const subtrees = [
    ...dns.map((name) => new GeneralName('dns', name)),
    ...ranges.map((range) => new GeneralName('ip', range)),
  ].map((base) => der(SEQUENCE, new Uint8Array(base.rawData)))
  const value = der(SEQUENCE, der(CONTEXT_0, Buffer.concat(subtrees)))
  return new Extension(ID_CE_NAME_CONSTRAINTS, true, value)
}

const SEQUENCE = 0x30
const CONTEXT_0 = 0xa0

function der(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([tag, ...derLength(content.length), ...content])
}

/** X.690, 8.1.3: one byte below 128, otherwise the number of bytes that follow. */
function derLength(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}

/** Reads back what `nameConstraintsExtension` wrote. */
export function readNameConstraints(value: Uint8Array): PermittedNames {
  const subtrees = derChildren(value).filter(({ tag }) => tag === CONTEXT_0)
  const names = subtrees
    .flatMap(({ content }) => derElements(content))
    .flatMap(({ content }) => derElements(content))
    .map(({ whole }) => new GeneralName(Uint8Array.from(whole)))
  return {
    dns: names.filter(({ type }) => type === 'dns').map((name) => name.value),
    ranges: names.filter(({ type }) => type === 'ip').map((name) => name.value),
  }
}

interface DerElement {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

function derChildren(sequence: Uint8Array): DerElement[] {
  return derElements(sequence).flatMap(({ content }) => derElements(content))
}

/** The elements that follow one another in `bytes`. */
function derElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = []
  for (let at = 0; at + 1 < bytes.length;) {
    const first = bytes[at + 1] ?? 0
    const extra = first < 0x80 ? 0 : first & 0x7f
    const length =
      extra === 0 ? first : bytes.subarray(at + 2, at + 2 + extra).reduce((sum, byte) => sum * 256 + byte, 0)
    const start = at + 2 + extra
    elements.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(start, start + length),
      whole: bytes.subarray(at, start + length),
    })
    at = start + length
  }
  return elements
}
