import { BridgeError, type DataOf } from '@diem-cau/protocol'
import type { Peer } from '../Peer.ts'
import { commandedSession, hostOf, nothing, type Handlers, type Services } from './define.ts'
import { conduct, ofOwnSite } from './shared.ts'

async function openPaper(services: Services, peer: Peer, data: DataOf<'paper.open'>) {
  const { documentId, page, pages } = data
  const { title: name } = await services.papers.openable(
    commandedSession(services, data.sessionId),
    documentId,
  )
  const command = { type: 'OpenPaper', documentId, name, page: page ?? 1, pages: pages ?? null } as const
  return conduct(services, peer, data, command)
}

/** Papers that are open at all sites. */
export const PAPER_HANDLERS: Handlers<
  'paper.link' | 'paper.turnOwn' | 'paper.open' | 'paper.turn' | 'paper.setPresenter' | 'paper.close'
> = {
  'paper.link': {
    target: nothing,
    run: (services, { actor }, { documentId }) => {
      if (actor.kind !== 'site') throw new BridgeError('forbidden')
      return Promise.resolve(services.papers.link(actor.siteId, documentId))
    },
  },
  'paper.turnOwn': {
    target: nothing,
    run: (services, peer, { command, documentId, page, pages }) =>
      ofOwnSite(services, peer, command, (siteId) => ({
        type: 'TurnPaper',
        siteId,
        documentId,
        page,
        pages: pages ?? null,
      })),
  },
  'paper.open': {
    target: hostOf,
    run: openPaper,
  },
  'paper.turn': {
    target: hostOf,
    run: (services, peer, { documentId, page, pages, ...on }) =>
      conduct(services, peer, on, {
        type: 'TurnPaper',
        siteId: null,
        documentId,
        page,
        pages: pages ?? null,
      }),
  },
  'paper.setPresenter': {
    target: hostOf,
    run: (services, peer, { siteId, ...on }) => conduct(services, peer, on, { type: 'SetPresenter', siteId }),
  },
  'paper.close': {
    target: hostOf,
    run: (services, peer, data) => conduct(services, peer, data, { type: 'ClosePaper' }),
  },
}
