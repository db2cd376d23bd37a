import type { SessionDetail, SessionView, SiteId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RestClient } from '../support/RestClient.ts'
import { never } from './support/eventually.ts'
import {
  CHAIR,
  CHAIR_TONE,
  CITY,
  delegatesOf,
  DONG_VAN,
  EXCUSED,
  INVITED,
  MEO_VAC,
  PLAYED,
  sitesOf,
  toneOf,
} from './support/fullMeeting/cast.ts'
import { Desk } from './support/fullMeeting/Desk.ts'
import { isPaper, PAPERS, planInForm, saveGroup } from './support/fullMeeting/plan.ts'
import { Proceedings, requestsIn } from './support/fullMeeting/Proceedings.ts'
import { checkReport, type Played } from './support/fullMeeting/ReportCheck.ts'
import { checkFiles, checkPage } from './support/fullMeeting/reportFiles.ts'
import { Rooms } from './support/fullMeeting/Rooms.ts'
import { during, Speaking, type During, type PlayedVote } from './support/fullMeeting/Script.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { look } from './support/screens.ts'
import { hears } from './support/senses.ts'

const TV = { width: 1920, height: 1080 }
const [FIRST_PAPER, SECOND_PAPER, THIRD_PAPER] = PAPERS
/** Told by telephone: its page is there, nobody at it knows how to answer. */
const BY_TELEPHONE = MEO_VAC.communes[2]
/** As sessions of this type have it unless somebody says otherwise. */
const DISCUSSION_MS = 5 * 60_000
const OPEN_MOTION = 'Thông qua nhiệm vụ trọng tâm quý IV'
const SECRET_MOTION = 'Giới thiệu đơn vị dẫn đầu phong trào thi đua'
const MESSAGE = 'Giải lao 10 phút sau phần biểu quyết'
const INCIDENT = 'Loa phòng họp rè, đã hướng dẫn qua điện thoại'

/** How a room votes openly: most for it, some against, one delegation abstains, one does not vote. */
function ballotOf(siteId: SiteId): number[] | null {
  const { present } = delegatesOf(siteId)
  switch (siteId) {
    case BY_TELEPHONE:
    case CITY.communes[2]:
      return null
    case MEO_VAC.room:
      return [0, present, 0]
    case DONG_VAN.communes[1]:
      return [1, 1, present - 2]
    default:
      return [present, 0, 0]
  }
}

function delegateWeights(): Map<SiteId, number> {
  return new Map([CHAIR, ...PLAYED].map((siteId) => [siteId, delegatesOf(siteId).present]))
}

function openMotionIn(view: SessionView): string | undefined {
  return Object.keys(view)
    .filter((key): key is `motion:${string}` => key.startsWith('motion:'))
    .map((key) => view[key])
    .find((motion) => motion?.state === 'open')?.motionId
}

function rightOf(view: SessionView, motionId: string, siteId: SiteId) {
  return view[`motion:${motionId}`]?.rights.find((right) => right.siteId === siteId)
}

const EXCUSE = 'Đoàn đi kiểm tra phòng, chống bão'

/** A linked three-level meeting from its plan to its report, told in order: each step stands on the one before it. */
describe('a full meeting', () => {
  let meeting: Meeting
  let rooms: Rooms
  let office: RestClient
  let desk: Desk
  let chair: TestRoom
  let plan: SessionDetail
  let main: Proceedings
  let started: During
  let joined: During
  let rollFrozen: During
  let help: Pick<Played, 'incident' | 'message' | 'chat'>
  let branch: Played['branch']
  let closing: During
  const speeches: Speaking[] = []
  const playedVotes: PlayedVote[] = []
  const drops: Played['drops'][number][] = []

  beforeAll(async () => {
    meeting = await Meeting.start({ workers: 1 })
    if (meeting.bridge.login === null) throw new Error('no login was printed')
    office = await RestClient.logIn(meeting.bridge, meeting.bridge.login)
    await saveGroup(office)
    rooms = await Rooms.pair(meeting.bridge.url, meeting.admin)
    desk = await Desk.open(meeting)
  }, 180_000)

  afterAll(async () => {
    rooms?.close()
    await meeting?.close()
  })

  /** For a while the chair's room hears only `tones`, and nobody's picture is where none belongs. */
  async function onlyHeard(tones: readonly number[]): Promise<void> {
    await never(
      () => chair.hears(),
      (heard) => heard.some((hz) => !tones.some((tone) => hears([hz], tone))),
      { forMs: 800, what: `somebody else than ${tones.join(', ')} Hz` },
    )
  }

  it('is scheduled in the form, with three prepared papers', async () => {
    plan = await planInForm(desk.page, office)
    expect(plan).toMatchObject({ state: 'scheduled', type: 'linkedThreeLevel' })
    expect(plan.siteIds.toSorted()).toEqual(INVITED.toSorted())
    expect(
      plan.agenda.filter(isPaper).map(({ title, minutes, speaker }) => ({ title, minutes, ...speaker })),
    ).toEqual(PAPERS.map(({ title, minutes, siteId, person }) => ({ title, minutes, siteId, person })))
  })

  it('is rehearsed: the rooms come in, the rehearsal ends, and the plan says so', async () => {
    await desk.act('Kết nối thử', 'Đã bắt đầu kết nối thử.')
    rooms.open()
    await rooms.joined()
    expect(rooms.view(CITY.room).meeting?.title).toBe(`Kết nối thử: ${plan.title}`)
    await desk.act('Kết thúc kết nối thử', 'Đã kết thúc kết nối thử.')
    await Promise.all(
      PLAYED.map((siteId) => rooms.until(siteId, 'is out again', (view) => view.meeting === null)),
    )
    const { sessionId } = plan
    const { items } = await office.ask('sessions.history', { params: { sessionId } })
    expect(items.map(({ action }) => action)).toEqual(['endRehearsal', 'rehearse', 'schedule', 'create'])
    expect((await office.ask('sessions.get', { params: { sessionId } })).state).toBe('scheduled')
  })

  it('starts from its page; every room comes in by itself', async () => {
    started = await during(() => desk.act('Bắt đầu họp', 'Phiên họp đã bắt đầu.'))
    main = new Proceedings(meeting.admin, plan.sessionId)
    const joining = await during(async () => {
      const code = await meeting.pairingCode(CHAIR)
      const colours = { colour: 'red', toneHz: CHAIR_TONE } as const
      chair = await meeting.openRoomByTyping(CHAIR, colours, code, { viewport: TV })
      await rooms.joined()
      await main.until('everybody is there', ({ session }) => session.connectedCount === PLAYED.length + 1)
    })
    joined = { from: started.from, until: joining.until }
    await desk.page.getByRole('button', { name: 'Mở bàn điều hành' }).click()
    await desk.page.getByRole('heading', { level: 1, name: plan.title }).waitFor()
    expect(main.view.conduct).toMatchObject({ mode: { mode: 'agenda' }, delegation: true })
  })

  it('calls the roll: the rooms answer, one by telephone, one is excused; and freezes it', async () => {
    await desk.tool(/^Điểm danh/)
    await desk.page.getByTestId('roll-call').click()
    await chair.page.getByTestId('roll-sheet').waitFor()
    const answering = PLAYED.filter((siteId) => siteId !== BY_TELEPHONE)
    await Promise.all(
      answering.map(async (siteId) => {
        await rooms.until(siteId, 'is asked', ({ rollCall }) => rollCall?.open === true)
        await rooms.says(siteId, 'rollCall.answer', { ...delegatesOf(siteId), head: 'Trưởng đoàn' })
      }),
    )
    await answerByRemoteControl()
    await enterByTelephone(BY_TELEPHONE)
    await excuse(EXCUSED, EXCUSE)
    await main.until(
      'the roll is complete',
      ({ rollCall }) => rollCall.totals.presentSites === PLAYED.length + 1,
    )
    await look(desk.page, 'full-meeting-roll-call')
    const freezing = await during(async () => {
      await desk.page.getByTestId('roll-freeze').click()
      await desk.page.getByTestId('roll-freeze-now').click()
      return await main.until('the roll is frozen', ({ rollCall }) => rollCall.frozen[0])
    })
    rollFrozen = freezing
    const frozen = freezing.value
    const all = [CHAIR, ...PLAYED].map(delegatesOf)
    expect(frozen).toMatchObject({
      reason: 'start',
      totals: {
        sites: INVITED.length,
        presentSites: PLAYED.length + 1,
        excusedSites: 1,
        absentSites: 1,
        present: all.reduce((sum, { present }) => sum + present, 0),
        invited: all.reduce((sum, { invited }) => sum + invited, 0),
      },
    })
    await desk.page.getByTestId('roll-switch').click()
    await main.until('the roll is closed', ({ rollCall }) => !rollCall.open)
  })

  /** The chair's room: digits and OK. */
  async function answerByRemoteControl(): Promise<void> {
    const { present, invited } = delegatesOf(CHAIR)
    const { page } = chair
    await page.getByTestId('roll-present').click()
    await page.keyboard.type(String(present))
    await page.getByTestId('roll-invited').click()
    await page.keyboard.type(String(invited))
    await page.getByTestId('roll-send').click()
    await page.getByTestId('roll-sheet').waitFor({ state: 'detached' })
  }

  async function enterByTelephone(siteId: SiteId): Promise<void> {
    const { present, invited } = delegatesOf(siteId)
    await desk.page.getByTestId('roll-search').fill('xin cai')
    await desk.page.getByTestId(`roll-line-${siteId}`).getByTestId('roll-enter').click()
    const form = desk.page.getByTestId('roll-entry')
    await form.getByLabel('Có mặt').fill(String(present))
    await form.getByLabel('Triệu tập').fill(String(invited))
    await form.getByTestId('roll-entry-save').click()
    await main.until(`${siteId} is entered`, (view) => view[`roll:${siteId}`]?.answer?.by === 'crew')
  }

  async function excuse(siteId: SiteId, reason: string): Promise<void> {
    await desk.page.getByTestId('roll-search').fill('so noi vu')
    await desk.page.getByTestId(`roll-line-${siteId}`).getByTestId('roll-excuse').click()
    await desk.page.getByLabel('Lý do vắng').fill(reason)
    await desk.page.keyboard.press('Enter')
    await main.until(`${siteId} is excused`, (view) => view[`roll:${siteId}`]?.excuse === reason)
    await desk.page.getByTestId('roll-search').fill('')
  }

  it('hears the first paper as the agenda has it, and gives it more time', async () => {
    await desk.tool(/^Chương trình/)
    const speech = await callPaper(FIRST_PAPER)
    await checkStandby(speech)
    await look(desk.page, 'full-meeting-standby')
    await giveFloor(speech)
    await chair.untilSees('speaker1', 'green')
    await chair.untilHears(toneOf(FIRST_PAPER.siteId))
    await rooms.untilHears(MEO_VAC.communes[0], toneOf(FIRST_PAPER.siteId))
    await onlyHeard([toneOf(FIRST_PAPER.siteId)])
    await desk.press('t')
    const limitMs = (FIRST_PAPER.minutes + 1) * 60_000
    await main.until(
      'a minute more',
      (view) => view[`request:${speech.requestId}`]?.clock?.limitMs === limitMs,
    )
    speech.note({ extensions: 1, limitMs })
    await look(desk.page, 'full-meeting-desk')
    await desk.page.setViewportSize({ width: 1366, height: 768 })
    await look(desk.page, 'full-meeting-desk-1366')
    await desk.page.setViewportSize({ width: 1440, height: 900 })
    await finish(speech)
    await chair.untilSilent()
  })

  async function callPaper({ siteId, title, person, minutes }: (typeof PAPERS)[number]): Promise<Speaking> {
    const asked = await during(async () => {
      await desk.press('p')
      await desk.shows(siteId, 'standby')
      return await main.request(siteId, 'standby')
    })
    const { requestId } = asked.value
    const speech = new Speaking({
      requestId,
      siteId,
      kind: 'paper',
      asked,
      speaker: person,
      topic: title,
      itemTitle: title,
      calledByChair: true,
      limitMs: minutes * 60_000,
    })
    speeches.push(speech)
    return speech
  }

  /** The operator looks and listens before the cut. */
  async function checkStandby(speech: Speaking): Promise<void> {
    await desk.press('v')
    await desk.page.getByRole('button', { name: /^Hình/, pressed: true }).waitFor()
    await desk.press('V')
    await main.until('its sound is good', (view) => view[`request:${speech.requestId}`]?.check?.sound)
    speech.note({ check: { picture: true, sound: true } })
  }

  async function giveFloor(speech: Speaking): Promise<void> {
    const given = await during(async () => {
      await desk.choose(speech.siteId)
      await desk.press('g')
      await desk.shows(speech.siteId, 'live')
      await main.request(speech.siteId, 'live')
    })
    speech.gave(given)
  }

  async function finish(speech: Speaking): Promise<void> {
    const ended = await during(async () => {
      await desk.choose(speech.siteId)
      await desk.press('e')
      await main.over(speech.siteId)
    })
    speech.note({ ended, outcome: 'done', endedBy: 'chair' })
  }

  it('hears the second paper, which goes on beyond its time and ends by itself', async () => {
    const speech = await callPaper(SECOND_PAPER)
    await giveFloor(speech)
    await chair.untilSees('speaker1', 'blue')
    await chair.untilHears(toneOf(SECOND_PAPER.siteId))
    // The chair cuts its time to what is over already: from now on it is beyond it.
    await main.orders('floor.extend', { requestId: speech.requestId, seconds: -3_600 })
    const row = await main.until('its time is over', (view) => {
      const found = view[`request:${speech.requestId}`]
      return found?.timeIsUp === true || (found?.clock?.limitMs ?? Infinity) < 60_000 ? found : null
    })
    await rooms.until(
      speech.siteId,
      'sees that its time is over',
      ({ floor }) => floor.clock?.limitMs === row.clock?.limitMs,
    )
    expect(rooms.view(speech.siteId).floor.microphoneOpen).toBe(true)
    await look(desk.page)
    const ended = await during(async () => {
      await rooms.says(speech.siteId, 'floor.end', {})
      await main.over(speech.siteId)
    })
    speech.note({
      ended,
      outcome: 'done',
      endedBy: 'site',
      extensions: 1,
      isOverTime: true,
      limitMs: row.clock?.limitMs ?? null,
    })
  })

  it('closes the microphone of a speaker whose room goes dark, and keeps it closed when it returns', async () => {
    const speech = await callPaper(THIRD_PAPER)
    await giveFloor(speech)
    const { siteId } = speech
    await chair.untilHears(toneOf(siteId))
    const lost = await during(async () => {
      rooms.of(siteId).page?.cutLink()
      await main.until('its link is lost', (view) => view[`site:${siteId}`]?.presence === 'away')
    })
    await chair.untilSilent()
    const back = await during(async () => {
      // Its PC starts again: what comes back is another page.
      rooms.of(siteId).leave()
      await rooms.of(siteId).join({ timeoutMs: 30_000 })
      await main.until('it is back', (view) => view[`site:${siteId}`]?.presence === 'connected')
    })
    drops.push({ siteId, lost, back })
    // Its time has stood still meanwhile.
    speech.note({ lost: [back], paused: [{ begun: lost, over: back }] })
    expect(main.site(siteId)).toMatchObject({ floor: 'standby', microphoneOpen: false, slot: null })
    await onlyHeard([])
    await giveFloor(speech)
    await chair.untilHears(toneOf(siteId))
    await chair.untilSees('speaker1', 'yellow')
    const limitMs = main.view[`request:${speech.requestId}`]?.clock?.limitMs ?? 0
    expect(limitMs).toBeLessThan(THIRD_PAPER.minutes * 60_000)
    speech.note({ limitMs })
    await finish(speech)
  })

  it('takes requests: districts collect them, nominate, and the chair reaches past them', async () => {
    const [, MA_LE, LUNG_TAO] = DONG_VAN.communes
    const nominee = await request(MA_LE, {
      kind: 'discussion',
      topic: 'Đường vào thôn',
      speaker: 'Bí thư Đảng ủy xã',
    })
    const withdrawn = await request(LUNG_TAO, { kind: 'question' })
    const direct = await request(CITY.room, { kind: 'discussion' })
    const revoked = await request(MEO_VAC.communes[0], { kind: 'discussion' })
    expect(requestsIn(main.view).map(({ siteId, state }) => [siteId, state])).toEqual([
      [MA_LE, 'requested'],
      [LUNG_TAO, 'requested'],
      [CITY.room, 'queued'],
      [MEO_VAC.communes[0], 'requested'],
    ])
    for (const { unitId } of [DONG_VAN, MEO_VAC]) await desk.openGroup(unitId)
    await look(desk.page, 'full-meeting-requests')
    for (const speech of [nominee, direct, revoked]) speech.note({ limitMs: DISCUSSION_MS })
    await nominate(nominee)
    const gone = await during(() => rooms.says(LUNG_TAO, 'floor.withdraw', {}))
    withdrawn.note({ ended: gone, outcome: 'withdrawn', endedBy: 'site' })
    await main.over(LUNG_TAO)

    await giveFloor(nominee)
    await chair.untilSees('speaker1', 'magenta')
    await chair.untilHears(toneOf(MA_LE))
    await onlyHeard([toneOf(MA_LE)])
    await interpose(nominee, CITY.communes[1])
    await finish(nominee)

    await giveFloor(direct)
    await chair.untilHears(toneOf(CITY.room))
    const taken = await during(async () => {
      await giveFloor(revoked)
      await main.over(CITY.room)
    })
    direct.note({ ended: taken, outcome: 'done', endedBy: 'successor' })
    const cut = await during(async () => {
      await desk.choose(revoked.siteId)
      await desk.press('r')
      await main.over(revoked.siteId)
    })
    revoked.note({ ended: cut, outcome: 'revoked', endedBy: 'chair' })
    await chair.untilSilent()
  })

  async function request(
    siteId: SiteId,
    words: { kind: 'discussion' | 'question'; topic?: string; speaker?: string },
  ): Promise<Speaking> {
    const asked = await during(() => rooms.says(siteId, 'floor.request', words))
    const speech = new Speaking({ requestId: asked.value.requestId, siteId, asked, ...words })
    speeches.push(speech)
    await main.until('the request is seen', (view) => view[`request:${speech.requestId}`])
    return speech
  }

  /** The district's own room puts a request of its communes forward. */
  async function nominate(speech: Speaking): Promise<void> {
    const { requestId } = speech
    const { group } = await rooms.until(
      DONG_VAN.room,
      'has two requests',
      (view) => view.group?.requests.length === 2,
    )
    expect(group?.unitName).toBe(DONG_VAN.name)
    const at = await during(async () => {
      await rooms.says(DONG_VAN.room, 'group.nominateOwn', { requestId })
      await main.request(speech.siteId, 'queued')
    })
    speech.note({ nominatedBy: { unitId: DONG_VAN.unitId, at } })
  }

  /** Somebody puts a question in between: beside the speaker, whose time stands still. */
  async function interpose(speaker: Speaking, siteId: SiteId): Promise<void> {
    await desk.chooseInTree('tran phu', /^Phường Trần Phú/)
    const begun = await during(async () => {
      await desk.press('c')
      await desk.shows(siteId, 'live')
      return await main.request(siteId, 'live')
    })
    const { requestId } = begun.value
    const question = new Speaking({
      requestId,
      siteId,
      kind: 'question',
      asked: begun,
      given: [begun],
      calledByChair: true,
      interposed: true,
    })
    speeches.push(question)
    await chair.untilHears(toneOf(siteId))
    await onlyHeard([toneOf(siteId), toneOf(speaker.siteId)])
    expect(main.view[`request:${speaker.requestId}`]?.clock?.pausedSince).not.toBeNull()
    question.note({ limitMs: begun.value.clock?.limitMs ?? null })
    await finish(question)
    speaker.note({ paused: [{ begun, over: question.played().ended }] })
  }

  it('lets a district meet on its own for a while, and takes it back', async () => {
    const left = await during(async () => {
      await desk.page.getByLabel('Tìm điểm cầu, đơn vị').fill('huyen dong van')
      await desk.page.getByRole('tree').focus()
      await desk.page.keyboard.press('ArrowDown')
      await desk.page.keyboard.press('d')
      const dialog = desk.page.getByRole('dialog', { name: `Tách ${DONG_VAN.name} họp riêng?` })
      await dialog.getByRole('button', { name: 'Tách họp riêng' }).click()
      await main.until('the district has left', ({ session }) => session.connectedCount === PLAYED.length - 3)
    })
    await desk.page.getByLabel('Tìm điểm cầu, đơn vị').fill('')
    const row = await main.until(
      'its branch is there',
      (view) =>
        Object.keys(view)
          .filter((key): key is `branch:${string}` => key.startsWith('branch:'))
          .map((key) => view[key])[0],
    )
    const own = new Proceedings(meeting.admin, row.sessionId)
    await own.until('everybody of it is there', ({ session }) => session.connectedCount === 4)
    const speakerId = DONG_VAN.communes[2]
    const given = await during(() => own.orders('floor.give', { siteId: speakerId }))
    await rooms.untilHears(DONG_VAN.room, toneOf(speakerId))
    await onlyHeard([])
    expect(await chair.sees('speaker1')).toBe('none')
    const ended = await during(() => own.orders('floor.finish', { requestId: given.value.requestId }))
    own.close()
    const back = await during(async () => {
      await meeting.admin.connection.command('session.attachBranch', { sessionId: row.sessionId })
      await main.until('everybody is back', ({ session }) => session.connectedCount === PLAYED.length + 1)
    })
    branch = { sessionId: row.sessionId, left, back, given, ended }
    await rooms.joined()
    expect(sitesOf(DONG_VAN).map((siteId) => main.site(siteId)?.microphoneOpen)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('votes openly by delegates: once each, also over a new page, one by telephone', async () => {
    await desk.tool(/^Biểu quyết/)
    const opened = await during(() =>
      openVote(OPEN_MOTION, { weight: 'Mỗi đại biểu có mặt một phiếu', seconds: 'Đến khi bấm kết thúc' }),
    )
    const motionId = opened.value
    const voted = new Map<SiteId, number[]>()
    for (const siteId of PLAYED) {
      const votes = ballotOf(siteId)
      if (votes === null) continue
      await rooms.until(siteId, 'may vote', ({ motions }) => motions[0]?.state === 'open')
      await rooms.says(siteId, 'vote.cast', { motionId, votes })
      voted.set(siteId, votes)
    }
    await look(desk.page, 'full-meeting-vote')
    await reconnectAndTryAgain(CITY.communes[0], motionId)
    const own = await voteByRemoteControl(motionId)
    voted.set(CHAIR, own)
    voted.set(BY_TELEPHONE, await enterVoteByTelephone(motionId))
    const closed = await during(async () => {
      await desk.page.getByTestId('close-vote').click()
      await main.until('the vote is counted', (view) => view[`motion:${motionId}`]?.state === 'counted')
    })
    playedVotes.push({
      motionId,
      title: OPEN_MOTION,
      ballot: 'open',
      opened,
      closed,
      closedBy: 'chair',
      voted,
      weights: delegateWeights(),
    })
  })

  async function openVote(
    title: string,
    { weight, seconds, isSecret = false }: { weight?: string; seconds?: string; isSecret?: boolean },
  ): Promise<string> {
    const { page } = desk
    await page.getByRole('button', { name: 'Soạn nội dung', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Nội dung', { exact: true }).fill(title)
    if (isSecret) await form.getByRole('radio', { name: 'Kín', exact: true }).click()
    for (const [label, option] of [
      ['Quyền biểu quyết', weight],
      ['Thời gian', seconds],
    ] as const) {
      if (option === undefined) continue
      await form.getByLabel(label, { exact: true }).click()
      await page.getByRole('option', { name: option }).first().click()
    }
    await look(page)
    await form.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByRole('button', { name: `Mở biểu quyết: ${title}` }).click()
    await page.getByTestId('confirm-open-vote').click()
    return await main.until('the vote is open', openMotionIn)
  }

  /** A room whose page is loaded again in the middle of a vote: it has voted, and stays so. */
  async function reconnectAndTryAgain(siteId: SiteId, motionId: string): Promise<void> {
    const lost = await during(async () => {
      rooms.of(siteId).leave()
      await main.until('its page is gone', (view) => view[`site:${siteId}`]?.presence !== 'connected')
    })
    const back = await during(async () => {
      await rooms.of(siteId).join({ timeoutMs: 30_000 })
      await main.until('it is back', (view) => view[`site:${siteId}`]?.presence === 'connected')
    })
    drops.push({ siteId, lost, back })
    const { motions } = await rooms.until(siteId, 'is shown its vote', (view) => view.motions.length > 0)
    expect(motions[0]).toMatchObject({ motionId, voted: true, ownBallot: ballotOf(siteId) })
    const again = { motionId, votes: [0, delegatesOf(siteId).present, 0] }
    expect(await rooms.codeOf(siteId, 'vote.cast', again)).toBe('already_voted')
  }

  /** The chair's room gives all its votes to one choice. */
  async function voteByRemoteControl(motionId: string): Promise<number[]> {
    const { page } = chair
    await page.getByTestId('vote-sheet').waitFor()
    await look(page, 'full-meeting-vote-room')
    await page.getByTestId('vote-all-0').click()
    await page.getByTestId('vote-next').click()
    await page.getByTestId('vote-send').click()
    await main.until('the chair has voted', (view) => rightOf(view, motionId, CHAIR)?.voted)
    return [delegatesOf(CHAIR).present, 0, 0]
  }

  async function enterVoteByTelephone(motionId: string): Promise<number[]> {
    const { page } = desk
    await page.getByRole('button', { name: /^Nhập hộ phiếu của Xã Xín Cái/ }).click()
    const form = page.getByRole('dialog')
    const { present } = delegatesOf(BY_TELEPHONE)
    await form.getByLabel('Không tán thành').fill(String(present))
    await look(page)
    await form.getByRole('button', { name: 'Ghi phiếu' }).click()
    await main.until('the telephone vote', (view) => rightOf(view, motionId, BY_TELEPHONE)?.byCrew)
    return [0, present, 0]
  }

  it('votes in secret: it ends with the last ballot, and the result is on the stage of all', async () => {
    const opened = await during(() => openVote(SECRET_MOTION, { isSecret: true, seconds: '5 phút' }))
    const motionId = opened.value
    await chair.page.getByTestId('vote-yes').click()
    await chair.page.getByTestId('vote-send').click()
    const voted = new Map<SiteId, number[]>([[CHAIR, [1, 0, 0]]])
    await main.until('the chair has voted', (view) => rightOf(view, motionId, CHAIR)?.voted)
    const closed = await during(async () => {
      for (const [index, siteId] of PLAYED.entries()) {
        const ballot = index % 4 === 0 ? [0, 1, 0] : [1, 0, 0]
        await rooms.until(siteId, 'may vote', ({ motions }) =>
          motions.some((one) => one.motionId === motionId),
        )
        await rooms.says(siteId, 'vote.cast', { motionId, votes: ballot })
        voted.set(siteId, ballot)
      }
      await main.until('the vote is counted', (view) => view[`motion:${motionId}`]?.state === 'counted')
    })
    const weights = new Map([CHAIR, ...PLAYED].map((siteId) => [siteId, 1]))
    playedVotes.push({
      motionId,
      title: SECRET_MOTION,
      ballot: 'secret',
      opened,
      closed,
      closedBy: 'everybody',
      voted,
      weights,
    })
    await showOrHide(SECRET_MOTION)
    await chair.page.getByTestId('vote-result').waitFor()
    await look(chair.page, 'full-meeting-result')
    await look(desk.page, 'full-meeting-counted')
    expect(rooms.view(CITY.room).stage.shownResult).toMatchObject({ motionId, result: { votes: [10, 3, 0] } })
    await showOrHide(SECRET_MOTION)
    await chair.page.getByTestId('vote-result').waitFor({ state: 'detached' })
  })

  async function showOrHide(title: string): Promise<void> {
    await desk.page.getByTestId('past-vote').filter({ hasText: title }).getByTestId('show-result').click()
  }

  it('notes an incident, answers a room, and says something to all', async () => {
    const siteId = MEO_VAC.communes[1]
    await rooms.says(siteId, 'chat.say', { text: 'Phòng họp không nghe rõ, nhờ kíp trực kiểm tra' })
    await main.until('the room has written', (view) => (view[`chat:${siteId}`]?.unread ?? 0) > 0)
    await main.orders('chat.reply', { siteId, text: 'Xin tăng âm lượng của loa phòng họp' })
    await rooms.until(siteId, 'has an answer', ({ chat }) => chat.unread === 1)
    const shown = await during(() => main.orders('message.show', { text: MESSAGE, target: { to: 'all' } }))
    const { messageId } = shown.value
    const readers = [CITY.room, siteId]
    await Promise.all(
      readers.map(async (reader) => {
        await rooms.until(reader, 'has the message', ({ messages }) =>
          messages.some((one) => one.messageId === messageId),
        )
        await rooms.says(reader, 'message.read', { messageId })
      }),
    )
    const noted = await during(() => main.orders('incident.note', { siteId, text: INCIDENT }))
    await main.orders('message.clear', { messageId })
    help = {
      chat: { siteId, fromSite: 1, fromCrew: 1 },
      message: { text: MESSAGE, at: shown, read: readers.length },
      incident: { siteId, text: INCIDENT, at: noted },
    }
  })

  it('ends, and its report opens by itself', async () => {
    const { page } = desk
    closing = await during(async () => {
      await page.getByRole('button', { name: 'Kết thúc phiên họp', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc phiên họp', exact: true }).click()
      await rooms.until(CITY.room, 'is out of the meeting', (view) => view.meeting === null)
    })
    await page.waitForURL(/\/bao-cao$/)
    await page.getByRole('heading', { level: 1, name: plan.title }).waitFor()
    await look(page, 'full-meeting-report')
    expect((await office.ask('sessions.get', { params: { sessionId: plan.sessionId } })).state).toBe('ended')
  })

  it('has in its report everything that was done, and nothing else, on the page and in every file', async () => {
    const report = await office.ask('report.get', { params: { sessionId: plan.sessionId } })
    checkReport(report, {
      started,
      ended: closing,
      joined,
      rollFrozen,
      excuse: EXCUSE,
      byTelephone: BY_TELEPHONE,
      drops,
      branch,
      speeches: speeches.map((speech) => speech.played()),
      votes: playedVotes,
      ...help,
    })
    checkPage((await desk.page.getByRole('main').innerText()).replaceAll(/\s+/g, ' '), report)
    await checkFiles(office, report)
  })
})
