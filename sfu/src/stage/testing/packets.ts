/** Builders of RTP packets for tests: every field can be given, none must be. */
export interface RtpFields {
  readonly payloadType?: number
  readonly sequenceNumber?: number
  readonly timestamp?: number
  readonly ssrc?: number
  readonly marker?: boolean
  readonly payload?: Buffer
}

export function rtpPacket(fields: RtpFields = {}): Buffer {
  const header = Buffer.alloc(12)
  header.writeUInt8(0x80, 0)
  header.writeUInt8(((fields.marker ?? false) ? 0x80 : 0) | (fields.payloadType ?? 96), 1)
  header.writeUInt16BE((fields.sequenceNumber ?? 1) & 0xffff, 2)
  header.writeUInt32BE((fields.timestamp ?? 0) >>> 0, 4)
  header.writeUInt32BE(fields.ssrc ?? 1, 8)
  return Buffer.concat([header, fields.payload ?? Buffer.from([0])])
}

export interface Vp8Fields {
  readonly keyFrame?: boolean
  /** First packet of its frame. */
  readonly start?: boolean
  readonly pictureId?: number
  readonly wide?: boolean
  readonly tl0PicIdx?: number
  /** Marks whose packet it is, so that a test can tell. */
  readonly content?: number
  readonly tail?: Buffer
}

export function vp8Payload(fields: Vp8Fields = {}): Buffer {
  const { keyFrame = false, start = true, pictureId = 0, wide = true, tl0PicIdx = 0, content = 0 } = fields
  const id = wide ? [0x80 | (pictureId >> 8), pictureId & 0xff] : [pictureId & 0x7f]
  const bytes = Buffer.from([
    0x80 | (start ? 0x10 : 0),
    0xe0, // I, L and T are present
    ...id,
    tl0PicIdx & 0xff,
    0x20, // temporal layer 0, synchronised
    keyFrame ? 0x10 : 0x11,
    content,
  ])
  return fields.tail ? Buffer.concat([bytes, fields.tail]) : bytes
}

/** 20 ms of Opus (CELT, fullband) whose second byte marks whose it is. */
export function opusPayload(content = 0): Buffer {
  return Buffer.from([0xf8, content, 0xfe])
}
