/** What a room has chosen, kept on its PC. Empty ids: the browser's own choice. Processing is on unless turned off. */
export interface DevicePreferences {
  cameraId: string
  microphoneId: string
  speakerId: string
  echoCancellation: boolean
  autoGainControl: boolean
  noiseSuppression: boolean
}

export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'diem-cau.devices'

/** Reads what was kept; anything missing or spoilt is the default. */
export function loadPreferences(storage: PreferenceStorage): DevicePreferences {
  const known = parse(storage.getItem(KEY))
  const text = (key: keyof DevicePreferences): string => {
    const value = known.get(key)
    return typeof value === 'string' ? value : ''
  }
  const flag = (key: keyof DevicePreferences): boolean => known.get(key) !== false
  return {
    cameraId: text('cameraId'),
    microphoneId: text('microphoneId'),
    speakerId: text('speakerId'),
    echoCancellation: flag('echoCancellation'),
    autoGainControl: flag('autoGainControl'),
    noiseSuppression: flag('noiseSuppression'),
  }
}

function parse(stored: string | null): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(stored ?? 'null')
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  } catch {
    return new Map()
  }
}

export function savePreferences(storage: PreferenceStorage, preferences: DevicePreferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // A browser without storage forgets it; nothing else depends on it.
  }
}
