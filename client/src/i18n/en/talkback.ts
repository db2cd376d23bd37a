import type { Translated } from '../types.ts'
import type vi from '../vi/talkback.ts'

const talkback: Translated<typeof vi> = {
  start: 'Talk off air',
  stop: 'End the talkback',
  starting: 'Calling {{name}}…',
  on: 'Talking off air with {{name}}',
  private: 'Only the two ends hear each other. The room is told on its screen.',
  waiting: 'Waiting for the room’s sound…',
  other: '{{name}} is talking with this room off air',
  problem: {
    noMicrophone: 'This computer has no microphone that can be used.',
    microphoneDenied:
      'The browser may not use the microphone yet. Click the sign at the left of the address to allow it.',
    noMedia: 'Picture and sound of the session are not connected yet. Try again in a moment.',
  },
}

export default talkback
