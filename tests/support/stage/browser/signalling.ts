import type {
  DtlsParameters,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
  TransportOptions,
} from 'mediasoup-client/types'

/** What the page asks of the test, as if it were a server. */
export interface PageSignalling {
  capabilities(data: null): Promise<RtpCapabilities>
  open(data: null): Promise<TransportOptions>
  connect(data: { transportId: string; dtlsParameters: DtlsParameters }): Promise<void>
  produce(data: { transportId: string; kind: MediaKind; rtpParameters: RtpParameters }): Promise<string>
  consume(data: {
    transportId: string
    producerId: string
    rtpCapabilities: RtpCapabilities
  }): Promise<{ id: string; kind: MediaKind; rtpParameters: RtpParameters }>
  resume(data: { consumerId: string }): Promise<void>
}

/** What the test asks of the page. */
export interface StagePage {
  load(): Promise<void>
  publish(colour: string, mimeType: string): Promise<string>
  limitLayers(highest: number): Promise<void>
  receive(producerId: string): Promise<{ screen: number; consumerId: string }>
  look(screen: number): { rgb: number[]; width: number }
  codecOf(screen: number): Promise<string>
}
