/** What a page's socket is allowed. In the protocol reference as well. */
export const SOCKET_LIMITS = {
  /** A page that has not introduced itself by then is put out. */
  helloTimeoutMs: 10_000,
  /** A join asks for some thirty things at once; a person clicks a few times a second. */
  rate: { burst: 200, perSecond: 40 },
  /** Of one site, over whatever sockets: each command may stay in the log for ever. Nobody turns pages faster. */
  siteCommands: { burst: 120, perSecond: 10 },
  /** Faulty messages after which a socket is closed: no page of ours sends one. */
  maxFaults: 20,
  /** Largest message that is acted upon. The largest honest one, RTP capabilities, has some ten thousand characters. */
  maxMessageCharacters: 128 * 1024,
  /** A frame beyond this closes its socket unread. */
  maxFrameBytes: 1024 * 1024,
} as const
