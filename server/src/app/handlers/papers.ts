import { BridgeError } from '@diem-cau/protocol'
import { hostOf, nothing, type Handlers } from './define.ts'
import { conduct, ofOwnSite } from './shared.ts'

/** Papers that are open at all sites. */
export const PAPER_HANDLERS: Handlers<
  'paper.link' | 'paper.turnOwn' | 'paper.open' | 'paper.turn' | 'paper.setPresenter' | 'paper.close'
> = {
  'paper.link': {
    target: nothing,
    run: () => Promise.reject(new BridgeError('not_ready')),
  },
  'paper.turnOwn': {
    target: nothing,
    run: (services, peer, { command, page, pages }) =>
      ofOwnSite(services, peer, command, (siteId) => ({
        type: 'TurnPaper',
        siteId,
        page,
        pages: pages ?? null,
      })),
  },
  'paper.open': {
    target: hostOf,
    run: () => Promise.reject(new BridgeError('not_ready')),
  },
  'paper.turn': {
    target: hostOf,
    run: (services, peer, { page, pages, ...on }) =>
      conduct(services, peer, on, { type: 'TurnPaper', siteId: null, page, pages: pages ?? null }),
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
