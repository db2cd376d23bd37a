/** What a room has chosen, kept on its PC. Empty ids: the browser's own choice. */
export interface DevicePreferences {
  cameraId: string
  microphoneId: string
  speakerId: string
  echoCancellation: boolean
  autoGainControl: boolean
  noiseSuppression: boolean
}

export const DEFAULT_PREFERENCES: DevicePreferences = {
  cameraId: '',
  microphoneId: '',
  speakerId: '',
  echoCancellation: true,
  autoGainControl: true,
  noiseSuppression: true,
}

export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'diem-cau.devices'

/** Reads what was kept; anything missing or spoilt is the default. */
export function loadPreferences(storage: PreferenceStorage): DevicePreferences {
  let stored: unknown = null
  try {
    stored = JSON.parse(storage.getItem(KEY) ?? 'null')
  } catch {
    // Spoilt: as if nothing had been kept.
  }
  if (typeof stored !== 'object' || stored === null) return DEFAULT_PREFERENCES
  const known = stored as Record<string, unknown>
  const entries = Object.entries(DEFAULT_PREFERENCES).map(([key, usual]) => {
    const value = known[key]
    return [key, typeof value === typeof usual ? value : usual]
  })
  return Object.fromEntries(entries) as DevicePreferences
}

export function savePreferences(storage: PreferenceStorage, preferences: DevicePreferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // A browser without storage forgets it; nothing else depends on it.
  }
}
