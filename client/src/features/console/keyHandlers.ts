import type { SiteId } from '@diem-cau/protocol'
import type { Conductor, RequestRef } from '../../state/console/Conductor.ts'
import type { KeyAction } from '../../state/console/keys.ts'
import { stepInQueue, type QueueModel } from '../../state/console/queue.ts'
import {
  entryOf,
  requestRef,
  siteActions,
  targetOf,
  type SiteActions,
} from '../../state/console/siteActions.ts'
import type { ConsoleContextValue } from './ConsoleContext.ts'

export interface KeyTargets {
  queue: QueueModel
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
  const selected = siteId === null ? null : { siteId, actions: siteActions(context.statusOf(siteId).row) }
  return targetOf(action, selected, targets.queue)
}

function onSite(
  action: keyof SiteActions,
  run: (conductor: Conductor, siteId: SiteId, position: number | null) => Promise<void>,
): Handler {
  return (pressed) => {
    const conductor = conductorOf(pressed)
    const siteId = target(pressed, action)
    if (conductor === null || siteId === null) return
    const position = entryOf(pressed.targets.queue, siteId)?.request.queuePosition ?? null
    void run(conductor, siteId, position)
  }
}

function onRequest(
  action: keyof SiteActions,
  run: (conductor: Conductor, request: RequestRef) => Promise<void>,
): Handler {
  return (pressed) => {
    const conductor = conductorOf(pressed)
    const entry = entryOf(pressed.targets.queue, target(pressed, action))
    if (conductor !== null && entry !== undefined) void run(conductor, requestRef(entry.request))
  }
}

function step(by: 1 | -1): Handler {
  return ({ context, targets }) => {
    const entry = stepInQueue(targets.queue, context.selectedSite, by)
    if (entry !== undefined) context.selectSite(entry.request.siteId)
  }
}

function move(by: 1 | -1): Handler {
  return (pressed) => {
    const conductor = conductorOf(pressed)
    const { waiting } = pressed.targets.queue
    const index = waiting.findIndex((entry) => entry.request.siteId === pressed.context.selectedSite)
    const entry = waiting[index]
    if (conductor === null || entry === undefined || waiting[index + by] === undefined) return
    void conductor.move(requestRef(entry.request), index + 1 + by)
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
  const isQueued = entryOf(targets.queue, selectedSite) !== undefined
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

/** What each action of the keyboard does. */
export const KEY_HANDLERS: Readonly<Record<KeyAction, Handler>> = {
  next: step(1),
  previous: step(-1),
  give: onSite('give', (conductor, siteId) => conductor.give(siteId)),
  giveAlongside: onSite('give', (conductor, siteId) => conductor.give(siteId, { alongside: true })),
  standby: onSite('standby', (conductor, siteId, position) => conductor.standby(siteId, position)),
  invite: onSite('invite', (conductor, siteId, position) => conductor.invite(siteId, position)),
  requeue: onRequest('requeue', (conductor, request) => conductor.requeue(request)),
  decline: onRequest('decline', (conductor, request) => conductor.decline(request)),
  moveUp: move(-1),
  moveDown: move(1),
  finish: onRequest('finish', (conductor, request) => conductor.finish(request)),
  revoke: onRequest('revoke', (conductor, request) => conductor.revoke(request)),
  microphone: toggleMicrophone,
  closeAllButStage: (pressed) => void conductorOf(pressed)?.closeAllButStage(),
  layoutSingle: layout('single'),
  layoutSideBySide: layout('sideBySide'),
  layoutContent: layout('content'),
  listen: ({ targets }) => targets.onListen(),
  undo: (pressed) => void conductorOf(pressed)?.undo(),
  search: ({ targets }) => targets.onSearch(),
  details: showDetails,
  help: ({ targets }) => targets.onHelp(),
}
