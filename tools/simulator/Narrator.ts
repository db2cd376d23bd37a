/** What may be told of a meeting that is played. */
export type Happening =
  | 'joins'
  | 'requests'
  | 'withdraws'
  | 'accepts'
  | 'ends'
  | 'leaves'
  | 'returns'
  | 'losesLink'
  | 'regainsLink'
  | 'speaks'
  | 'isDone'
  | 'isRevoked'
  | 'isDeclined'
  | 'isInvited'
  | 'isOnStandby'
  | 'isGivenFloor'
  | 'answersRoll'
  | 'troubled'

const WORDS: Readonly<Record<Happening, { vi: string; en: string }>> = {
  joins: { vi: 'vào họp', en: 'joins' },
  requests: { vi: 'đăng ký phát biểu', en: 'asks to speak' },
  withdraws: { vi: 'rút đăng ký', en: 'takes its request back' },
  accepts: { vi: 'nhận lời mời phát biểu', en: 'accepts the invitation' },
  ends: { vi: 'tự kết thúc phát biểu', en: 'ends its speech' },
  leaves: { vi: 'rời phiên họp', en: 'leaves' },
  returns: { vi: 'vào họp trở lại', en: 'is back' },
  losesLink: { vi: 'mất kết nối', en: 'loses its link' },
  regainsLink: { vi: 'có kết nối trở lại', en: 'has its link again' },
  speaks: { vi: 'ĐANG PHÁT BIỂU', en: 'SPEAKS' },
  isDone: { vi: 'đã phát biểu xong', en: 'has spoken' },
  isRevoked: { vi: 'bị dừng phát biểu', en: 'is stopped' },
  isDeclined: { vi: 'không được mời phát biểu', en: 'is declined' },
  isInvited: { vi: 'được mời phát biểu', en: 'is invited to speak' },
  isOnStandby: { vi: 'chuẩn bị phát biểu', en: 'is on standby' },
  isGivenFloor: { vi: 'được chủ tọa mời phát biểu', en: 'is given the floor' },
  answersRoll: { vi: 'trả lời điểm danh', en: 'answers the roll call' },
  troubled: { vi: 'gặp trở ngại', en: 'is in trouble' },
}

interface NarratorOptions {
  readonly json: boolean
  readonly print: (line: string) => void
  readonly now: () => number
}

const TIME = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** Tells what happens, one line each: for people in both languages, or as JSON for a program. */
export class Narrator {
  readonly #options: NarratorOptions

  constructor(options: NarratorOptions) {
    this.#options = options
  }

  happening(siteId: string, name: string, happening: Happening, detail = ''): void {
    const { vi, en } = WORDS[happening]
    const text = `${name}: ${vi} · ${en}${detail === '' ? '' : ` (${detail})`}`
    this.#line(text, { event: happening, siteId, name, ...(detail === '' ? {} : { detail }) })
  }

  progress(joined: number, wanted: number): void {
    this.#line(`${joined} of ${wanted} joined · ${joined}/${wanted} điểm cầu đã vào họp`, {
      event: 'progress',
      joined,
      wanted,
    })
  }

  note(vi: string, en: string): void {
    this.#line(`${vi} · ${en}`, { event: 'note', vi, en })
  }

  #line(text: string, event: Readonly<Record<string, unknown>>): void {
    const now = this.#options.now()
    this.#options.print(
      this.#options.json ? JSON.stringify({ at: now, ...event }) : `${TIME.format(now)}  ${text}`,
    )
  }
}
