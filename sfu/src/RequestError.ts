import type { NodeErrorCode } from '@diem-cau/protocol/node'

/** A request that the node does not fulfil: its code goes back to the server. */
export class RequestError extends Error {
  readonly code: NodeErrorCode

  constructor(code: NodeErrorCode, reason: string) {
    super(reason)
    this.name = 'RequestError'
    this.code = code
  }
}
