import type { ClientIdentity, CommandId, InstanceId } from '@diem-cau/protocol'
import { proveDevice, type PairedDevice } from './deviceKey.ts'

/** Says who this page is, anew for every socket. */
export interface Identity {
  introduce(nonce: string): Promise<ClientIdentity>
}

/** A paired site. `instance` is made once per page load: the same one resumes, a new one is a return. */
export function siteIdentity(device: PairedDevice, instance: InstanceId): Identity {
  const { deviceId, key } = device
  return {
    introduce: async (nonce) => ({
      kind: 'site',
      deviceId,
      instance,
      signature: await proveDevice(key, { nonce, deviceId, instance }),
    }),
  }
}

/** A person whose login is in the socket's cookie. */
export function consoleIdentity(instance: InstanceId): Identity {
  return { introduce: async () => ({ kind: 'console', instance }) }
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** One page load. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
export const newInstanceId = (): InstanceId => `i-${randomId()}` as InstanceId

/** One intent of a person: kept over every retry of it. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
export const newCommandId = (): CommandId => `c-${randomId()}` as CommandId
