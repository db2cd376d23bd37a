import type { AttendanceRow, Report, ReportSpeech, ReportVote } from '@diem-cau/protocol'
import { countText, lengthText, REPORT_WORDS, resultText, wallClock, wordOf } from '@diem-cau/protocol/report'
import type { FileChild } from 'docx'
import { BLANK, body, centred, heading, left, lineToFill, rule, run, sideBySide, SIZE } from './paragraphs.ts'

const WORDS = REPORT_WORDS.vi

/** The minutes themselves: head, who was there, what was done, signatures. */
export function minutesBody(report: Report): FileChild[] {
  return [
    ...pageHead(report),
    ...opening(report),
    ...present(report),
    ...chairing(report),
    heading('6. Nội dung phiên họp'),
    ...agendaLines(report),
    ...speechLines(report),
    ...voteLines(report),
    ...conclusions(),
    ...ending(report),
    signatures(),
  ]
}

function pageHead({ head }: Report): FileChild[] {
  const { day, month, year } = wallClock(head.startedAt)
  return [
    sideBySide(
      [
        [
          centred(BLANK, { size: SIZE.head }),
          centred(head.hostUnitName, { bold: true, caps: true, size: SIZE.head }),
          rule(20),
          centred('Số: ……/BB-……', { size: SIZE.head }),
        ],
        [
          centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 24 }),
          centred('Độc lập - Tự do - Hạnh phúc', { bold: true, size: SIZE.head }),
          rule(21),
          centred(`………………, ngày ${day} tháng ${month} năm ${year}`, { italics: true, size: SIZE.head }),
        ],
      ],
      [66, 99],
    ),
    centred(''),
    centred('BIÊN BẢN', { bold: true }),
    centred(head.title, { bold: true }),
    rule(60),
  ]
}

function opening({ head, attendance, branches }: Report): FileChild[] {
  const chair = head.chairs[0]
  const others = Math.max(0, attendance.totals.sites - 1)
  return [
    heading('1. Thời gian bắt đầu: ', momentWords(head.startedAt)),
    heading('2. Địa điểm: ', chair?.name ?? BLANK),
    body(`Họp trực tuyến với ${others} điểm cầu thành phần.`),
    ...branches.map(({ unitName, from, until, title }) =>
      body(
        `${unitName} họp riêng («${title}») từ ${timeWords(from)}${until === null ? '' : ` đến ${timeWords(until)}`}.`,
      ),
    ),
    ...(head.urgentReason === null ? [] : [body(`Lý do gọi khẩn: ${head.urgentReason}.`)]),
  ]
}

function present({ attendance, head, rolls }: Report): FileChild[] {
  const { totals, byTier, rows } = attendance
  const tierName = (tier: number): string =>
    head.tierNames.find((named) => named.tier === tier)?.name.vi ?? `Cấp ${tier}`
  const missing = rows.filter(({ state }) => state !== 'came')
  return [
    heading('3. Thành phần tham dự'),
    body(
      run('Có mặt: ', { bold: true }),
      `${totals.came}/${totals.sites} điểm cầu (${byTier
        .map(({ tier, totals: own }) => `${tierName(tier)}: ${own.came}/${own.sites}`)
        .join('; ')}).`,
    ),
    totals.answers === 0
      ? body(`Đại biểu có mặt: ${BLANK} (chưa điểm danh).`)
      : body(
          `Đại biểu có mặt: ${totals.present}/${totals.invited} người được mời, theo báo cáo của ${totals.answers} điểm cầu.`,
        ),
    ...rolls.map(({ label, reason, at, totals: roll, quorum }) =>
      body(
        `Chốt điểm danh lúc ${timeWords(at)} (${label === '' ? wordOf(WORDS.freezeReason, reason) : label}): ${roll.presentSites}/${roll.sites} điểm cầu, ${roll.present}/${roll.invited} đại biểu${quorum === null ? '' : `; ${quorum.reached ? 'đủ' : 'chưa đủ'} số đại biểu theo quy định`}.`,
      ),
    ),
    ...(totals.late > 0 ? [body(`Đến muộn: ${totals.late} điểm cầu.`)] : []),
    body(
      run('Vắng: ', { bold: true }),
      missing.length === 0
        ? 'Không.'
        : `${missing.length} điểm cầu, trong đó ${totals.excused} có lý do: ${missing.map(missingText).join('; ')}.`,
    ),
    body('Danh sách chi tiết tại Phụ lục kèm theo.'),
  ]
}

function missingText({ name, excuse }: AttendanceRow): string {
  return excuse === null ? name : `${name} (${excuse})`
}

function chairing({ head }: Report): FileChild[] {
  const [first, ...later] = head.chairs
  return [
    heading(
      '4. Chủ trì: ',
      first === undefined ? BLANK : `${first.person === '' ? BLANK : first.person}, ${first.name}`,
    ),
    ...later.map(({ name, person, from }) =>
      body(`Từ ${timeWords(from)}, quyền chủ tọa chuyển cho ${person === '' ? BLANK : person}, ${name}.`),
    ),
    heading('5. Thư ký: ', BLANK),
  ]
}

function agendaLines({ agenda, live }: Report): FileChild[] {
  if (agenda.items.length === 0) return []
  return [
    heading('6.1. Chương trình'),
    ...agenda.items.map(({ title, person, siteName, begunAt, endedAt, actualMs, state }, index) => {
      const who = [person, siteName].filter((text) => text !== '').join(', ')
      const when =
        begunAt === null
          ? WORDS.agendaState[state].toLocaleLowerCase('vi')
          : `từ ${timeWords(begunAt)}${endedAt === null ? '' : ` đến ${timeWords(endedAt)}`}, ${lengthWords(actualMs)}${state === 'underWay' && !live ? ', dở dang' : ''}`
      return body(`${index + 1}) ${title}${who === '' ? '' : ` (${who})`}: ${when}.`)
    }),
  ]
}

function speechLines({ register, speaking }: Report): FileChild[] {
  const spoken = register.filter(({ stints }) => stints.length > 0)
  if (spoken.length === 0) return [heading('6.2. Phát biểu'), body('Không có điểm cầu phát biểu.')]
  return [
    heading('6.2. Phát biểu'),
    body(
      `Có ${speaking.speeches} lượt phát biểu của ${speaking.sitesSpoken} điểm cầu (${speaking.planned} lượt theo chương trình), tổng thời gian ${lengthWords(speaking.spokenMs)}.`,
    ),
    ...spoken.flatMap((speech, index) => [body(speechText(speech, index + 1)), lineToFill()]),
  ]
}

function speechText(speech: ReportSpeech, number: number): string {
  const { speaker, name, kind, itemTitle, topic, stints, spokenMs, outcome } = speech
  const first = stints[0]
  const last = stints.at(-1)
  const about = topic === '' ? itemTitle : topic
  const span =
    first === undefined || last === undefined ? '' : `${timeWords(first.from)} – ${timeWords(last.until)}, `
  const revoked = outcome === 'revoked' ? ', chủ tọa thu hồi lượt' : ''
  return `${number}) ${speaker === '' ? BLANK : speaker}, ${name} (${WORDS.kind[kind].toLocaleLowerCase('vi')}; ${span}${lengthWords(spokenMs)}${revoked})${about === '' ? '' : `: ${about}`}.`
}

function voteLines({ votes }: Report): FileChild[] {
  if (votes.length === 0) return []
  return [heading('6.3. Biểu quyết'), ...votes.map((vote, index) => body(`${index + 1}) ${voteText(vote)}`))]
}

function voteText(vote: ReportVote): string {
  const { fields, result, entitled, castSites, entitledSites } = vote
  const how = `${fields.title} (${WORDS.ballot[fields.ballot].toLocaleLowerCase('vi')})`
  if (result === null) return `${how}: ${resultText(vote, WORDS).toLocaleLowerCase('vi')}.`
  return `${how}: ${castSites}/${entitledSites} điểm cầu bỏ phiếu, ${result.cast}/${entitled} phiếu; ${countText(fields, result.votes, WORDS)}. Kết quả: ${resultText(vote, WORDS).toLocaleLowerCase('vi')}.`
}

function conclusions(): FileChild[] {
  return [heading('6.4. Kết luận của chủ tọa'), lineToFill(), lineToFill(), lineToFill()]
}

function ending({ head }: Report): FileChild[] {
  const end = head.endedAt === null ? '…… giờ ……, ngày …… tháng …… năm ……' : momentWords(head.endedAt)
  return [body(`Phiên họp kết thúc vào ${end}./.`), centred('')]
}

function signatures() {
  const bold = { bold: true }
  const space = [centred(''), centred(''), centred(''), centred('')]
  return sideBySide(
    [
      [
        centred('THƯ KÝ', bold),
        centred('(Ký, ghi rõ họ và tên)', { italics: true, size: SIZE.head }),
        ...space,
        centred(BLANK),
        left('Nơi nhận:', { bold: true, italics: true, size: 24 }),
        left('- …………………;', { size: 22 }),
        left('- Lưu: VT, …….', { size: 22 }),
      ],
      [
        centred('CHỦ TỌA', bold),
        centred('(Ký, ghi rõ họ và tên, đóng dấu nếu có)', { italics: true, size: SIZE.head }),
        ...space,
        centred(BLANK),
      ],
    ],
    [82, 83],
  )
}

/** `08 giờ 30` */
function timeWords(at: number): string {
  const { hour, minute } = wallClock(at)
  return `${hour} giờ ${minute}`
}

/** `1 giờ 02 phút 03 giây`, to the nearest second as everywhere. */
function lengthWords(lengthMs: number): string {
  const [hours = 0, minutes = 0, seconds = 0] = lengthText(lengthMs).split(':').map(Number)
  const parts = [
    ...(hours > 0 ? [`${hours} giờ`] : []),
    ...(hours > 0 || minutes > 0 ? [`${minutes} phút`] : []),
    `${seconds} giây`,
  ]
  return parts.join(' ')
}

/** `08 giờ 30 phút, ngày 22 tháng 11 năm 2026` */
function momentWords(at: number): string {
  const { hour, minute, day, month, year } = wallClock(at)
  return `${hour} giờ ${minute} phút, ngày ${day} tháng ${month} năm ${year}`
}
