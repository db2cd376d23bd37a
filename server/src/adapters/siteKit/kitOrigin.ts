import { BridgeError } from '@diem-cau/protocol'

/** The bridge as a room's PC reaches it, in the forms that the kit's files need. */
export interface KitOrigin {
  /** `https://10.2.3.4:8443`, as browsers compare origins. */
  readonly origin: string
  /** The same with its port always written: a policy's pattern without one matches every port. */
  readonly pattern: string
  /** The page that the room opens. */
  readonly siteUrl: string
}

const SITE_PATH = '/diem-cau'

/**
 * Takes an origin apart and puts it together again, so that nothing but scheme, host and port gets into scripts.
 * @throws {BridgeError} `invalid_message` for anything that is not the origin of a bridge
 */
export function kitOrigin(text: string): KitOrigin {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !isHost(url.hostname) || !isAllowedScheme(url) || !isBare(url)) {
    throw new BridgeError('invalid_message', { path: 'origin', reason: 'not the origin of a bridge' })
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return {
    origin: url.origin,
    pattern: `${url.protocol}//${url.hostname}:${port}`,
    siteUrl: `${url.origin}${SITE_PATH}`,
  }
}

function isHost(hostname: string): boolean {
  return /^[a-z0-9.-]+$/.test(hostname) || /^\[[0-9a-f:.]+\]$/.test(hostname)
}

/** Browsers give camera and microphone over https, and over http to the machine itself. */
function isAllowedScheme({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true
  return protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

function isBare({ username, password, pathname, search, hash }: URL): boolean {
  return username === '' && password === '' && pathname === '/' && search === '' && hash === ''
}
