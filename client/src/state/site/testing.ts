import type { SitePlace, SiteView } from '@diem-cau/protocol'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

export const place = {
  siteId: 's-1',
  name: 'Xã Lũng Cú',
  units: ['Huyện Đồng Văn', 'Tỉnh Hà Giang'],
} as unknown as SitePlace

/** A site's view in which nothing happens yet. */
export function idleSite({ inMeeting = false } = {}): SiteView {
  return {
    self: { place, helpPhone: '' },
    meeting: inMeeting
      ? ({
          sessionId: 'm-1',
          branchId: 'b-1',
          title: 'Giao ban',
          hostUnitName: 'Tỉnh Hà Giang',
          openedAt: 1,
          chair: null,
          parent: null,
        } as unknown as SiteView['meeting'])
      : null,
    ring: null,
    upcoming: [],
    floor: {
      state: 'idle',
      requestId: null,
      queuePosition: null,
      kind: null,
      speaker: '',
      topic: '',
      clock: null,
      timeIsUp: false,
      microphoneOpen: false,
      isChair: false,
      liveSince: null,
      lastOutcome: null,
    },
    conduct: null,
    group: null,
    stage: { layout: 'single', pinned: null, holding: null, paper: null, shownResult: null, slots: [] },
    rollCall: null,
    motions: [],
    chat: { lines: [], unread: 0, crewReadAt: null },
    messages: [],
    talkback: null,
    media: {
      roomId: null,
      generation: '',
      nodeReady: true,
      videoCodec: 'vp8',
      send: { camera: 'none', microphone: false, content: false },
      ownSlots: [],
    },
  }
}
