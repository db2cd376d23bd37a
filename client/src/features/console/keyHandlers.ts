import type { SiteId } from '@diem-cau/protocol'
import { agendaModel } from '../../state/console/agenda.ts'
import { chairLost } from '../../state/console/chairLost.ts'
import type { Conductor, RequestRef } from '../../state/console/Conductor.ts'
import {
  extend,
  giveFloor,
  nextPin,
  nominate,
  pinnedSite,
  returnToGroup,
  setDelegation,
  setPin,
  setQueue,
  type ModeName,
} from '../../state/console/floorRules.ts'
import type { KeyAction } from '../../state/console/keys.ts'
import { isInGroup, listOf, stepInQueue, type QueueEntry } from '../../state/console/queue.ts'
import {
  entryOf,
  requestRef,
  siteActions,
  targetOf,
  type SiteActions,
} from '../../state/console/siteActions.ts'
import type { ConsoleContextValue } from './ConsoleContext.ts'
import type { DeskContextValue } from './DeskContext.ts'
import { endShown } from './session/StageActions.tsx'
import { showHelpTab, type HelpTab } from './session/tools/help/helpTab.ts'
import { TOOLS, type ToolId } from './session/tools/tools.ts'

export interface KeyTargets {
  desk: DeskContextValue
  onHelp: () => void
  onListen: () => void
  onSearch: () => void
}

/** What a key's action reads and acts on. */
interface Pressed {
  readonly context: ConsoleContextValue
  readonly targets: KeyTargets
}

type Handler = (pressed: Pressed) => void

/** The conductor, while this account may act on the session. */
function conductorOf({ context }: Pressed): Conductor | null {
  return context.canConduct ? (context.screen?.conductor ?? null) : null
}

function target({ context, targets }: Pressed, action: keyof SiteActions): SiteId | null {
  const siteId = context.selectedSite
  const selected = siteId === null ? null : { siteId, actions: siteActions(context.statusOf(siteId)) }
  return targetOf(action, selected, targets.desk.queue)
}

function onSite(
  action: keyof SiteActions,
  run: (conductor: Conductor, siteId: SiteId, position: number | null) => Promise<void>,
): Handler {
  return (pressed) => {
    const conductor = conductorOf(pressed)
    const siteId = target(pressed, action)
    if (conductor === null || siteId === null) return
    const position = entryOf(pressed.targets.desk.queue, siteId)?.request.queuePosition ?? null
    void run(conductor, siteId, position)
  }
}

function onRequest(
  action: keyof SiteActions,
  run: (conductor: Conductor, request: RequestRef) => Promise<void>,
): Handler {
  return (pressed) => {
    const conductor = conductorOf(pressed)
    const entry = entryOf(pressed.targets.desk.queue, target(pressed, action))
    if (conductor !== null && entry !== undefined) void run(conductor, requestRef(entry.request))
  }
}

function step(by: 1 | -1): Handler {
  return ({ context, targets }) => {
    const entry = stepInQueue(targets.desk.queue, context.selectedSite, by)
    if (entry !== undefined) context.selectSite(entry.request.siteId)
  }
}

function move(by: 1 | -1): Handler {
  return (pressed) => {
    const place = listOf(pressed.targets.desk.queue, pressed.context.selectedSite)
    const entry = place?.list[place.index]
    if (place === null || entry === undefined || place.list[place.index + by] === undefined) return
    void nomineeConductor(pressed, entry)?.move(requestRef(entry.request), place.index + 1 + by)
  }
}

function layout(layoutName: 'single' | 'sideBySide' | 'content'): Handler {
  return (pressed) => {
    const before = pressed.context.screen?.view?.stage.layout
    if (before !== undefined) void conductorOf(pressed)?.setLayout(layoutName, before)
  }
}

function showDetails({ context, targets }: Pressed): void {
  const { selectedSite } = context
  if (selectedSite === null) return
  const isQueued = entryOf(targets.desk.queue, selectedSite) !== undefined
  context.showDetails({ siteId: selectedSite, beside: isQueued ? 'queue' : 'tree' })
}

function toggleMicrophone(pressed: Pressed): void {
  const conductor = conductorOf(pressed)
  if (conductor === null) return
  const closing = target(pressed, 'closeMicrophone')
  const opening = closing === null ? target(pressed, 'openMicrophone') : null
  if (closing !== null) void conductor.setMicrophone(closing, false)
  if (opening !== null) void conductor.setMicrophone(opening, true)
}

/** The conductor, also for a district's own people where the entry waits for their nomination. */
function nomineeConductor(pressed: Pressed, { request }: QueueEntry): Conductor | null {
  const { context } = pressed
  const group =
    request.groupUnitId === null ? undefined : context.screen?.view?.[`group:${request.groupUnitId}`]
  const mayNominate = isInGroup(request) && group?.mayNominate === true && context.link.kind === 'live'
  return mayNominate ? (context.screen?.conductor ?? null) : conductorOf(pressed)
}

/** On the chosen entry of the queue, where it fits. */
function onChosen(
  fits: (entry: QueueEntry) => boolean,
  run: (conductor: Conductor, entry: QueueEntry) => unknown,
): Handler {
  return (pressed) => {
    const entry = entryOf(pressed.targets.desk.queue, pressed.context.selectedSite)
    if (entry === undefined || !fits(entry)) return
    const conductor = nomineeConductor(pressed, entry)
    if (conductor !== null) run(conductor, entry)
  }
}

const isStandby = (entry: QueueEntry | undefined) => entry?.request.state === 'standby'

function check(part: 'picture' | 'sound'): Handler {
  return (pressed) => {
    const { queue } = pressed.targets.desk
    const chosen = entryOf(queue, pressed.context.selectedSite)
    const standby = isStandby(chosen) ? chosen : queue.called.find(isStandby)
    if (standby === undefined) return
    const { requestId, siteId } = standby.request
    const isFound = standby.request.check?.[part] ?? false
    // Each half by itself: two quick presses must not take each other back.
    const order = { requestId, [part]: !isFound }
    void conductorOf(pressed)?.order(`site:${siteId}/${part}`, 'floor.check', order)
  }
}

function more(minutes: number): Handler {
  return onRequest('finish', (conductor, request) => extend(conductor, request, minutes))
}

const mode =
  (name: ModeName): Handler =>
  (pressed) => {
    if (conductorOf(pressed) !== null) pressed.targets.desk.chooseMode(name)
  }

/** With the session's view, while this account may act on it. */
function onView(
  run: (
    conductor: Conductor,
    view: NonNullable<NonNullable<ConsoleContextValue['screen']>['view']>,
    pressed: Pressed,
  ) => unknown,
): Handler {
  return (pressed) => {
    const conductor = conductorOf(pressed)
    const view = pressed.context.screen?.view ?? null
    if (conductor !== null && view !== null) run(conductor, view, pressed)
  }
}

function stepTool(by: 1 | -1): Handler {
  return ({ targets: { desk } }) => {
    const ids: ToolId[] = ['tiles', ...TOOLS.map(({ id }) => id)]
    const next = ids[(ids.indexOf(desk.tool) + by + ids.length) % ids.length]
    if (next !== undefined) desk.showTool(next)
  }
}

/** Help for sites, at one of its parts. */
function openHelp(tab: HelpTab): Handler {
  return ({ targets: { desk } }) => {
    showHelpTab(tab)
    desk.showTool('help')
  }
}

/** With the chosen room; a talkback that is on ends by the same key, whichever room is chosen. */
function toggleTalkback({ context }: Pressed): void {
  const { screen, selectedSite, canConduct } = context
  if (screen === null || !canConduct) return
  const state = screen.talkback.current()
  const siteId = state.kind === 'on' ? state.siteId : selectedSite
  if (siteId !== null) void screen.talkback.toggle(siteId)
}

/** What each action of the keyboard does. */
export const KEY_HANDLERS: Readonly<Record<KeyAction, Handler>> = {
  next: step(1),
  previous: step(-1),
  give: (pressed) => {
    const siteId = conductorOf(pressed) === null ? null : target(pressed, 'give')
    const { screen } = pressed.context
    if (siteId !== null && screen !== null) void giveFloor(screen, siteId)
  },
  giveAlongside: onSite('give', (conductor, siteId) => conductor.give(siteId, { alongside: true })),
  giveInterposed: onSite('give', (conductor, siteId) => conductor.give(siteId, { interposed: true })),
  standby: onSite('standby', (conductor, siteId, position) => conductor.standby(siteId, position)),
  invite: onSite('invite', (conductor, siteId, position) => conductor.invite(siteId, position)),
  requeue: onRequest('requeue', (conductor, request) => conductor.requeue(request)),
  decline: onRequest('decline', (conductor, request) => conductor.decline(request)),
  moveUp: move(-1),
  moveDown: move(1),
  nominate: onChosen(
    ({ request }) => isInGroup(request),
    (conductor, { request }) => nominate(conductor, requestRef(request)),
  ),
  returnToGroup: onChosen(
    ({ request }) => request.state === 'queued' && request.nominated,
    (conductor, { request }) => returnToGroup(conductor, requestRef(request)),
  ),
  describe: (pressed) => {
    const { queue, describe } = pressed.targets.desk
    const { selectedSite, selectSite } = pressed.context
    const entry = entryOf(queue, selectedSite) ?? queue.called[0] ?? queue.live[0] ?? queue.waiting[0]
    if (conductorOf(pressed) === null || entry === undefined) return
    selectSite(entry.request.siteId)
    describe(entry.request.requestId)
  },
  checkPicture: check('picture'),
  checkSound: check('sound'),
  extend: more(1),
  extendMore: more(5),
  finish: onRequest('finish', (conductor, request) => conductor.finish(request)),
  revoke: onRequest('revoke', (conductor, request) => conductor.revoke(request)),
  microphone: toggleMicrophone,
  closeAllButStage: (pressed) => void conductorOf(pressed)?.closeAllButStage(),
  layoutSingle: layout('single'),
  layoutSideBySide: layout('sideBySide'),
  layoutContent: layout('content'),
  pin: onView((conductor, { stage }) => setPin(conductor, nextPin(stage), pinnedSite(stage))),
  hold: onView((conductor, { stage }, { targets }) =>
    stage.holding?.reason === 'pause'
      ? conductor.order('stage', 'stage.hold', { text: null })
      : targets.desk.showDialog('hold'),
  ),
  endContent: onView((conductor, view) => endShown(conductor, view)),
  panic: onView((conductor) => conductor.order('stage', 'stage.cutToChair', {})),
  modeChairGives: mode('chairGives'),
  modeAgenda: mode('agenda'),
  modeFree: mode('free'),
  modeLecture: mode('lecture'),
  delegation: onView((conductor, { conduct }) => setDelegation(conductor, !conduct.delegation)),
  queueOpen: onView((conductor, { conduct }) => setQueue(conductor, null, !conduct.queueOpen)),
  limits: onView((_, __, { targets }) => targets.desk.showDialog('limits')),
  callPaper: onView((conductor) => conductor.order('agenda', 'floor.callPaper', {})),
  agendaNext: onView((conductor, view, { context }) => {
    const { next } = agendaModel(view, context.now)
    return next && conductor.order('agenda', 'agenda.begin', { itemId: next.item.itemId })
  }),
  agendaFinish: onView((conductor) => conductor.order('agenda', 'agenda.finish', {})),
  takeChair: onView((conductor, view, { context, targets }) => {
    const lost = chairLost(view, context.directory, context.statusOf)
    if (lost === null) return
    if (lost.deputy === null) targets.desk.showDialog('chair')
    else void conductor.order('session', 'session.setChair', { siteId: lost.deputy.siteId })
  }),
  deputy: onView((_, __, { targets }) => targets.desk.showDialog('deputy')),
  carousel: ({ context, targets }) => {
    if (context.screen !== null) targets.desk.showCarousel(true)
  },
  helpInbox: openHelp('chat'),
  noteIncident: openHelp('incidents'),
  nextTool: stepTool(1),
  previousTool: stepTool(-1),
  listen: ({ targets }) => targets.onListen(),
  talkback: toggleTalkback,
  undo: (pressed) => void conductorOf(pressed)?.undo(),
  search: ({ targets }) => targets.onSearch(),
  details: showDetails,
  help: ({ targets }) => targets.onHelp(),
}
