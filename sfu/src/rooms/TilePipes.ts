import type { Consumer, Producer } from 'mediasoup/types'
import { pipeOptions } from './pipeOptions.ts'
import type { RoomWorker } from './RoomPeer.ts'

interface TilePipe {
  readonly made: Promise<Consumer | null>
  users: number
}

/**
 * Brings cameras to the workers of those who watch them as tiles, and voices to the other end of a talkback: one pipe
 * a producer and worker, however many viewers. Owns the pipes: each closes with its last viewer, or with the camera.
 */
export class TilePipes {
  readonly #pipes = new Map<string, TilePipe>()

  /**
   * Runs `consume` with the camera at hand on the viewer's worker, and keeps the pipe for as long as the consumer
   * that it returns is open.
   */
  async through(
    camera: Producer,
    from: RoomWorker,
    to: RoomWorker,
    consume: () => Promise<Consumer>,
  ): Promise<Consumer> {
    if (from === to) return await consume()
    const key = `${camera.id} ${to.router.id}`
    const pipe = this.#pipes.get(key) ?? this.#open(key, camera, from, to)
    pipe.users += 1
    const release = () => this.#release(key, pipe)
    try {
      await pipe.made
      const consumer = await consume()
      if (consumer.closed) throw new Error('The tile was closed while it was made')
      consumer.observer.once('close', release)
      return consumer
    } catch (error) {
      release()
      throw error
    }
  }

  #open(key: string, camera: Producer, from: RoomWorker, to: RoomWorker): TilePipe {
    const made = from.router
      .pipeToRouter(pipeOptions(camera.id, to))
      .then(({ pipeConsumer }) => pipeConsumer ?? null)
    const pipe = { made, users: 0 }
    this.#pipes.set(key, pipe)
    const forget = () => {
      if (this.#pipes.get(key) === pipe) this.#pipes.delete(key)
    }
    made.catch(forget)
    camera.observer.once('close', forget)
    to.router.observer.once('close', forget)
    return pipe
  }

  #release(key: string, pipe: TilePipe): void {
    pipe.users -= 1
    if (pipe.users > 0) return
    if (this.#pipes.get(key) === pipe) this.#pipes.delete(key)
    pipe.made.then(
      (consumer) => consumer?.close(),
      () => {},
    )
  }
}
