import type { NodeReportOf } from '@diem-cau/protocol/node'
import type { DtlsState, IceState } from 'mediasoup/types'

export type EndpointState = NodeReportOf<'report.endpoint'>['state']

/**
 * One word for a peer's transports. Those not yet used (a viewer never sends) do not count.
 * `lost` is for good: DTLS cannot be begun again on a transport.
 */
export function endpointState(transports: readonly { ice: IceState; dtls: DtlsState }[]): EndpointState {
  if (transports.some(({ dtls }) => dtls === 'failed' || dtls === 'closed')) return 'lost'
  if (transports.some(({ ice }) => ice === 'disconnected' || ice === 'closed')) return 'disconnected'
  if (transports.some(({ dtls }) => dtls === 'connected')) return 'connected'
  return 'open'
}
