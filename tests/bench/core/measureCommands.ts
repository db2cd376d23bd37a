import { BridgeError, type DataOf } from '@diem-cau/protocol'
import { validated } from '../../../server/src/adapters/realtime/validators.ts'
import { dispatch } from '../../../server/src/app/dispatch.ts'
import type { HandledName } from '../../../server/src/app/handlers/define.ts'
import type { FakePeer } from '../../../server/src/app/testing.ts'
import type { Stand } from './Stand.ts'

export interface MeasuredCommands {
  commands: number
  refused: number
  seconds: number
  latenciesMs: number[]
}

/** Everybody does one thing after the other, each when the one before is on disk. */
export async function measureCommands(
  stand: Stand,
  { actors, seconds }: { actors: number; seconds: number },
): Promise<MeasuredCommands> {
  const measured: MeasuredCommands = { commands: 0, refused: 0, seconds: 0, latenciesMs: [] }
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1_000
  await Promise.all(
    Array.from({ length: actors }, async (_, actor) => {
      // Whole rounds: what was begun is ended, so that the next one finds everything as it was.
      for (let turn = 0; performance.now() < endsAt || turn % ROOM_COMMANDS.length > 0; turn += 1) {
        await act(stand, { actor, actors, turn }, measured)
      }
    }),
  )
  measured.seconds = (performance.now() - startedAt) / 1_000
  return measured
}

interface Moment {
  actor: number
  actors: number
  turn: number
}

async function act(stand: Stand, moment: Moment, measured: MeasuredCommands): Promise<void> {
  const { peer, name, data } = next(stand, moment)
  const startedAt = performance.now()
  try {
    await dispatch(stand.services, peer, name, validated(name, data))
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error
    measured.refused += 1
  }
  measured.commands += 1
  measured.latenciesMs.push(performance.now() - startedAt)
}

interface Told<N extends HandledName = HandledName> {
  peer: FakePeer
  name: N
  data: DataOf<N>
}
let keys = 0

/** Rooms ask, say who speaks and on what, and withdraw; every tenth actor is a desk. */
function next(stand: Stand, { actor, actors, turn }: Moment): Told {
  const command = `bench-key-${(keys += 1)}`
  if (actor % 10 === 9) return deskCommand(stand, turn, command)
  const round = Math.floor(turn / ROOM_COMMANDS.length)
  const peer = stand.rooms[1 + ((actor + round * actors) % (stand.rooms.length - 1))] ?? stand.desk
  const make = ROOM_COMMANDS[turn % ROOM_COMMANDS.length] ?? ROOM_COMMANDS[0]
  return { peer, ...make(command) }
}

type Worded = Pick<Told, 'name' | 'data'>
const ROOM_COMMANDS: readonly [(command: string) => Worded, ...((command: string) => Worded)[]] = [
  (command) => ({ name: 'floor.request', data: { command, kind: 'discussion', topic: 'Đường vào bản' } }),
  (command) => ({ name: 'floor.describeOwn', data: { command, speaker: `Đại biểu ${command}` } }),
  (command) => ({ name: 'floor.describeOwn', data: { command, topic: `Đường vào bản (${command})` } }),
  (command) => ({ name: 'floor.withdraw', data: { command } }),
]

function deskCommand({ desk, sessionId }: Stand, turn: number, command: string): Told {
  const layout = turn % 2 === 0 ? 'sideBySide' : 'single'
  return { peer: desk, name: 'stage.setLayout', data: { command, sessionId, layout } }
}
