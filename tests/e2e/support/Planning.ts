import type { SessionBody, SessionDetail, SiteId, UnitId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
import { addMonths, dayOf, momentOf, nthWeekday, type Day } from '../../../client/src/state/schedule/days.ts'
import { newCommand } from '../../support/RawPage.ts'
import { RestClient } from '../../support/RestClient.ts'
import type { Meeting } from './Meeting.ts'

export const PROVINCE = 'u-02' as UnitId
export const HUB = 's-02' as SiteId
const DESK = { width: 1440, height: 900 }

/** The first Monday of a month so many months from now, in Vietnam. */
export function firstMonday(months: number): Day {
  return nthWeekday(addMonths(dayOf(Date.now()), months), 1, 1)
}

/** A plan of the province for everybody at eight o’clock. */
export function planOn(day: Day, parts: Partial<SessionBody> = {}): SessionBody {
  return {
    type: 'provincialMeeting',
    title: 'Giao ban',
    hostUnitId: PROVINCE,
    startsAt: momentOf(day, 480),
    durationMinutes: 120,
    rehearsalAt: null,
    chair: { siteId: HUB, person: 'Chủ tịch UBND tỉnh' },
    invitation: { tiers: [], unitIds: [PROVINCE], groupIds: [], siteIds: [], exceptSiteIds: [] },
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 1, maxOpenMicrophones: 2, videoCodec: 'vp8' },
    ...parts,
  }
}

export function createSession(office: RestClient, session: SessionBody): Promise<SessionDetail> {
  return office.ask('sessions.create', { body: { command: newCommand() as never, session } })
}

/** Every district meets with its communes on the same day, some at the same hour. */
export async function planDistrictBriefings(meeting: Meeting, office: RestClient, day: Day): Promise<void> {
  const { units, sites } = await meeting.admin.directory()
  const districts = units.filter(({ name }) => name.startsWith('Huyện'))
  for (const [index, { unitId, name }] of districts.entries()) {
    const chair = sites.find((site) => site.unitId === unitId)
    if (chair === undefined) continue
    const session = await createSession(
      office,
      planOn(day, {
        type: 'districtBriefing',
        title: `Giao ban ${name}`,
        hostUnitId: unitId,
        startsAt: momentOf(day, 450 + (index % 5) * 90),
        durationMinutes: 90,
        chair: { siteId: chair.siteId, person: '' },
        invitation: { tiers: [], unitIds: [unitId], groupIds: [], siteIds: [], exceptSiteIds: [] },
      }),
    )
    const { sessionId, version } = session
    if (index % 4 !== 3) await office.ask('sessions.schedule', { params: { sessionId }, ifMatch: version })
  }
}

/** A scheduler of a unit, past the change of the first password. */
export async function makeScheduler(
  meeting: Meeting,
  office: RestClient,
  unitId: UnitId,
): Promise<{ userName: string; password: string }> {
  const userName = `lap-lich.${unitId}`
  const { firstPassword } = await office.ask('account.create', {
    body: {
      userName,
      displayName: 'Người lập lịch',
      email: '',
      phone: '',
      grants: [{ role: 'scheduler', unitId }],
      withPassword: true,
    },
  })
  const password = 'mật khẩu của người lập lịch'
  const first = await RestClient.logIn(meeting.bridge, { userName, password: firstPassword ?? '' })
  await first.ask('me.changePassword', { body: { current: firstPassword ?? '', next: password } })
  return { userName, password }
}

/** The schedule of the console, in a browser profile of its own whose PC is set to another time zone. */
export async function openSchedule(
  meeting: Meeting,
  { userName, password }: { userName: string; password: string },
): Promise<Page> {
  const context = await meeting.browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: DESK,
    locale: 'vi',
    timezoneId: 'America/New_York',
  })
  const page = await context.newPage()
  await page.goto(`${meeting.bridge.url}/console/lich-hop`)
  await page.getByLabel('Tên đăng nhập').fill(userName)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByRole('heading', { name: 'Lịch họp' }).waitFor()
  return page
}

/** Presses and clicks as a person makes them, counted. */
export class CountedInputs {
  readonly #page: Page
  count = 0

  constructor(page: Page) {
    this.#page = page
  }

  async press(key: string): Promise<void> {
    this.count++
    await this.#page.keyboard.press(key)
  }

  async click(name: string | RegExp): Promise<void> {
    this.count++
    // A dialog over the page is what a person sees.
    const dialog = this.#page.getByRole('dialog')
    const place = (await dialog.count()) > 0 ? dialog : this.#page
    await place.getByRole('button', { name }).first().click()
  }
}
