import type { SessionId, SiteId, VideoCodec } from '@diem-cau/protocol'
import type { AdminLink } from '../../tools/simulator/bridge/AdminLink.ts'

export interface OpenedSession {
  readonly sessionId: SessionId
  readonly chairSiteId: SiteId
  /** Every other site of the session. */
  readonly siteIds: readonly SiteId[]
}

/** Ends every session that is open: a fresh bridge starts with one, for trying it out. */
export async function closeSessions(link: AdminLink): Promise<void> {
  for (const { sessionId } of link.openSessions) await link.connection.command('session.close', { sessionId })
  await link.changes(() => (link.openSessions.length === 0 ? true : null), 'all sessions closed')
}

/** Opens a session of the whole province with the hub's site as the chair, after closing those that are open. */
export async function openSession(
  link: AdminLink,
  { title = 'Giao ban', videoCodec = 'vp8' }: { title?: string; videoCodec?: VideoCodec } = {},
): Promise<OpenedSession> {
  await closeSessions(link)
  const { units, sites } = await link.directory()
  const root = units.find(({ parentId }) => parentId === null)
  const chair = sites.find(({ kind }) => kind === 'hub')
  if (root === undefined || chair === undefined) throw new Error('the directory has no hub')
  const { sessionId } = await link.connection.command('session.open', {
    title,
    hostUnitId: root.unitId,
    chairSiteId: chair.siteId,
    invitedUnitIds: [root.unitId],
    videoCodec,
  })
  const siteIds = sites.map(({ siteId }) => siteId).filter((siteId) => siteId !== chair.siteId)
  return { sessionId, chairSiteId: chair.siteId, siteIds }
}
