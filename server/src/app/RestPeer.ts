import type { InstanceId } from '@diem-cau/protocol'
import type { Actor } from '../core/policy/policy.ts'
import type { Peer } from './Peer.ts'
import type { Caller } from './rest/define.ts'

let count = 0

/** A caller of the programming interface as the use cases of the pages see it: there for one message, and gone. */
export class RestPeer implements Peer {
  readonly peerId: string
  readonly actor: Actor
  readonly name: string
  readonly instance: InstanceId
  readonly reachedAt = ''

  constructor({ person, name }: Caller) {
    count += 1
    this.peerId = `rest-${count}`
    this.actor = person
    this.name = name
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id like those of pages
    this.instance = this.peerId as InstanceId
  }

  /** Nobody listens. */
  send(): void {}

  dismiss(): void {}
}
