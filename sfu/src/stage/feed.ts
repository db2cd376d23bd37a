/**
 * One kind of media (picture or sound) of one source, as a slot's track sees it. A feed outlives the
 * producer behind it: it may have none for a while, or another one after a device was changed.
 */
export interface Feed {
  readonly sourceId: string
  /** Simulcast layers the producer behind the feed has; 0 while there is none. */
  readonly layerCount: number
  /** Layers that are being received now, lowest first. Known even while nobody is attached. */
  activeLayers(): readonly number[]
  /** Capture time in ms, on our clock, of a timestamp that has just arrived. */
  captureMs(layer: number, timestamp: number): number
  /** The layer's own timestamp at an instant of our clock; null while it can't be told. */
  timestampAt(layer: number, ms: number): number | null
  /** Asks the site for a key frame on every layer. */
  requestKeyFrame(): void
  /** Starts delivery to a sink; a key frame is asked for. Several sinks may be attached. */
  attach(sink: FeedSink): void
  /** Stops delivery to a sink at once: it is called no more after this returns. */
  detach(sink: FeedSink): void
}

export interface FeedSink {
  /** @param packet a whole RTP packet; it must not be changed or kept */
  receivePacket(feed: Feed, layer: number, packet: Buffer): void
  /** A layer of the feed has started or stopped. */
  layersChanged(feed: Feed): void
  /** Another producer feeds from now on: numbering starts anew, with a key frame. */
  restarted(feed: Feed): void
  /** The producer behind the feed has closed and none has taken its place. */
  ended(feed: Feed): void
}
