import type { Translated } from '../types.ts'
import type vi from '../vi/site.ts'

const site: Translated<typeof vi> = {
  title: 'Site {{name}}',
  role: 'Site',
  units: { separator: ' · ' },
  connecting: {
    title: 'Connecting to the server…',
    body: 'The page joins as soon as there is a connection. There is nothing to press.',
    long: 'The server has not been reached yet. Check the network cable and the switch in the room.',
  },
  waiting: {
    title: 'No meeting is in progress',
    body: 'When a meeting begins, this room joins by itself. There is nothing to press.',
    picture: 'This room’s picture',
    noPicture: 'No picture from the camera yet',
  },
  holding: {
    hosted: 'Hosted by {{unit}}',
    empty: 'Nothing on the main screen yet. Please wait for the chair.',
  },
  branch: {
    title: '{{unit}} is meeting on its own',
    from: 'Detached from: {{title}}',
    return: 'When it is over, this room goes back by itself to: {{title}}',
    noReturn: 'The common session has ended: {{title}}',
    left: '{{unit}} now meets on its own. The room’s microphone is off.',
    back: 'Back in the common session: {{title}}. The room’s microphone is off.',
  },
  stage: {
    label: 'Main screen',
    noPicture: 'No picture yet',
    lost: 'Link lost',
    chair: 'Chair',
    content: 'Presented by {{name}}',
    own: 'This room',
    ownContent: 'This room is presenting its whole screen',
    microphoneOff: 'Microphone off',
  },
  self: { label: 'This room’s picture', none: 'No picture', level: 'Level of the microphone' },
  status: {
    listening: { title: 'Listening', detail: 'The room’s microphone is off.' },
    queued: {
      title: 'Asked to speak (number {{position}})',
      titleNoPosition: 'Asked to speak',
      detail: 'Waiting for the chair’s invitation. The room’s microphone is off.',
    },
    invited: { title: 'Invited to speak', detail: 'Press “Accept” when the room is ready.' },
    standby: { title: 'Get ready to speak', detail: 'This room is next. The microphone is still off.' },
    live: { title: 'ON THE AIR', detail: 'Microphone on: every site hears this room.' },
    liveMuted: {
      title: 'MICROPHONE OFF',
      detail: 'On the main screen, but nobody hears the room.',
    },
    chairLive: { title: 'MICROPHONE ON', detail: 'Chair: every site hears this room.' },
    chairMuted: { title: 'Microphone off', detail: 'Chair: no other site hears this room yet.' },
    voiceless: { title: 'NO SOUND', detail: 'The room’s microphone fails: nobody hears the room.' },
    cut: { title: 'Link lost', detail: 'No other site sees or hears this room.' },
    ended: {
      done: { title: 'Speech ended', detail: 'Thank you. The room’s microphone is off.' },
      withdrawn: { title: 'Request withdrawn', detail: 'The room’s microphone is off.' },
      declined: {
        title: 'Not invited this time',
        detail: 'You may ask again. The room’s microphone is off.',
      },
      revoked: { title: 'Speech stopped', detail: 'The chair has ended the speech. The microphone is off.' },
    },
  },
  action: {
    request: 'Ask to speak',
    withdraw: 'Withdraw request',
    accept: 'Accept',
    end: 'End speech',
    openMicrophone: 'Turn microphone on',
    closeMicrophone: 'Turn microphone off',
    startContent: 'Present',
    stopContent: 'Stop presenting',
    again: 'Press once more to confirm',
    check: 'Check devices',
    language: 'Tiếng Việt',
  },
  trouble: {
    unreached: 'Could not be sent to the server. Press again when connected.',
  },
  link: {
    noMediaFirst: 'Connecting picture and sound…',
    noMedia: 'Picture and sound are lost. Reconnecting by itself…',
    noServer: 'The server is out of reach. Picture and sound go on; reconnecting by itself…',
    lost: 'Link lost ({{duration}}). Reconnecting by itself, there is nothing to press.',
    lostCall: 'Check the network cable, or call the duty crew: {{phone}}',
    lostCable: 'Check the network cable and the switch in the room.',
    good: 'Connected',
  },
  fault: {
    call: 'Or call the duty crew: {{phone}}',
    camera: {
      missing: { title: 'No camera found', step: 'Check the camera’s cable and power.' },
      denied: {
        title: 'The browser may not use the camera',
        step: 'Press the symbol left of the page’s address and allow the camera.',
      },
      busy: {
        title: 'Another program is using the camera',
        step: 'Close other meeting programs on this PC.',
      },
      silent: { title: 'The camera gives no picture', step: 'Check the camera’s lens cover and power.' },
    },
    microphone: {
      missing: { title: 'No microphone found', step: 'Check the microphone’s cable to the PC.' },
      denied: {
        title: 'The browser may not use the microphone',
        step: 'Press the symbol left of the page’s address and allow the microphone.',
      },
      busy: {
        title: 'Another program is using the microphone',
        step: 'Close other meeting programs on this PC.',
      },
      silent: {
        title: 'No signal from the microphone',
        step: 'Check the switch on the microphone and its cable to the PC.',
      },
    },
  },
  sound: {
    title: 'Press to turn the sound on',
    body: 'The browser holds the sound back until somebody presses.',
  },
  refused: {
    takeOver: {
      title: 'This site is open somewhere else',
      body: 'A site is used in one window only. If the meeting room uses this PC, press the button below.',
      button: 'Use it in this window',
    },
    reload: {
      title: 'The page is being updated',
      body: 'It reloads by itself in a moment.',
      button: 'Reload page',
    },
    wait: {
      title: 'The server is starting',
      body: 'The page joins when the server is ready. There is nothing to press.',
    },
    call: { title: 'Can not join yet', button: 'Try again' },
    pairAgain: { title: 'This device has to be paired again' },
    phone: 'Duty crew: {{phone}}',
  },
  impossible: {
    insecure: {
      title: 'This address is not secure',
      body: 'Camera and microphone work on https addresses only. Open the page again with the system’s https address.',
    },
    noStorage: {
      title: 'The browser keeps no data',
      body: 'The pairing has to be kept on this PC. Leave the private window, or check the disk’s free space.',
    },
    button: 'Try again',
  },
  check: {
    title: 'Check the room’s devices',
    close: 'Done',
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Loudspeaker',
    automatic: 'Automatic',
    unnamed: 'Device {{number}}',
    processing: 'Sound processing',
    processingHint: 'A room with its own sound processor: turn all three off.',
    echoCancellation: 'Echo cancellation',
    autoGainControl: 'Automatic microphone gain',
    noiseSuppression: 'Noise suppression',
    level: 'Microphone level',
    levelHint: 'Say something: the green bar should reach about the middle.',
    record: 'Record 4 seconds and play them back',
    recording: 'Recording: please say something…',
    playing: 'Playing back…',
    recordFailed: 'Could not record. Check the microphone and try again.',
    recordDone: 'If you heard yourself clearly, microphone and loudspeaker are fine.',
    tone: 'Play a test tone',
    again: 'Look for devices again',
    heard: 'The room’s microphone is on: every site hears this check as well.',
    local: 'The check stays on this PC; no other site hears it.',
  },
}

export default site
