import type { SessionDetail, SiteId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RestClient } from '../support/RestClient.ts'
import {
  BY_TELEPHONE,
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
import { FloorPlay } from './support/fullMeeting/FloorPlay.ts'
import { isPaper, PAPERS, planInForm, saveGroup } from './support/fullMeeting/plan.ts'
import { Proceedings, requestsIn } from './support/fullMeeting/Proceedings.ts'
import { checkReport, type Played } from './support/fullMeeting/ReportCheck.ts'
import { allOf, checkFiles, checkPage } from './support/fullMeeting/reportFiles.ts'
import { RollPlay } from './support/fullMeeting/RollPlay.ts'
import { Rooms } from './support/fullMeeting/Rooms.ts'
import { during, type During, type PlayedVote } from './support/fullMeeting/Script.ts'
import { ballotOf, delegateWeights, rightOf, VotePlay } from './support/fullMeeting/VotePlay.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { look } from './support/screens.ts'

const TV = { width: 1920, height: 1080 }
const [FIRST_PAPER, SECOND_PAPER, THIRD_PAPER] = PAPERS
/** As sessions of this type have it unless somebody says otherwise. */
const DISCUSSION_MS = 5 * 60_000
const EXCUSE = 'Đoàn đi kiểm tra phòng, chống bão'
const OPEN_MOTION = 'Thông qua nhiệm vụ trọng tâm quý IV'
const SECRET_MOTION = 'Giới thiệu đơn vị dẫn đầu phong trào thi đua'
const MESSAGE = 'Giải lao 10 phút sau phần biểu quyết'
const INCIDENT = 'Loa phòng họp rè, đã hướng dẫn qua điện thoại'

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
  let floorPlay: FloorPlay
  let votePlay: VotePlay
  let rollPlay: RollPlay
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
    const scene = { desk, main, rooms, chair }
    floorPlay = new FloorPlay(scene)
    votePlay = new VotePlay(scene)
    rollPlay = new RollPlay(scene)
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
    await rollPlay.answerByRemoteControl()
    await rollPlay.enterByTelephone(BY_TELEPHONE)
    await rollPlay.excuse(EXCUSED, EXCUSE)
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

  it('hears the first paper as the agenda has it, and gives it more time', async () => {
    await desk.tool(/^Chương trình/)
    const speech = await floorPlay.callPaper(FIRST_PAPER)
    await floorPlay.checkStandby(speech)
    await look(desk.page, 'full-meeting-standby')
    await floorPlay.giveFloor(speech)
    await chair.untilSees('speaker1', 'green')
    await chair.untilHears(toneOf(FIRST_PAPER.siteId))
    await rooms.untilHears(MEO_VAC.communes[0], toneOf(FIRST_PAPER.siteId))
    await floorPlay.onlyHeard([toneOf(FIRST_PAPER.siteId)])
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
    await floorPlay.finish(speech)
    await chair.untilSilent()
  })

  it('hears the second paper, which goes on beyond its time and ends by itself', async () => {
    const speech = await floorPlay.callPaper(SECOND_PAPER)
    await floorPlay.giveFloor(speech)
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
    const speech = await floorPlay.callPaper(THIRD_PAPER)
    await floorPlay.giveFloor(speech)
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
    await floorPlay.onlyHeard([])
    await floorPlay.giveFloor(speech)
    await chair.untilHears(toneOf(siteId))
    await chair.untilSees('speaker1', 'yellow')
    const limitMs = main.view[`request:${speech.requestId}`]?.clock?.limitMs ?? 0
    expect(limitMs).toBeLessThan(THIRD_PAPER.minutes * 60_000)
    speech.note({ limitMs })
    await floorPlay.finish(speech)
  })

  it('takes requests: districts collect them, nominate, and the chair reaches past them', async () => {
    const [, MA_LE, LUNG_TAO] = DONG_VAN.communes
    const nominee = await floorPlay.request(MA_LE, {
      kind: 'discussion',
      topic: 'Đường vào thôn',
      speaker: 'Bí thư Đảng ủy xã',
    })
    const withdrawn = await floorPlay.request(LUNG_TAO, { kind: 'question' })
    const direct = await floorPlay.request(CITY.room, { kind: 'discussion' })
    const revoked = await floorPlay.request(MEO_VAC.communes[0], { kind: 'discussion' })
    expect(requestsIn(main.view).map(({ siteId, state }) => [siteId, state])).toEqual([
      [MA_LE, 'requested'],
      [LUNG_TAO, 'requested'],
      [CITY.room, 'queued'],
      [MEO_VAC.communes[0], 'requested'],
    ])
    for (const { unitId } of [DONG_VAN, MEO_VAC]) await desk.openGroup(unitId)
    await look(desk.page, 'full-meeting-requests')
    for (const speech of [nominee, direct, revoked]) speech.note({ limitMs: DISCUSSION_MS })
    await floorPlay.nominate(nominee)
    const gone = await during(() => rooms.says(LUNG_TAO, 'floor.withdraw', {}))
    withdrawn.note({ ended: gone, outcome: 'withdrawn', endedBy: 'site' })
    await main.over(LUNG_TAO)

    await floorPlay.giveFloor(nominee)
    await chair.untilSees('speaker1', 'magenta')
    await chair.untilHears(toneOf(MA_LE))
    await floorPlay.onlyHeard([toneOf(MA_LE)])
    await floorPlay.interpose(nominee, CITY.communes[1])
    await floorPlay.finish(nominee)

    await floorPlay.giveFloor(direct)
    await chair.untilHears(toneOf(CITY.room))
    const taken = await during(async () => {
      await floorPlay.giveFloor(revoked)
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
    await floorPlay.onlyHeard([])
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
      votePlay.openVote(OPEN_MOTION, {
        weight: 'Mỗi đại biểu có mặt một phiếu',
        seconds: 'Đến khi bấm kết thúc',
      }),
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
    drops.push(await votePlay.reconnectAndTryAgain(CITY.communes[0], motionId))
    const own = await votePlay.voteByRemoteControl(motionId)
    voted.set(CHAIR, own)
    voted.set(BY_TELEPHONE, await votePlay.enterVoteByTelephone(motionId))
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

  it('votes in secret: it ends with the last ballot, and the result is on the stage of all', async () => {
    const opened = await during(() => votePlay.openVote(SECRET_MOTION, { isSecret: true, seconds: '5 phút' }))
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
    await votePlay.showOrHide(SECRET_MOTION)
    await chair.page.getByTestId('vote-result').waitFor()
    await look(chair.page, 'full-meeting-result')
    await look(desk.page, 'full-meeting-counted')
    expect(rooms.view(CITY.room).stage.shownResult).toMatchObject({ motionId, result: { votes: [10, 3, 0] } })
    await votePlay.showOrHide(SECRET_MOTION)
    await chair.page.getByTestId('vote-result').waitFor({ state: 'detached' })
  })

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
      speeches: floorPlay.speeches.map((speech) => speech.played()),
      votes: playedVotes,
      ...help,
    })
    checkPage(await allOf(desk.page), report)
    await checkFiles(office, report)
  })
})
