import type { MediaView } from '@diem-cau/protocol'
import type { BridgeConnection } from '../connection/BridgeConnection.ts'
import type { ViewSubscription } from '../connection/ViewSubscription.ts'

interface Attachable {
  setView(view: MediaView | null): void
  handleOnline(): void
  handleOffline(): void
  handleReset(reason: string): void
}

/**
 * Feeds a media manager from a connection and one of its views. While the link is lost the last wish stands,
 * so that media outlives it.
 * @returns what detaches it again.
 */
export function attachMedia<V extends { media: MediaView }>(
  media: Attachable,
  connection: BridgeConnection,
  view: ViewSubscription<V>,
): () => void {
  const apply = (): void => {
    if (view.state.kind === 'live') media.setView(view.state.entities.media)
  }
  const detach = [
    view.subscribe(apply),
    connection.events.on('online', () => media.handleOnline()),
    connection.events.on('mediaReset', ({ reason }) => media.handleReset(reason)),
    connection.events.on('state', ({ kind }) => {
      if (kind !== 'online') media.handleOffline()
    }),
  ]
  apply()
  if (connection.state.kind === 'online') media.handleOnline()
  return () => detach.forEach((off) => off())
}
