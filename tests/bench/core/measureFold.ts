import { BranchWriter } from '../../../server/src/app/BranchWriter.ts'
import { LogWriter } from '../../../server/src/app/LogWriter.ts'
import type { StoredEvent } from '../../../server/src/app/ports.ts'
import { MemoryEventStore, silentLog } from '../../../server/src/app/testing.ts'
import type { BranchCommand } from '../../../server/src/core/branch/commands.ts'
import { decide } from '../../../server/src/core/branch/decide.ts'
import { isRefusal } from '../../../server/src/core/branch/decision.ts'
import { evolve } from '../../../server/src/core/branch/evolve.ts'
import { UNOPENED, type BranchState } from '../../../server/src/core/branch/state.ts'
import { OPENED_AT, page, requestOf } from '../../../server/src/core/branch/testing.ts'
import { opening, pageOf, roomOf, SITE_IDS } from './province.ts'

/** How long a server that starts again needs until it knows where a long session stands. @returns milliseconds */
export function measureFold(events: number): { foldMs: number; foldEvents: number } {
  const stored = longSession(events)
  const { branchId, sessionId } = opening()
  const writer = new BranchWriter({
    branchId,
    sessionId,
    log: new LogWriter(new MemoryEventStore(), silentLog, () => {}),
    clock: Date.now,
    epoch: 1,
    onCommitted: () => {},
  })
  const startedAt = performance.now()
  writer.restore(stored)
  const foldMs = performance.now() - startedAt
  if (!writer.isOpen || writer.seq !== stored.length) throw new Error('The log was not folded')
  return { foldMs, foldEvents: stored.length }
}

/** A day of comings and goings, speeches, answers and words with the crew, as a log would have it. */
function longSession(events: number): StoredEvent[] {
  const stored: StoredEvent[] = []
  let state: BranchState = UNOPENED
  const tell = (command: BranchCommand, at: number): void => {
    const decision = decide(state, command, at)
    if (isRefusal(decision)) return
    for (const event of decision) {
      if (stored.length === events) return
      state = evolve(state, event, at)
      const seq = stored.length + 1
      stored.push({ seq, epoch: 1, at, actor: 'site:a', command: `site:a/key-${seq}`, event })
    }
  }
  tell(opening(), OPENED_AT)
  for (const siteId of SITE_IDS) tell({ type: 'JoinSite', siteId, instance: pageOf(siteId) }, OPENED_AT)
  for (let n = 0; stored.length < events; n += 1) {
    const at = OPENED_AT + n * 1_000
    for (const command of anotherSecond(n)) tell(command, at)
  }
  return stored
}

function anotherSecond(n: number): BranchCommand[] {
  const siteId = roomOf(n)
  const other = roomOf(n + 100)
  const newRequestId = requestOf(`request-${n}`)
  return [
    { type: 'RequestFloor', siteId, newRequestId, topic: 'Đường vào bản' },
    { type: 'DropSite', siteId: other, instance: pageOf(other) },
    { type: 'JoinSite', siteId: other, instance: n % 3 === 0 ? page(`${other}-${n}`) : pageOf(other) },
    { type: 'AnswerRollCall', siteId, present: n % 20, invited: 20, head: '', by: 'crew' },
    { type: 'WriteChat', newLineId: `line-${n}`, siteId, from: 'site', by: '', text: 'Âm thanh đã tốt' },
    { type: 'GrantFloor', siteId: roomOf(n - 30), newRequestId, alongside: n % 2 === 0 },
    { type: 'SetOwnMicrophone', siteId: roomOf(n - 30), open: n % 2 === 0 },
    { type: 'EndOwnSpeech', siteId: roomOf(n - 40) },
    { type: 'Tick' },
  ]
}
