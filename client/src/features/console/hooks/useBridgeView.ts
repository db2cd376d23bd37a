import type { BridgeView } from '@diem-cau/protocol'
import type { BridgeConnection } from '../../../connection/index.ts'
import { useResource } from './useResource.ts'
import { entitiesOf, useView } from './useView.ts'

/** Sessions in scope, pairings, health: live or as last heard. Null until first heard. */
export function useBridgeView(connection: BridgeConnection): BridgeView | null {
  const subscription = useResource(() => {
    const resource = connection.view({ view: 'bridge' })
    return { resource, close: () => resource.close() }
  }, [connection])
  return entitiesOf(useView(subscription))
}
