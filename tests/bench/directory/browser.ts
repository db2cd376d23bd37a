import type { RunningBridge } from '../../support/startBridge.ts'

/** What a real browser shows of the country. */
export interface Shown {
  /** From opening the page to the first row of the tree. */
  readonly firstPaintMs: number | null
  /** Frames a second while the tree is scrolled from end to end. */
  readonly scrollFps: number | null
}

/** Opens the console on the imported country and scrolls its tree. Null where nothing is measured yet. */
export function measureInBrowser(
  _bridge: RunningBridge,
  _login: { userName: string; password: string },
): Promise<Shown> {
  return Promise.resolve({ firstPaintMs: null, scrollFps: null })
}
