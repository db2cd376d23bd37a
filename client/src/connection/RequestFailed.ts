/** Why a message got no answer from the server. A refusal *by* the server is a `BridgeError`. */
export type RequestFailure = 'offline' | 'no_answer' | 'closed'

export class RequestFailed extends Error {
  readonly reason: RequestFailure

  constructor(reason: RequestFailure, name: string) {
    super(`${name}: ${reason}`)
    this.name = 'RequestFailed'
    this.reason = reason
  }
}
