import { BridgeError, type DataOf, type SiteId, type UnitId } from '@diem-cau/protocol'
import { conductSettings } from '../../core/planning/index.ts'
import { allScopesOf } from '../../core/policy/policy.ts'
import { actorText, type Peer } from '../Peer.ts'
import { DONE, nothing, sessionOf, type Handlers, type Services } from './define.ts'

/** A media node takes rooms of so many sites (`DesiredRoomSchema`). */
const MAX_SITES = 2_000

/** What the office and the duty crew do beside a session: look at the directory, open a session, pair sites. */
export const OFFICE_HANDLERS: Handlers<
  'directory.get' | 'session.open' | 'pairing.createCode' | 'pairing.revoke' | 'tiles.watch'
> = {
  'directory.get': {
    target: nothing,
    run: (services, peer) => Promise.resolve(directoryFor(services, peer)),
  },
  'session.open': {
    target: (_services, _peer, { hostUnitId, invitedUnitIds, chairSiteId }) => ({
      unitIds: [hostUnitId, ...invitedUnitIds],
      siteIds: [chairSiteId],
    }),
    run: async (services, peer, data) => {
      const { rules, registry } = services
      const siteIds = invitedSites(services, data.invitedUnitIds, data.chairSiteId)
      await services.giveWay(siteIds, { text: actorText(peer.actor) })
      const sessionId = await registry.open(
        {
          parentBranchId: null,
          title: data.title.trim(),
          hostUnitId: data.hostUnitId,
          videoCodec: data.videoCodec ?? rules.videoCodec,
          rules: {
            speakerPlaces: rules.speakerPlaces,
            maxOpenMicrophones: rules.maxOpenMicrophones,
            resumeGraceMs: rules.resumeGraceMs,
          },
          ...conductSettings(adHoc(data), siteIds, services.directory),
          chairSiteId: data.chairSiteId,
          siteIds,
        },
        { actor: actorText(peer.actor), key: data.command },
      )
      return { sessionId }
    },
  },
  'pairing.createCode': {
    target: (_services, _peer, { siteId }) => ({ siteIds: [siteId] }),
    run: (services, peer, { siteId, command }) => {
      if (services.directory.site(siteId) === undefined) throw new BridgeError('site_not_found')
      return Promise.resolve(services.pairing.createCode(siteId, `${actorText(peer.actor)}/${command}`))
    },
  },
  'pairing.revoke': {
    target: (_services, _peer, { siteId }) => ({ siteIds: [siteId] }),
    run: async (services, _peer, { siteId }) => {
      await services.pairing.revoke(siteId)
      services.director.closeSite(siteId)
      await services.presence.dismiss(siteId)
      services.reports.forget(siteId)
      services.views.changed()
      return DONE
    },
  },
  'tiles.watch': {
    target: (_services, _peer, { siteIds }) => ({ siteIds }),
    run: (services, peer, { sessionId, siteIds }) => {
      const branch = sessionOf(services, sessionId)
      const invited = siteIds.filter((siteId) => branch.sites.has(siteId))
      services.director.watch(peer, branch.branchId, invited)
      return Promise.resolve(DONE)
    },
  },
}

/** A session without a plan is conducted as its type usually is, and has no agenda. */
function adHoc({ hostUnitId, chairSiteId }: DataOf<'session.open'>) {
  const chair = { siteId: chairSiteId, person: '' }
  return { type: 'provincialMeeting' as const, hostUnitId, chair, agenda: [] }
}

function invitedSites({ directory }: Services, unitIds: readonly UnitId[], chairSiteId: SiteId): SiteId[] {
  const invited = [...new Set(unitIds)].flatMap((unitId) =>
    directory.sitesOfSubtree(unitId).map(({ id }) => id),
  )
  const siteIds = [...new Set([chairSiteId, ...invited])]
  if (siteIds.length > MAX_SITES) {
    throw new BridgeError('invalid_message', {
      path: '/invitedUnitIds',
      reason: `more than ${MAX_SITES} sites`,
    })
  }
  return siteIds
}

function directoryFor({ directory }: Services, peer: Peer) {
  if (peer.actor.kind !== 'person') throw new BridgeError('forbidden')
  const roots = outermost(allScopesOf(peer.actor), directory)
  return {
    tiers: directory.data.tiers.map(({ name }) => ({ vi: name.vi, en: name.en })),
    units: roots.flatMap((root) =>
      directory.subtreeOf(root).map(({ id, parentId, name, code, tier, kind }) => ({
        unitId: id,
        parentId: id === root ? null : parentId,
        name,
        code,
        tier,
        kind,
      })),
    ),
    sites: roots.flatMap((root) =>
      directory
        .sitesOfSubtree(root)
        .map(({ id, unitId, name, kind }) => ({ siteId: id, unitId, name, kind })),
    ),
  }
}

/** Units of which none lies below another. */
function outermost(unitIds: readonly UnitId[], directory: Services['directory']): UnitId[] {
  return unitIds.filter(
    (unitId) => !unitIds.some((other) => other !== unitId && directory.isInSubtree(unitId, other)),
  )
}
