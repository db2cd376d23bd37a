/**
 * The keys of secret ballots, one a motion, kept outside the database and whatever is copied with it. A key that was
 * erased is gone for good, and with it what anybody might still read of a sealed ballot.
 */
export interface BallotKeys {
  /** The motion's key, on disk for certain when this returns; made where there is none. */
  ensure(motionId: string): Promise<Buffer>
  /** Null when there is none. @throws the system's error when it is there and can not be read */
  read(motionId: string): Promise<Buffer | null>
  /** Overwrites and removes it; nothing happens where there is none. */
  erase(motionId: string): Promise<void>
  /** Motions that have a key. */
  list(): Promise<string[]>
}
