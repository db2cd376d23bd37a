import { createContext, use, useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import type { SiteModel, SiteSnapshot } from '../../state/site/SiteModel.ts'

export const ModelContext = createContext<SiteModel | null>(null)

export function useModel(): SiteModel {
  const model = use(ModelContext)
  if (model === null) throw new Error('There is no room here')
  return model
}

export function useSnapshot(model: SiteModel): SiteSnapshot {
  return useSyncExternalStore(model.subscribe, model.getSnapshot)
}

const SECOND_MS = 1_000

/** A clock that draws again every second. */
export function useNow(read: () => number): number {
  const [now, setNow] = useState(read)
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), SECOND_MS)
    return () => clearInterval(timer)
  }, [read])
  return now
}

/** Runs once a frame while mounted: for meters, which are drawn past React. */
export function useEveryFrame(draw: () => void): void {
  useEffect(() => {
    let frame = requestAnimationFrame(function tick() {
      draw()
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [draw])
}

/**
 * Gives a button the focus when it appears and whenever it means something new: OK on a remote control is
 * enough. A person who is in the middle of something else keeps it.
 */
export function useFocusOnChange<E extends HTMLElement>(meaning: string): RefObject<E | null> {
  const ref = useRef<E>(null)
  const focusedFor = useRef<string | null>(null)
  useEffect(() => {
    if (focusedFor.current === meaning) return
    focusedFor.current = meaning
    const { activeElement } = document
    const free = activeElement === null || activeElement === document.body
    const onButton = activeElement instanceof HTMLElement && 'roomButton' in activeElement.dataset
    if (free || onButton) ref.current?.focus()
  }, [meaning])
  return ref
}
