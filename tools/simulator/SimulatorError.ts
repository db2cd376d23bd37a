const SENTENCES = {
  usage: {
    vi: 'Không hiểu tùy chọn: {detail}. Xem --help.',
    en: 'This option is not understood: {detail}. See --help.',
  },
  control_missing: {
    vi: 'Không thấy {path}: bridge chưa chạy, hoặc chạy với thư mục dữ liệu khác (--data DIR).',
    en: 'There is no {path}: the bridge is not running, or runs with another data directory (--data DIR).',
  },
  control_unreadable: {
    vi: 'Không đọc được {path} ({detail}). Hãy chạy bằng người dùng đã khởi động bridge.',
    en: '{path} can not be read ({detail}). Run this as the user who started the bridge.',
  },
  bridge_unreachable: {
    vi: 'Không kết nối được tới {url} ({detail}). Bridge đã dừng chưa?',
    en: '{url} does not answer ({detail}). Has the bridge stopped?',
  },
  refused: {
    vi: 'Bridge từ chối: {detail}',
    en: 'The bridge refused: {detail}',
  },
  no_session: {
    vi: 'Chưa có phiên họp nào đang mở. Hãy mở một phiên họp ở bảng điều khiển rồi chạy lại.',
    en: 'No session is open. Open one on the console, then run this again.',
  },
  unknown_session: {
    vi: 'Không có phiên họp {detail} đang mở. Đang mở: {open}.',
    en: 'Session {detail} is not open. Open now: {open}.',
  },
  unknown_district: {
    vi: 'Phiên họp không có điểm cầu nào thuộc «{detail}».',
    en: 'The session has no site of "{detail}".',
  },
  too_many_sites: {
    vi: 'Cần {wanted} điểm cầu nhưng chỉ còn {free} điểm cầu trống trong phiên họp.',
    en: '{wanted} sites are wanted, but only {free} sites of the session are free.',
  },
  not_all_joined: {
    vi: 'Chỉ {joined}/{wanted} điểm cầu vào được phiên họp.',
    en: 'Only {joined} of {wanted} sites joined.',
  },
  link_lost: {
    vi: 'Mất kết nối tới bridge: {detail}',
    en: 'The link to the bridge was lost: {detail}',
  },
} as const

export type SimulatorErrorCode = keyof typeof SENTENCES

function fill(sentence: string, data: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole))
}

/** Why the simulator can not go on: a stable code and a sentence in both languages. */
export class SimulatorError extends Error {
  readonly code: SimulatorErrorCode
  readonly vi: string
  readonly en: string

  constructor(
    code: SimulatorErrorCode,
    data: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    const en = fill(SENTENCES[code].en, data)
    super(en, cause === undefined ? {} : { cause })
    this.name = 'SimulatorError'
    this.code = code
    this.vi = fill(SENTENCES[code].vi, data)
    this.en = en
  }
}
