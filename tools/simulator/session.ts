import type { SessionHead, SessionId } from '@diem-cau/protocol'
import type { AdminLink } from './bridge/AdminLink.ts'
import type { Directory } from './plan/directory.ts'
import { SimulatorError } from './SimulatorError.ts'

export interface ChosenSession {
  readonly sessionId: SessionId
  readonly title: string
  /** Opened by us, so ours to close. */
  readonly openedHere: boolean
}

const TITLE = 'Giao ban thử (điểm cầu giả lập)'

/**
 * The session that was named, or the one opened last, rather a whole one than a district's own; where none is open,
 * a new one of the whole province.
 */
export async function chooseSession(
  link: AdminLink,
  directory: Directory,
  wanted: string | null,
): Promise<ChosenSession> {
  const open = link.openSessions
  if (wanted !== null) {
    const found = open.find(({ sessionId }) => sessionId === wanted)
    if (found !== undefined) return { sessionId: found.sessionId, title: found.title, openedHere: false }
    const names = open.map(({ sessionId, title }) => `${sessionId} (${title})`).join(', ') || '–'
    throw new SimulatorError('unknown_session', { detail: wanted, open: names })
  }
  const whole = open.filter(({ parent }) => parent === null)
  const latest = (whole.length === 0 ? open : whole).toSorted((a, b) => b.openedAt - a.openedAt)[0]
  if (latest !== undefined) return { sessionId: latest.sessionId, title: latest.title, openedHere: false }
  return await openSession(link, directory)
}

async function openSession(link: AdminLink, { units, sites }: Directory): Promise<ChosenSession> {
  const root = units.find(({ parentId }) => parentId === null) ?? units[0]
  const chair =
    sites.find(({ kind }) => kind === 'hub') ?? sites.find(({ unitId }) => unitId === root?.unitId)
  if (root === undefined || chair === undefined) throw new SimulatorError('no_session')
  const { sessionId } = await link.connection.command('session.open', {
    title: TITLE,
    hostUnitId: root.unitId,
    chairSiteId: chair.siteId,
    invitedUnitIds: [root.unitId],
  })
  return { sessionId, title: TITLE, openedHere: true }
}

/** Head of a session, once the bridge's view shows it. */
export async function headOf(link: AdminLink, sessionId: SessionId): Promise<SessionHead> {
  return await link.changes((view) => view[`session:${sessionId}`] ?? null, `session ${sessionId}`)
}
