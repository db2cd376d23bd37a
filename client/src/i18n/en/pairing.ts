import type { Translated } from '../types.ts'
import type vi from '../vi/pairing.ts'

const pairing: Translated<typeof vi> = {
  title: 'Pair this site',
  heading: 'Type the site’s code',
  lead: 'Call the duty crew, who read out a code of 8 digits. It works once, for a few minutes.',
  call: 'Duty crew: {{phone}}',
  code: 'Code, 8 digits',
  keypad: 'Number pad',
  erase: 'Erase one digit',
  clear: 'Erase all',
  submit: 'Pair',
  sending: 'Checking the code…',
  again: 'Send again',
  unreached: 'The server was not reached. Check the network cable, then press “Send again”.',
  notKept:
    'The browser keeps no data. Leave the private window or check the disk’s free space, then ask for a new code.',
  blocked: 'Too many wrong codes. Wait {{duration}}, then type again.',
  wrong: 'The code is wrong or has expired. Check it with the duty crew.',
  kit: 'Set-up kit for the room’s PC',
  kitBody: 'Certificate, permission for camera and microphone, opens when the PC is turned on.',
  steps: {
    call: 'Call the duty crew and say the site’s name.',
    type: 'Type the code they read out.',
    done: 'Done. From now on this PC joins by itself whenever it is turned on.',
  },
}

export default pairing
