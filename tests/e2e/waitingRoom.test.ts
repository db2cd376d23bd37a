import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { CommandId, SessionBody, SiteId, UnitId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCommand } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { eventually } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const PROVINCE = 'u-02' as UnitId
const HUB = 's-02' as SiteId
const ROOM = 's-02-so-noi-vu' as SiteId
const MINUTE_MS = 60_000
const SCREENS = fileURLToPath(new URL('../../docs/screens', import.meta.url))

describe('A room between meetings', () => {
  let meeting: Meeting
  let office: RestClient
  let room: TestRoom

  beforeAll(async () => {
    meeting = await Meeting.start({ workers: 1 })
    if (meeting.bridge.login === null) throw new Error('no first login')
    office = await RestClient.logIn(meeting.bridge, meeting.bridge.login)
    room = await meeting.openRoomByTyping(
      ROOM,
      { colour: 'blue', toneHz: 500, scene: true },
      await meeting.pairingCode(ROOM),
      {
        viewport: { width: 1920, height: 1080 },
      },
    )
    await end((await office.ask('sessions.list', { query: { state: 'live' } })).items[0]?.sessionId)
  }, 180_000)
  afterAll(() => meeting?.close())

  async function end(sessionId: SessionBody['documentIds'][number] | string | undefined): Promise<void> {
    const params = { sessionId: sessionId as never }
    const { version } = await office.ask('sessions.get', { params })
    await office.ask('sessions.end', { params, ifMatch: version })
  }

  async function planned(title: string, inMinutes: number, changes: Partial<SessionBody> = {}) {
    const session: SessionBody = {
      type: 'provincialMeeting',
      title,
      hostUnitId: PROVINCE,
      startsAt: Date.now() + inMinutes * MINUTE_MS,
      durationMinutes: 120,
      rehearsalAt: null,
      chair: { siteId: HUB, person: 'Chủ tịch UBND tỉnh' },
      invitation: { tiers: [], unitIds: [], groupIds: [], siteIds: [ROOM], exceptSiteIds: [] },
      agenda: [],
      technicians: [],
      people: [],
      documentIds: [],
      notes: '',
      settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
      ...changes,
    }
    const { sessionId } = await office.ask('sessions.create', {
      body: { command: newCommand() as CommandId, session },
    })
    return office.ask('sessions.schedule', { params: { sessionId }, ifMatch: 1 })
  }

  const says = () => room.page.getByTestId('coming-up').innerText()
  const untilSays = (text: string) =>
    eventually(says, (said) => said.includes(text), { what: `the room says ${text}` })

  it('says that nothing is on, then what comes next and how long there is still', async () => {
    await untilSays('Chưa có phiên họp nào đang diễn ra')
    await planned('Giao ban tháng 11', 42)
    await untilSays('Giao ban tháng 11')
    const said = await says()
    expect(said).toMatch(/còn 4[12] phút/)
    expect(said).toContain('Tỉnh Hà Giang chủ trì · Chủ tọa: Chủ tịch UBND tỉnh')
    await planned('Hội nghị tổng kết năm 2026', 26 * 60, { rehearsalAt: Date.now() + 5 * 60 * MINUTE_MS })
    await untilSays('Hội nghị tổng kết năm 2026')
  })

  it('shows a title as text, whatever is in it', async () => {
    const { sessionId } = await planned('<b>Họp</b> & "bàn"', 20)
    await untilSays('<b>Họp</b> & "bàn"')
    const { version } = await office.ask('sessions.get', { params: { sessionId } })
    const body = { reason: 'Hoãn' }
    await office.ask('sessions.cancel', { params: { sessionId }, ifMatch: version, body })
    await eventually(says, (said) => !said.includes('<b>'), { what: 'the cancelled session is gone' })
  })

  it('is readable for everybody', async () => {
    const { violations } = await new AxeBuilder({ page: room.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
      [],
    )
    if (process.env.SCREENS !== '1') return
    mkdirSync(SCREENS, { recursive: true })
    await room.page.screenshot({ path: join(SCREENS, 'site-coming-up.png') })
  })

  it('comes in by itself when the session starts, and waits again when it is over', async () => {
    const { sessionId, version } = await planned('Họp ngay', 1)
    await untilSays('Họp ngay')
    await office.ask('sessions.start', { params: { sessionId }, ifMatch: version })
    await room.page.getByTestId('meeting').waitFor()
    await end(sessionId)
    await untilSays('Giao ban tháng 11')
  })
})
