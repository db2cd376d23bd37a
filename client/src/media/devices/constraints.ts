import type { DeviceState } from '@diem-cau/protocol'
import type { DevicePreferences } from './preferences.ts'

export type CaptureKind = 'camera' | 'microphone'

/** 720p at 30; a camera that has less gives what it has. Under 960×540 the third layer is left out. */
function cameraConstraints({ cameraId }: DevicePreferences): MediaTrackConstraints {
  return {
    width: { ideal: 1_280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
    ...chosen(cameraId),
  }
}

/** Speech in mono. A room with its own sound processor turns the three helpers off. */
function microphoneConstraints(preferences: DevicePreferences): MediaTrackConstraints {
  const { microphoneId, echoCancellation, autoGainControl, noiseSuppression } = preferences
  return {
    channelCount: { ideal: 1 },
    echoCancellation,
    autoGainControl,
    noiseSuppression,
    ...chosen(microphoneId),
  }
}

/** `ideal`: while the chosen device is unplugged another one serves. */
function chosen(deviceId: string): MediaTrackConstraints {
  return deviceId === '' ? {} : { deviceId: { ideal: deviceId } }
}

export function constraintsOf(kind: CaptureKind, preferences: DevicePreferences): MediaStreamConstraints {
  return kind === 'camera'
    ? { video: cameraConstraints(preferences) }
    : { audio: microphoneConstraints(preferences) }
}

/** What a refusal of getUserMedia means for the room (names of W3C Media Capture, §10.2). */
export function deviceStateOf(error: unknown): DeviceState {
  const name = error instanceof Error ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'unknown'
  }
}
