import type { SessionView } from '@diem-cau/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ViewSubscription } from '../../client/src/connection/index.ts'
import { AdminLink } from '../../tools/simulator/bridge/AdminLink.ts'
import { waitFor } from '../../tools/simulator/bridge/waitFor.ts'
import { rowsOf } from '../../tools/simulator/Meeting.ts'
import { closeSessions, openSession } from '../support/openSession.ts'
import { RunningProgram } from '../support/runProgram.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let bridge: RunningBridge
let link: AdminLink
let program: RunningProgram | null = null

beforeAll(async () => {
  bridge = await startBridge()
  link = await AdminLink.open(bridge.control, () => bridge.control.token)
})
afterEach(async () => {
  await program?.kill()
  program = null
})
afterAll(async () => {
  link.close()
  await bridge.stop()
})

function simulate(...args: string[]): RunningProgram {
  program = new RunningProgram('tools/simulator/main.ts', ['--data', bridge.dataDirectory, ...args])
  return program
}

/** Waits until the session's view shows exactly so many connected sites. */
async function connected(view: ViewSubscription<SessionView>, count: number): Promise<void> {
  const shown = (): number =>
    view.entities === null
      ? -1
      : rowsOf(view.entities).filter(({ presence }) => presence === 'connected').length
  await waitFor(
    (changed) => view.subscribe(changed),
    () => (shown() === count ? true : null),
    { what: `${count} connected sites`, timeoutMs: 20_000 },
  )
}

describe('the simulator', () => {
  it('joins twelve sites that the console shows as connected, and takes all of them away again', async () => {
    const { sessionId } = await openSession(link)
    const view = link.connection.view({ view: 'session', sessionId })
    const running = simulate('--sites', '12', '--session', sessionId, '--calm')
    await running.prints(/12 of 12 joined/)
    await connected(view, 12)
    const chair = view.entities === null ? [] : rowsOf(view.entities).filter(({ isChair }) => isChair)
    expect(chair).toMatchObject([{ presence: 'connected', mediaConnected: true }])

    running.interrupt()
    expect(await running.ended()).toBe(0)
    await connected(view, 0)
    await link.changes(() => (link.pairings.size === 0 ? true : null), 'no device is left')
  })

  it('answers the roll when it is called, each room once', async () => {
    const { sessionId } = await openSession(link)
    const view = link.connection.view({ view: 'session', sessionId })
    const running = simulate('--sites', '3', '--session', sessionId, '--calm', '--roll')
    await running.prints(/3 of 3 joined/)
    await link.connection.command('rollCall.open', { sessionId })
    await waitFor(
      (changed) => view.subscribe(changed),
      () => (view.entities?.rollCall.totals.presentSites === 3 ? true : null),
      { what: 'three answers', timeoutMs: 20_000 },
    )
    const { present = 0, invited = 0 } = view.entities?.rollCall.totals ?? {}
    expect(present).toBeGreaterThan(0)
    expect(present).toBeLessThanOrEqual(invited)
    running.interrupt()
    expect(await running.ended()).toBe(0)
  })

  it('opens a meeting of its own where none is open, and closes it at the end', async () => {
    await closeSessions(link)
    const running = simulate('--sites', '2', '--calm', '--duration', '1')
    await running.prints(/2 of 2 joined/)
    expect(link.openSessions).toHaveLength(1)
    expect(await running.ended()).toBe(0)
    await link.changes(() => (link.openSessions.length === 0 ? true : null), 'the session is closed')
  })

  it('comes back by itself, with all its sites, when the bridge is killed and starts again', async () => {
    const { sessionId } = await openSession(link)
    const view = link.connection.view({ view: 'session', sessionId })
    const running = simulate('--sites', '3', '--session', sessionId, '--calm')
    await running.prints(/3 of 3 joined/)
    await bridge.kill9()
    await bridge.restart()
    await waitFor(
      (changed) => link.connection.events.on('state', changed),
      () => (link.connection.state.kind === 'online' ? true : null),
      { what: 'the link is back', timeoutMs: 20_000 },
    )
    await connected(view, 3)
    running.interrupt()
    expect(await running.ended(), running.stderr).toBe(0)
    await connected(view, 0)
  })

  it('says in one sentence why it can not play, with an exit code', async () => {
    await openSession(link)
    const tooMany = simulate('--sites', '400')
    expect(await tooMany.ended()).toBe(1)
    expect(tooMany.stderr).toMatch(/^\[too_many_sites\]/)
    const unknown = simulate('--session', 'none')
    expect(await unknown.ended()).toBe(1)
    expect(unknown.stderr).toMatch(/^\[unknown_session\]/)
    const nowhere = simulate('--district', 'Khong Co')
    expect(await nowhere.ended()).toBe(1)
    expect(nowhere.stderr).toMatch(/^\[unknown_district\]/)
    expect(link.pairings.size).toBe(0)
  })
})
