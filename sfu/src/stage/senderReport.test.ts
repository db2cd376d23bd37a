import { describe, expect, test } from 'vitest'
import { buildSenderReport, findKeyFrameRequests, ntpToMs, parseSenderReports } from './senderReport.ts'

// 2026-01-01T00:00:00.5Z is 3976214400.5 s after 1900.
const REPORT = {
  ssrc: 0x01020304,
  ntpMs: 1_767_225_600_500,
  timestamp: 0xdeadbeef,
  packetCount: 258,
  octetCount: 65_537,
}
const BYTES = Buffer.from([
  0x80, 0xc8, 0x00, 0x06, 0x01, 0x02, 0x03, 0x04, 0xed, 0x00, 0x37, 0x80, 0x80, 0x00, 0x00, 0x00, 0xde, 0xad,
  0xbe, 0xef, 0x00, 0x00, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01,
])
const PLI = Buffer.from([0x81, 0xce, 0x00, 0x02, 0, 0, 0, 1, 0, 0, 0, 42])
const FIR = Buffer.from([0x84, 0xce, 0x00, 0x04, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 43, 1, 0, 0, 0])
const NACK = Buffer.from([0x81, 0xcd, 0x00, 0x03, 0, 0, 0, 1, 0, 0, 0, 42, 0, 1, 0, 0])

describe('sender reports', () => {
  test('a report is written as RFC 3550 draws it', () => {
    expect(buildSenderReport(REPORT)).toEqual(BYTES)
  })

  test('reports are found again in a compound packet', () => {
    const second = { ...REPORT, ssrc: 7 }
    const compound = Buffer.concat([BYTES, NACK, buildSenderReport(second)])
    expect(parseSenderReports(compound)).toEqual([REPORT, second])
  })

  test('what is cut short is left out', () => {
    expect(parseSenderReports(BYTES.subarray(0, 27))).toEqual([])
  })

  test('an NTP time is given in ms since the Unix epoch', () => {
    expect(ntpToMs(3_976_214_400, 0x80000000)).toBe(1_767_225_600_500)
  })
})

describe('key frame requests', () => {
  test('PLI and FIR are found among other reports', () => {
    expect(findKeyFrameRequests(Buffer.concat([NACK, BYTES, PLI, FIR]))).toEqual([42, 43])
  })

  test('nothing is found in what is not RTCP', () => {
    expect(findKeyFrameRequests(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))).toEqual([])
    expect(findKeyFrameRequests(PLI.subarray(0, 10))).toEqual([])
  })
})
