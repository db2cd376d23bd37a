import { randomBytes, type KeyObject } from 'node:crypto'
import {
  NODE_PROTOCOL_VERSION,
  NodeGreetingSchema,
  nodeProofText,
  NodeProofSchema,
  serverProofText,
} from '@diem-cau/protocol/node'
import type { Socket } from 'socket.io'
import { Compile } from 'typebox/compile'
import { isSignedBy, signText } from './ed25519.ts'

const PROOF_TIMEOUT_MS = 10_000
const GREETING = Compile(NodeGreetingSchema)
const PROOF = Compile(NodeProofSchema)

interface Keys {
  serverKey: KeyObject
  /** Public key of a node that may connect; undefined for a stranger. */
  publicKeyOf: (nodeId: string) => string | undefined
}

export interface ProvenNode {
  nodeId: string
  /** Another one for each process. */
  incarnation: string
  workers: number
}

/**
 * The server's end of the mutual proof: it answers the node's greeting with its own proof, and takes the node in
 * once that has proved itself. Everything else closes the socket.
 */
export function proveNode(
  socket: Socket,
  { serverKey, publicKeyOf }: Keys,
  onProven: (node: ProvenNode) => void,
): void {
  const refuse = (): void => {
    socket.disconnect(true)
  }
  const timer = setTimeout(refuse, PROOF_TIMEOUT_MS)
  socket.on('disconnect', () => clearTimeout(timer))
  socket.once('node.greet', (greeting: unknown, acknowledge: unknown) => {
    if (!GREETING.Check(greeting) || typeof acknowledge !== 'function') return refuse()
    const { nodeId, protocol, nonce: nodeNonce } = greeting
    const publicKey = publicKeyOf(nodeId)
    if (publicKey === undefined) return void acknowledge({ refused: 'unknown_node' })
    if (protocol !== NODE_PROTOCOL_VERSION) return void acknowledge({ refused: 'protocol_version' })
    const nonce = randomBytes(24).toString('base64url')
    socket.once('node.prove', (proof: unknown, acknowledgeProof: unknown) => {
      if (!PROOF.Check(proof) || typeof acknowledgeProof !== 'function') return refuse()
      if (!isSignedBy(publicKey, nodeProofText(nodeId, nodeNonce, nonce), proof.signature)) {
        acknowledgeProof({ refused: 'wrong_proof' })
        return refuse()
      }
      clearTimeout(timer)
      acknowledgeProof({ accepted: true })
      onProven({ nodeId, incarnation: proof.incarnation, workers: proof.workers })
    })
    acknowledge({ nonce, signature: signText(serverKey, serverProofText(nodeId, nodeNonce, nonce)) })
  })
}
