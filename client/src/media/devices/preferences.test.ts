import { expect, test } from 'vitest'
import { loadPreferences, savePreferences, type PreferenceStorage } from './preferences.ts'

function memory(stored: string | null = null): PreferenceStorage {
  let kept = stored
  return { getItem: () => kept, setItem: (_key, value) => void (kept = value) }
}
const usual = {
  cameraId: '',
  microphoneId: '',
  speakerId: '',
  echoCancellation: true,
  autoGainControl: true,
  noiseSuppression: true,
}

test('a room that has chosen nothing leaves the choice to the browser, with all processing on', () => {
  expect(loadPreferences(memory())).toEqual(usual)
})

test('what was chosen is found again', () => {
  const storage = memory()
  savePreferences(storage, { ...usual, cameraId: 'cam-2', noiseSuppression: false })
  expect(loadPreferences(storage)).toEqual({ ...usual, cameraId: 'cam-2', noiseSuppression: false })
})

test.each(['{"cameraId":7,"echoCancellation":"no"}', '{broken', '[1]', 'null', '"text"'])(
  'what is spoilt counts as not chosen: %s',
  (stored) => expect(loadPreferences(memory(stored))).toEqual(usual),
)
