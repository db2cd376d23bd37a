import { installWrtcGlobals } from '../../tools/simulator/media/wrtc.ts'

// Imported for its effect, before anything that looks for WebRTC in the globals.
installWrtcGlobals()
