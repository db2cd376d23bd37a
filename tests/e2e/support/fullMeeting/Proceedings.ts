import type { ReplyOf, RequestRow, SessionId, SessionView, SiteId, SiteRow } from '@diem-cau/protocol'
import type { CommandData, CommandName, ViewSubscription } from '../../../../client/src/connection/index.ts'
import type { AdminLink } from '../../../../tools/simulator/bridge/AdminLink.ts'
import { waitFor } from '../../../../tools/simulator/bridge/waitFor.ts'

const CHANGE_MS = 20_000

/** A session as whoever conducts it sees it beside the desk: to wait for what has come, and for what has no button. */
export class Proceedings {
  readonly sessionId: SessionId
  readonly #link: AdminLink
  readonly #view: ViewSubscription<SessionView>

  constructor(link: AdminLink, sessionId: SessionId) {
    this.sessionId = sessionId
    this.#link = link
    this.#view = link.connection.view({ view: 'session', sessionId })
  }

  get view(): SessionView {
    const { entities } = this.#view
    if (entities === null) throw new Error(`${this.sessionId} is not in sight yet`)
    return entities
  }

  async orders<N extends CommandName>(name: N, data: Omit<CommandData<N>, 'sessionId'>): Promise<ReplyOf<N>> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest and the session are the whole
    const order = { sessionId: this.sessionId, ...data } as unknown as CommandData<N>
    return await this.#link.connection.command(name, order)
  }

  async until<T>(what: string, read: (view: SessionView) => T | null | undefined | false): Promise<T> {
    return await waitFor(
      (changed) => this.#view.subscribe(changed),
      () => {
        const found = this.#view.entities === null ? null : read(this.#view.entities)
        return found === undefined || found === false ? null : found
      },
      { what, timeoutMs: CHANGE_MS },
    )
  }

  site(siteId: SiteId): SiteRow | undefined {
    return this.view[`site:${siteId}`]
  }

  /** The request that a site has under way, once it is in a state. */
  async request(siteId: SiteId, state: RequestRow['state']): Promise<RequestRow> {
    return await this.until(`${siteId} is ${state}`, (view) =>
      requestsIn(view).find((row) => row.siteId === siteId && row.state === state),
    )
  }

  /** Until a site has no request under way any more. */
  async over(siteId: SiteId): Promise<void> {
    await this.until(`the request of ${siteId} is over`, (view) =>
      requestsIn(view).every((row) => row.siteId !== siteId),
    )
  }

  close(): void {
    this.#view.close()
  }
}

export function requestsIn(view: SessionView): RequestRow[] {
  return Object.keys(view)
    .filter((key): key is `request:${string}` => key.startsWith('request:'))
    .flatMap((key) => view[key] ?? [])
}
