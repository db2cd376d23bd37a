import { createContext, use } from 'react'

/** Opens the screen on which the room checks its devices. */
export const CheckContext = createContext<() => void>(() => {})

export const useCheck = (): (() => void) => use(CheckContext)
