import { createContext, use } from 'react'

export interface HelpSheetState {
  isOpen: boolean
  setOpen: (open: boolean) => void
}

/** The sheet by which a room asks the crew for help; null while there is no meeting, and so nobody to ask. */
export const HelpContext = createContext<HelpSheetState | null>(null)

export const useHelpSheet = (): HelpSheetState | null => use(HelpContext)
