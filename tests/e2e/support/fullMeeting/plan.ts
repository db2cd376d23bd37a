import type { AgendaItem, GroupId, SessionDetail, SessionId, SiteId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
import type { RestClient } from '../../../support/RestClient.ts'
import { PROVINCE } from '../Planning.ts'
import { goTo, look } from '../screens.ts'
import { CITY, DONG_VAN, INVITED, MEO_VAC } from './cast.ts'

export const TITLE = 'Hội nghị trực tuyến liên thông 3 cấp triển khai nhiệm vụ quý IV'
export const CHAIR_PERSON = 'Chủ tịch UBND tỉnh'
const GROUP_NAME = 'Các điểm cầu họp liên thông'

interface Paper {
  readonly siteId: SiteId
  /** What is typed to find the site. */
  readonly typed: string
  readonly title: string
  readonly person: string
  readonly minutes: number
}

/** The prepared papers, in the order of the agenda. */
export const PAPERS: readonly [Paper, Paper, Paper] = [
  {
    siteId: DONG_VAN.communes[0],
    typed: 'lung cu',
    title: 'Phát triển du lịch cộng đồng ở xã biên giới',
    person: 'Chủ tịch UBND xã',
    minutes: 7,
  },
  {
    siteId: CITY.room,
    typed: 'thanh pho ha giang',
    title: 'Cải cách thủ tục hành chính ở thành phố',
    person: 'Chủ tịch UBND thành phố',
    minutes: 8,
  },
  {
    siteId: MEO_VAC.room,
    typed: 'huyen meo vac',
    title: 'Phòng, chống rét cho gia súc',
    person: 'Phó Chủ tịch UBND huyện',
    minutes: 9,
  },
]

/** A saved choice of sites, as the office keeps it for such meetings. */
export async function saveGroup(office: RestClient): Promise<void> {
  const { revision } = await office.ask('directory.summary')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
  const groupId = 'g-lien-thong' as GroupId
  const group = { groupId, name: GROUP_NAME, kind: 'other' as const, ownerUnitId: PROVINCE, unitIds: [] }
  await office.ask('directory.change', {
    body: { revision, edits: [{ edit: 'putGroup', group: { ...group, siteIds: [...INVITED] } }] },
  })
}

/** Schedules the meeting in the form, as the office does. Returns what was planned. */
export async function planInForm(page: Page, office: RestClient): Promise<SessionDetail> {
  await goTo(page, '/console/lich-hop/moi')
  const title = page.getByLabel('Tên phiên họp')
  await title.waitFor()
  await choose(page, page.getByLabel('Loại phiên họp'), 'Họp liên thông 3 cấp')
  const rows = page.getByRole('listitem', { name: /^Mục \d/ })
  await rows.nth(5).waitFor()
  await title.fill(TITLE)
  await page.getByLabel('Người chủ trì').fill(CHAIR_PERSON)
  await invite(page)
  await writeAgenda(page)
  await page.getByText(`${INVITED.length} điểm cầu`).first().waitFor()
  await look(page, 'schedule-linked-meeting')
  await page.getByRole('button', { name: 'Lên lịch và gửi giấy mời' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lên lịch và gửi giấy mời' }).click()
  await page.getByText('Đã lên lịch', { exact: true }).waitFor()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
  const sessionId = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '') as SessionId
  return await office.ask('sessions.get', { params: { sessionId } })
}

type Field = ReturnType<Page['getByLabel']>

async function choose(page: Page, field: Field, option: string): Promise<void> {
  await field.click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function invite(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Chọn điểm cầu', exact: true }).click()
  const picker = page.getByRole('group', { name: 'Điểm cầu được mời' })
  await picker.getByRole('button', { name: /^Bỏ: / }).first().click()
  await picker.getByRole('button', { name: 'Chọn nhanh' }).click()
  await page.getByRole('menuitemcheckbox', { name: new RegExp(GROUP_NAME) }).click()
  await page.getByRole('button', { name: 'Xong', exact: true }).click()
}

/** The type's own agenda has one item for papers; two more are added beside it. */
async function writeAgenda(page: Page): Promise<void> {
  const rows = page.getByRole('listitem', { name: /^Mục \d/ })
  for (const [index, paper] of PAPERS.entries()) {
    // The third item is a report, the fourth the papers, the fifth is new and moves up.
    const row = rows.nth(2 + index)
    if (index === 2) {
      await page.getByRole('button', { name: 'Thêm mục' }).click()
      await rows.nth(6).getByLabel('Nội dung').fill(paper.title)
      for (const at of [6, 5]) await rows.nth(at).getByRole('button', { name: 'Chuyển lên' }).click()
    }
    await choose(page, row.getByLabel('Loại mục'), 'Tham luận')
    await row.getByLabel('Nội dung').fill(paper.title)
    const room = row.getByRole('combobox', { name: 'Điểm cầu trình bày' })
    await room.fill(paper.typed)
    await room.press('Enter')
    await row.getByLabel('Người trình bày').fill(paper.person)
    await row.getByLabel('Phút').fill(String(paper.minutes))
  }
}

export const isPaper = ({ kind }: AgendaItem): boolean => kind === 'paper'
