import type { DeviceState } from '@diem-cau/protocol'
import type { Tally } from './floorStatus.ts'

/** Something wrong in the room itself, with a next step that somebody in the room can take. */
export interface RoomFault {
  device: 'camera' | 'microphone'
  state: Exclude<DeviceState, 'ok' | 'unknown'>
  /** It matters now: the room is seen, heard, or about to be. */
  urgent: boolean
}

/** The faults of the room, the one that hurts most first. */
export function faultsOf(
  devices: { camera: DeviceState; microphone: DeviceState },
  tally: Tally,
): RoomFault[] {
  const urgent = tally !== 'off'
  return (['microphone', 'camera'] as const).flatMap((device) => {
    const state = devices[device]
    return state === 'ok' || state === 'unknown' ? [] : [{ device, state, urgent }]
  })
}
