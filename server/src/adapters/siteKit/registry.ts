import { batchText } from './escaping.ts'
import type { Policies, PolicyValue } from './policies.ts'

/** Names of list entries. Any number will do; a large one leaves entries of other products alone. */
const FIRST_ENTRY = 8_801

/** Commands that take away again what `registryFile` sets: values by name, of lists only the own entries. */
export function registryDeletionsOf(key: string, policies: Policies): string[] {
  return Object.entries(policies).flatMap(([name, value]) =>
    typeof value === 'object'
      ? value.map((_, index) => deletion(`${key}\\${name}`, String(FIRST_ENTRY + index)))
      : [deletion(key, name)],
  )
}

function deletion(key: string, name: string): string {
  return `reg delete "${batchText(key)}" /v "${batchText(name)}" /f >nul 2>&1`
}

/** Policies as a registry file of Windows: UTF-16 with a byte order mark, as its own editor writes it. */
export function registryFile(keys: ReadonlyMap<string, Policies>): Uint8Array {
  const lines = [...keys].flatMap(([key, policies]) => [
    `[${key}]`,
    ...Object.entries(policies).flatMap(([name, value]) => scalarLine(name, value)),
    '',
    ...Object.entries(policies).flatMap(([name, value]) => listLines(key, name, value)),
  ])
  const text = ['Windows Registry Editor Version 5.00', '', ...lines].join('\r\n')
  return Buffer.from(`\uFEFF${text}\r\n`, 'utf16le')
}

function scalarLine(name: string, value: PolicyValue): string[] {
  if (typeof value === 'object') return []
  const written = typeof value === 'string' ? registryText(value) : `dword:${hex(Number(value))}`
  return [`${registryText(name)}=${written}`]
}

function listLines(key: string, name: string, value: PolicyValue): string[] {
  if (typeof value !== 'object') return []
  const entries = value.map((item, index) => `"${FIRST_ENTRY + index}"=${registryText(item)}`)
  return [`[${key}\\${name}]`, ...entries, '']
}

function registryText(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new RangeError('A registry value is one line.')
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}
