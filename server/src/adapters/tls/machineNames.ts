import { hostname, networkInterfaces } from 'node:os'

/** By what the machine is reached. */
export interface MachineNames {
  readonly addresses: readonly string[]
  readonly hostname: string | null
}

const DNS_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i

/**
 * All addresses of this machine, loopback included, and its name if a browser can use it. Link-local IPv6 is left
 * out: it is reached only with a zone, which no certificate can hold.
 */
export function machineNames(): MachineNames {
  const addresses = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .map(({ address }) => address)
    .filter((address) => !address.startsWith('fe80:') && !address.includes('%'))
  const name = hostname().toLowerCase()
  return { addresses: [...new Set(addresses)].toSorted(), hostname: DNS_NAME.test(name) ? name : null }
}
