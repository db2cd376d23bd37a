import { RtpCapabilitiesSchema, RtpParametersSchema } from '@diem-cau/protocol'
import { getSupportedRtpCapabilities } from 'mediasoup'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { clientCapabilities } from '../workers/codecs.ts'
import { rtpCapabilitiesFromWire, rtpCapabilitiesToWire, rtpParametersFromWire } from './wire.ts'

const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }

describe('what goes over the wire', () => {
  it('leaves out header extensions that could not be forwarded', () => {
    const wire = {
      codecs: [opus],
      headerExtensions: [
        { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 },
        { uri: 'urn:example:unknown', id: 2 },
        { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time', id: 3 },
      ],
    }
    expect(Compile(RtpParametersSchema).Check(wire)).toBe(true)
    expect(rtpParametersFromWire(wire).headerExtensions?.map(({ id }) => id)).toEqual([1])
  })

  it('gives clients no abs-capture-time, in a form that the contract knows', () => {
    const router = getSupportedRtpCapabilities()
    const codecs = (router.codecs ?? []).map((codec) => ({ ...codec, preferredPayloadType: 100 }))
    const given = rtpCapabilitiesToWire(clientCapabilities({ ...router, codecs }))
    expect(Compile(RtpCapabilitiesSchema).Check(given)).toBe(true)
    expect(JSON.stringify(router)).toContain('abs-capture-time')
    expect(JSON.stringify(given)).not.toContain('abs-capture-time')
  })

  it('takes only codecs of which the payload type is known', () => {
    const codec = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000 } as const
    const taken = rtpCapabilitiesFromWire({ codecs: [codec, { ...codec, preferredPayloadType: 100 }] })
    expect(taken.codecs).toHaveLength(1)
  })
})
