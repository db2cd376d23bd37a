import { randomBytes, type KeyObject } from 'node:crypto'
import {
  NODE_PROTOCOL_VERSION,
  nodeProofText,
  serverProofText,
  ServerProofSchema,
  type NodeToServerEvents,
  type ServerToNodeEvents,
} from '@diem-cau/protocol/node'
import type { NodeId } from '@diem-cau/protocol'
import type { Socket } from 'socket.io-client'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { signText, verifyText } from '../process/NodeKey.ts'

export type LinkSocket = Socket<ServerToNodeEvents, NodeToServerEvents>

export interface NodeIdentity {
  readonly nodeId: NodeId
  readonly privateKey: KeyObject
  readonly serverPublicKey: KeyObject
  /** New at each start of the process. */
  readonly incarnation: string
  readonly workers: number
}

/** One side does not accept the other. Calling again soon will not help. */
export class HandshakeRefused extends Error {
  override readonly name = 'HandshakeRefused'
}

const ANSWER_TIMEOUT_MS = 5_000
const proof = Compile(ServerProofSchema)
const acceptance = Compile(Type.Object({ accepted: Type.Literal(true) }))
const refusal = Compile(Type.Object({ refused: Type.String() }))

/**
 * Mutual proof on a fresh connection: the server's first, so that the node tells nothing to a stranger.
 * @throws {HandshakeRefused} by either side; other errors are those of a broken connection.
 */
export async function shakeHands(socket: LinkSocket, identity: NodeIdentity): Promise<void> {
  const { nodeId, privateKey, serverPublicKey, incarnation, workers } = identity
  const nonce = randomBytes(32).toString('base64url')
  const call = socket.timeout(ANSWER_TIMEOUT_MS)
  const greeted: unknown = await call.emitWithAck('node.greet', {
    protocol: NODE_PROTOCOL_VERSION,
    nodeId,
    nonce,
  })
  if (!proof.Check(greeted)) throw new HandshakeRefused(reasonOf(greeted))
  if (!verifyText(serverPublicKey, serverProofText(nodeId, nonce, greeted.nonce), greeted.signature)) {
    throw new HandshakeRefused('the server does not hold the key that this node was given')
  }
  const signature = signText(privateKey, nodeProofText(nodeId, nonce, greeted.nonce))
  const proven: unknown = await call.emitWithAck('node.prove', { signature, incarnation, workers })
  if (!acceptance.Check(proven)) throw new HandshakeRefused(reasonOf(proven))
}

function reasonOf(answer: unknown): string {
  return refusal.Check(answer)
    ? `the server refused: ${answer.refused.slice(0, 200)}`
    : 'the server’s answer is malformed'
}
