import type { NoticeTarget, UnitId } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BranchCommand } from '../branch/commands.ts'
import { decide } from '../branch/decide.ts'
import { isRefusal } from '../branch/decision.ts'
import { evolve } from '../branch/evolve.ts'
import { isOnStage, type BranchState } from '../branch/state.ts'
import { BranchStory, CHAIR, OPENED_AT, page, requestOf, site } from '../branch/testing.ts'
import { endTalkback } from './decide.ts'
import { MAX_LINES_A_MINUTE, MAX_MESSAGES, SHOWN_LINES } from './state.ts'
import {
  chatViews,
  incidentViews,
  messageViews,
  siteChat,
  siteMessages,
  siteTalkback,
  talkbackViews,
} from './view.ts'

const everywhere = () => true
const ALL: NoticeTarget = { to: 'all' }

class Help extends BranchStory {
  #marks = 0

  static meeting(...connected: string[]): Help {
    const story = new Help()
    story.state = BranchStory.open({}, connected).state
    return story
  }

  mark(): string {
    this.#marks += 1
    return `m${this.#marks}`
  }

  asks(name: string, text = 'Không nghe thấy tiếng') {
    return this.tell({
      type: 'WriteChat',
      newLineId: this.mark(),
      siteId: site(name),
      from: 'site',
      by: '',
      text,
    })
  }

  answers(name: string, text = 'Đã rõ', by = 'An') {
    return this.tell({
      type: 'WriteChat',
      newLineId: this.mark(),
      siteId: site(name),
      from: 'crew',
      by,
      text,
    })
  }

  shows(target: NoticeTarget, siteIds: string[], text = 'Nghỉ giải lao 15 phút') {
    const newMessageId = this.mark()
    const ids = siteIds.map(site)
    this.tell({ type: 'ShowMessage', newMessageId, text, by: 'An', target, siteIds: ids })
    return newMessageId
  }

  speaksWith(name: string, viewerId = 'console-1', by = 'An') {
    return this.tell({ type: 'StartTalkback', siteId: site(name), viewerId, by })
  }

  reads(reader: 'site' | 'crew', name: string, lineId: string | null = null) {
    return this.types({ type: 'MarkChatRead', siteId: site(name), reader, lineId })
  }
}

describe('A site and the crew write to each other', () => {
  it('what the site asks waits for the crew until somebody reads it', () => {
    const help = Help.meeting('a')
    help.pass(1_000).asks('a')
    help.asks('a', 'Không thấy hình')
    expect(chatViews(help.branch, everywhere)[0]).toMatchObject({ siteId: 'a', unread: 2, readAt: null })
    help.pass(1_000)
    expect(help.reads('crew', 'a')).toEqual(['ChatRead'])
    expect(chatViews(help.branch, everywhere)[0]).toMatchObject({ unread: 0, readAt: OPENED_AT + 2_000 })
    expect(siteChat(help.branch, site('a')).crewReadAt).toBe(OPENED_AT + 2_000)
    expect(help.reads('crew', 'a')).toEqual([])
  })

  it('a line that comes while the crew reads the one before stays unread', () => {
    const help = Help.meeting('a')
    help.asks('a', 'một')
    help.asks('a', 'hai')
    help.asks('a', 'ba')
    help.reads('crew', 'a', 'm2')
    expect(chatViews(help.branch, everywhere)[0]?.unread).toBe(1)
    expect(help.reads('crew', 'a', 'm1')).toEqual([])
    expect(help.reads('crew', 'a', 'nowhere')).toEqual([])
    expect(help.reads('crew', 'a', 'm3')).toEqual(['ChatRead'])
    expect(chatViews(help.branch, everywhere)[0]?.unread).toBe(0)
  })

  it('an answer says that the question was read, and waits for the site in its turn', () => {
    const help = Help.meeting('a')
    help.asks('a')
    expect(help.answers('a').map(({ type }) => type)).toEqual(['ChatRead', 'ChatWritten'])
    expect(siteChat(help.branch, site('a'))).toMatchObject({ unread: 1 })
    expect(siteChat(help.branch, site('a')).lines.at(-1)).toMatchObject({
      from: 'crew',
      by: 'An',
      text: 'Đã rõ',
    })
    expect(help.reads('site', 'a', 'm2')).toEqual(['ReplyRead'])
    expect(siteChat(help.branch, site('a')).unread).toBe(0)
    expect(chatViews(help.branch, everywhere)[0]).toMatchObject({ unreadBySite: 0, readBySiteAt: OPENED_AT })
  })

  it('shows the latest lines of a long thread, and counts what was asked before them as unread', () => {
    const help = Help.meeting('a')
    for (let line = 0; line < SHOWN_LINES + 5; line += 1) help.pass(10_000).asks('a', `dòng ${line}`)
    const [chat] = chatViews(help.branch, everywhere)
    expect(chat?.lines).toHaveLength(SHOWN_LINES)
    expect(chat?.unread).toBe(SHOWN_LINES + 5)
    help.reads('crew', 'a')
    expect(chatViews(help.branch, everywhere)[0]?.unread).toBe(0)
  })

  it('writes so many lines a minute and no more, whatever the clock does; the crew answers as it likes', () => {
    const help = Help.meeting('a', 'b')
    for (let line = 0; line < MAX_LINES_A_MINUTE; line += 1) help.asks('a')
    const more = {
      type: 'WriteChat',
      newLineId: 'x',
      siteId: site('a'),
      from: 'site',
      by: '',
      text: 'a',
    } as const
    expect(help.refusal(more).refused).toBe('chat_too_fast')
    expect(help.asks('b')).toHaveLength(1)
    expect(help.answers('a').map(({ type }) => type)).toContain('ChatWritten')
    expect(help.pass(59_999).refusal(more).refused).toBe('chat_too_fast')
    expect(help.pass(1).types(more)).toContain('ChatWritten')
    expect(help.pass(-3_600_000).types({ ...more, newLineId: 'y' })).toContain('ChatWritten')
  })

  it('keeps plain text alone: nothing unseen that turns it around, nothing empty', () => {
    const help = Help.meeting('a')
    help.asks('a', '  <b>To</b>\u202Egnort\u0007 \r\nhai ')
    expect(siteChat(help.branch, site('a')).lines[0]?.text).toBe('<b>To</b>gnort \nhai')
    const empty = {
      type: 'WriteChat',
      newLineId: 'x',
      siteId: site('a'),
      from: 'site',
      by: '',
      text: '\u202E',
    } as const
    expect(help.refusal(empty).refused).toBe('invalid_message')
  })

  it('is for sites of this meeting, and shown to those of the crew who see the site', () => {
    const help = Help.meeting('a', 'b')
    help.asks('a')
    help.asks('b')
    expect(chatViews(help.branch, (id) => id === 'b').map(({ siteId }) => siteId)).toEqual(['b'])
    const foreign = {
      type: 'WriteChat',
      newLineId: 'x',
      siteId: site('z'),
      from: 'crew',
      by: 'An',
      text: 'a',
    } as const
    expect(help.refusal(foreign).refused).toBe('site_not_invited')
  })
})

describe('A message on the screens of sites', () => {
  it('for all: also for a site that comes later, until it is taken down', () => {
    const urgent = { reason: 'Bão số 5', siteIds: [CHAIR, site('a'), site('z')] }
    const help = new Help()
    help.state = BranchStory.open({ urgent }, ['a']).state
    const messageId = help.shows(ALL, [CHAIR, 'a', 'b', 'c', 'd'])
    help.tell({ type: 'AnswerCall', siteId: site('z') })
    expect(siteMessages(help.branch, site('z'))).toMatchObject([{ messageId, read: false }])
    expect(messageViews(help.branch, everywhere)[0]).toMatchObject({
      siteCount: 6,
      readSiteIds: [],
      by: 'An',
    })
    expect(help.types({ type: 'ReadMessage', messageId, siteId: site('z') })).toEqual(['MessageRead'])
    expect(messageViews(help.branch, everywhere)[0]?.readSiteIds).toEqual(['z'])
    expect(help.types({ type: 'ClearMessage', messageId })).toEqual(['MessageCleared'])
    expect(siteMessages(help.branch, site('z'))).toEqual([])
    expect(help.types({ type: 'ClearMessage', messageId })).toEqual([])
    expect(help.types({ type: 'ReadMessage', messageId, siteId: site('z') })).toEqual([])
  })

  it('for a unit or a site: those of the session alone, and nobody else may say that it was read', () => {
    const help = Help.meeting('a', 'b')
    const messageId = help.shows({ to: 'unit', unitId: 'u' as UnitId }, ['a', 'elsewhere'])
    expect(siteMessages(help.branch, site('a'))).toHaveLength(1)
    expect(siteMessages(help.branch, site('b'))).toEqual([])
    expect(messageViews(help.branch, everywhere)[0]?.siteCount).toBe(1)
    expect(help.refusal({ type: 'ReadMessage', messageId, siteId: site('b') }).refused).toBe('forbidden')
    expect(help.types({ type: 'ReadMessage', messageId, siteId: site('a') })).toEqual(['MessageRead'])
    expect(help.types({ type: 'ReadMessage', messageId, siteId: site('a') })).toEqual([])
  })

  it('is refused where it reaches nobody, and where there are too many already', () => {
    const help = Help.meeting('a')
    const show = {
      type: 'ShowMessage',
      newMessageId: 'x',
      text: 'a',
      by: 'An',
      target: { to: 'site', siteId: site('z') },
      siteIds: [site('z')],
    } as const
    expect(help.refusal(show).refused).toBe('site_not_invited')
    for (let count = 0; count < MAX_MESSAGES; count += 1) help.shows(ALL, ['a'])
    expect(help.refusal({ ...show, target: ALL, siteIds: [site('a')] })).toMatchObject({
      refused: 'too_many_notices',
      data: { limit: MAX_MESSAGES },
    })
  })
})

describe('Talkback', () => {
  it('is between one console and one connected site that is not on stage', () => {
    const help = Help.meeting(CHAIR, 'a', 'b')
    const start = { type: 'StartTalkback', viewerId: 'console-2', by: 'Bình' } as const
    expect(help.refusal({ ...start, siteId: CHAIR }).refused).toBe('talkback_on_stage')
    expect(help.refusal({ ...start, siteId: site('c') }).refused).toBe('site_not_connected')
    expect(help.refusal({ ...start, siteId: site('z') }).refused).toBe('site_not_invited')
    help.pass(500).speaksWith('a')
    expect(siteTalkback(help.branch, site('a'))).toEqual({ by: 'An', since: OPENED_AT + 500 })
    expect(help.refusal({ ...start, siteId: site('a') })).toMatchObject({
      refused: 'talkback_busy',
      data: { by: 'An' },
    })
    expect(help.speaksWith('a')).toEqual([])
    expect(talkbackViews(help.branch, everywhere, 'console-1')[0]?.own).toBe(true)
    expect(talkbackViews(help.branch, everywhere, 'console-2')[0]?.own).toBe(false)
    expect(talkbackViews(help.branch, everywhere, null)[0]?.own).toBe(false)
  })

  it('follows its console to the next site', () => {
    const help = Help.meeting('a', 'b')
    help.speaksWith('a')
    expect(help.speaksWith('b')).toEqual([
      { type: 'TalkbackStopped', data: { siteId: 'a', reason: 'moved' } },
      { type: 'TalkbackStarted', data: { siteId: 'b', viewerId: 'console-1', by: 'An' } },
    ])
    expect([...help.branch.assistance.talkbacks.keys()]).toEqual(['b'])
  })

  it('ends when the crew says so, when the console is lost, and where others end it; twice is once', () => {
    const help = Help.meeting('a')
    help.speaksWith('a')
    expect(endTalkback(help.branch, site('a'), 'siteLost')).toEqual([
      { type: 'TalkbackStopped', data: { siteId: 'a', reason: 'siteLost' } },
    ])
    expect(endTalkback(help.branch, site('b'), 'siteLost')).toEqual([])
    const stop = { type: 'StopTalkback', siteId: site('a'), reason: 'consoleLost' } as const
    expect(help.tell(stop)).toEqual([
      { type: 'TalkbackStopped', data: { siteId: 'a', reason: 'consoleLost' } },
    ])
    expect(help.tell(stop)).toEqual([])
    expect(siteTalkback(help.branch, site('a'))).toBeNull()
  })
})

describe('An incident', () => {
  it('is noted of a site of the session or of none, with its time and who noted it', () => {
    const help = Help.meeting('a')
    const note = { type: 'NoteIncident', text: ' Mất điện ', by: 'An' } as const
    help.pass(2_000).tell({ ...note, newIncidentId: 'i1', siteId: site('d') })
    help.tell({ ...note, newIncidentId: 'i2', siteId: null })
    expect(incidentViews(help.branch, everywhere)).toEqual([
      { incidentId: 'i1', siteId: 'd', text: 'Mất điện', by: 'An', at: OPENED_AT + 2_000 },
      { incidentId: 'i2', siteId: null, text: 'Mất điện', by: 'An', at: OPENED_AT + 2_000 },
    ])
    expect(incidentViews(help.branch, () => false).map(({ incidentId }) => incidentId)).toEqual(['i2'])
    expect(help.refusal({ ...note, newIncidentId: 'i3', siteId: site('z') }).refused).toBe('site_not_invited')
  })
})

const SITES = [CHAIR, ...['a', 'b', 'c', 'z'].map(site)]
const anySite = fc.constantFrom(...SITES)
const anyMark = fc.nat(12).map((mark) => `m${mark}`)
const anyReader = fc.constantFrom('site' as const, 'crew' as const)
const anyCommand: fc.Arbitrary<BranchCommand> = fc.oneof(
  fc.record({
    type: fc.constant('WriteChat' as const),
    newLineId: fc.constant('new'),
    siteId: anySite,
    from: anyReader,
    by: fc.constant('An'),
    text: fc.constant('Xin gọi lại'),
  }),
  fc.record({
    type: fc.constant('MarkChatRead' as const),
    siteId: anySite,
    reader: anyReader,
    lineId: fc.option(anyMark),
  }),
  fc.record({
    type: fc.constant('ShowMessage' as const),
    newMessageId: fc.constant('new'),
    text: fc.constant('Nghỉ giải lao'),
    by: fc.constant('An'),
    target: fc.constantFrom<NoticeTarget>(ALL, { to: 'unit', unitId: 'u' as UnitId }),
    siteIds: fc.subarray(SITES),
  }),
  fc.record({ type: fc.constant('ReadMessage' as const), messageId: anyMark, siteId: anySite }),
  fc.record({ type: fc.constant('ClearMessage' as const), messageId: anyMark }),
  fc.record({
    type: fc.constant('StartTalkback' as const),
    siteId: anySite,
    viewerId: fc.constantFrom('console-1', 'console-2'),
    by: fc.constant('An'),
  }),
  fc.record({
    type: fc.constant('StopTalkback' as const),
    siteId: anySite,
    reason: fc.constantFrom('crew' as const, 'consoleLost' as const),
  }),
  fc.record({
    type: fc.constant('GrantFloor' as const),
    siteId: anySite,
    newRequestId: fc.uuid().map(requestOf),
    alongside: fc.boolean(),
  }),
  fc.record({ type: fc.constant('EndOwnSpeech' as const), siteId: anySite }),
  fc.record({ type: fc.constant('JoinSite' as const), siteId: anySite, instance: fc.constant(page('1')) }),
  fc.record({ type: fc.constant('LeaveSite' as const), siteId: anySite, instance: fc.constant(null) }),
  fc.record({ type: fc.constant('ChangeChair' as const), siteId: anySite }),
)

/** The ids that a command makes are made outside of the core: here they are counted. */
function withMark(command: BranchCommand, mark: number): BranchCommand {
  if (command.type === 'WriteChat') return { ...command, newLineId: `m${mark}` }
  return command.type === 'ShowMessage' ? { ...command, newMessageId: `m${mark}` } : command
}

function checkHelp(state: BranchState): void {
  if (state.status !== 'open') throw new Error('closed')
  const { chats, messages, talkbacks } = state.assistance
  for (const { lines, unread, unreadBySite } of chats.values()) {
    expect(lines.length).toBeLessThanOrEqual(SHOWN_LINES)
    if (lines.length < SHOWN_LINES) {
      expect(unread).toBeLessThanOrEqual(lines.filter(({ from }) => from === 'site').length)
      expect(unreadBySite).toBeLessThanOrEqual(lines.filter(({ from }) => from === 'crew').length)
    }
    // Who wrote last has read all.
    if (lines.at(-1)?.from === 'crew') expect(unread).toBe(0)
    if (lines.at(-1)?.from === 'site') expect(unreadBySite).toBe(0)
  }
  expect(messages.size).toBeLessThanOrEqual(MAX_MESSAGES)
  const consoles = [...talkbacks.values()].map(({ viewerId }) => viewerId)
  expect(new Set(consoles).size).toBe(consoles.length)
  for (const siteId of talkbacks.keys()) {
    expect(state.sites.has(siteId)).toBe(true)
    expect(isOnStage(state, siteId)).toBe(false)
  }
}

describe('Whatever crew and sites do', () => {
  it('nobody on stage is spoken with off air, one console speaks with one site, and who answers has read', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 80, size: 'max' }), (commands) => {
        let state: BranchState = BranchStory.open({}, [CHAIR, 'a', 'b', 'c']).state
        for (const [mark, command] of commands.entries()) {
          const decision = decide(state, withMark(command, mark), OPENED_AT)
          if (isRefusal(decision)) continue
          for (const happened of decision) state = evolve(state, happened, OPENED_AT)
          checkHelp(state)
        }
      }),
    )
  })
})
