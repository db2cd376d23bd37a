import type { RequestRow, SiteRow } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { nextSpeaker, overdueSpeech } from './conduct.ts'
import { requestId, siteId } from './testing.ts'

const request = (site: string, change: Partial<RequestRow>): RequestRow => ({
  requestId: requestId(`r-${site}`),
  siteId: siteId(site),
  state: 'queued',
  requestedAt: 0,
  stateSince: 0,
  queuePosition: null,
  kind: 'discussion',
  speaker: '',
  topic: '',
  itemId: null,
  groupUnitId: null,
  nominated: false,
  calledByChair: false,
  check: null,
  clock: null,
  timeIsUp: false,
  interposed: false,
  slot: null,
  ...change,
})
const row = (site: string, presence: SiteRow['presence']): SiteRow => ({
  siteId: siteId(site),
  presence,
  since: 0,
  lastHeardAt: 0,
  isChair: false,
  floor: 'idle',
  microphoneOpen: false,
  slot: null,
  camera: 'ok',
  microphone: 'ok',
  ring: null,
  answeredAt: null,
  busyWith: null,
  mediaConnected: true,
  groupUnitId: null,
  speechCount: 0,
  spokenMs: 0,
  remoteMicrophone: true,
})

describe('conducting', () => {
  it('calls the first of the queue whose room is there', () => {
    const requests = [
      request('c', { queuePosition: 3 }),
      request('a', { queuePosition: 1 }),
      request('b', { queuePosition: 2 }),
      request('live', { state: 'live' }),
    ]
    const sites = [row('a', 'away'), row('b', 'connected'), row('c', 'connected'), row('live', 'connected')]
    expect(nextSpeaker(requests, sites)).toBe('b')
    expect(nextSpeaker([], sites)).toBeNull()
  })

  it('ends a speech that has lasted long enough', () => {
    const requests = [request('a', { state: 'live', stateSince: 1_000 })]
    expect(overdueSpeech(requests, 20_999, 20_000)).toBeNull()
    expect(overdueSpeech(requests, 21_000, 20_000)).toBe('r-a')
  })
})
