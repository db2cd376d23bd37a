import { createContext, use, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** Where what waits for the room stands, one above the other: the upper left corner of the stage. */
export const CornerContext = createContext<HTMLElement | null>(null)

export function Corner({ children }: { children: ReactNode }) {
  const corner = use(CornerContext)
  return corner === null ? null : createPortal(children, corner)
}
