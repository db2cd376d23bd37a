import { isIPv4 } from 'node:net'
import { machineNames } from '../tls/index.ts'

export interface MediaAddress {
  ip: string
  announcedAddress?: string
}

/**
 * On which addresses media is received, and what sites are told. Without announced addresses every IPv4 address of
 * the machine is bound by itself, so that a site is given the one by which it reached the bridge.
 */
export function mediaAddresses(
  media: { listenAddress: string; announcedAddresses: readonly string[] },
  own: readonly string[] = machineNames().addresses,
): MediaAddress[] {
  const { listenAddress, announcedAddresses } = media
  const isWildcard = listenAddress === '0.0.0.0' || listenAddress === '::'
  if (announcedAddresses.length > 0) {
    const ofThisMachine = announcedAddresses.filter((address) => own.includes(address))
    if (isWildcard && ofThisMachine.length === announcedAddresses.length) {
      return announcedAddresses.map((ip) => ({ ip }))
    }
    return announcedAddresses.map((announcedAddress) => ({ ip: listenAddress, announcedAddress }))
  }
  if (!isWildcard) return [{ ip: listenAddress }]
  return own.filter((address) => isIPv4(address)).map((ip) => ({ ip }))
}
