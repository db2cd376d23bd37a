import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BridgeError, ErrorReplySchema, PROTOCOL_VERSION } from '@diem-cau/protocol'
import { io, type Socket } from 'socket.io-client'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { StoreError } from '../adapters/store/openStore.ts'

const ANSWER_MS = 10_000

const compiledControl = Compile(
  Type.Object({
    url: Type.String(),
    token: Type.String(),
    rootPem: Type.Union([Type.String(), Type.Null()]),
  }),
)
const compiledReply = Compile(
  Type.Union([
    Type.Object({ ok: Type.Literal(true), data: Type.Unknown() }),
    Type.Object({ ok: Type.Literal(false), error: ErrorReplySchema }),
  ]),
)

/**
 * Asks the bridge that runs on this data directory, as an administrator on its own machine.
 * @throws {StoreError} when none runs, {BridgeError} when it refuses
 */
export async function askRunningBridge(directory: string, name: string, data: object): Promise<unknown> {
  const { url, token, rootPem } = readControl(directory)
  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    ...(rootPem === null ? {} : { ca: rootPem }),
  })
  try {
    await connected(socket)
    const client = { kind: 'local', instance: randomUUID(), token }
    await say(socket, 'hello', { protocol: PROTOCOL_VERSION, client })
    return await say(socket, name, { command: randomUUID(), ...data })
  } finally {
    socket.disconnect()
  }
}

function readControl(directory: string) {
  const file = join(directory, 'run', 'control.json')
  let content: unknown = null
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw notRunning(error)
  }
  if (!compiledControl.Check(content)) throw notRunning()
  return content
}

/** The bridge speaks first: its challenge says that it listens. */
function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('challenge', () => resolve())
    socket.once('connect_error', (error) => reject(notRunning(error)))
    socket.once('disconnect', () => reject(notRunning()))
  })
}

async function say(socket: Socket, name: string, data: object): Promise<unknown> {
  const reply: unknown = await socket
    .timeout(ANSWER_MS)
    .emitWithAck(name, data)
    .catch((error: unknown) => {
      throw notRunning(error)
    })
  if (!compiledReply.Check(reply)) throw notRunning()
  if (reply.ok) return reply.data
  throw new BridgeError(reply.error.code, reply.error.data)
}

function notRunning(cause?: unknown): StoreError {
  return new StoreError(
    'Cầu không chạy trên thư mục dữ liệu này, hoặc không trả lời. Hãy khởi động cầu rồi thử lại.',
    'No bridge runs on this data directory, or it does not answer. Start the bridge, then try again.',
    { cause },
  )
}
