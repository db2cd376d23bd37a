import type { SessionView } from '@diem-cau/protocol'
import type { ComponentType } from 'react'
import type { SessionScreen } from '../../useSessionScreen.ts'
import { unreadHelp } from '../../../../state/console/help.ts'
import { HelpPanel } from './help/HelpPanel.tsx'
import { PapersPanel } from './papers/PapersPanel.tsx'
import { votesWaiting } from '../../../../state/votes/deskVotes.ts'
import { waitingForRoll } from '../../../../state/console/rollCall.ts'
import { AgendaPanel } from './agenda/AgendaPanel.tsx'
import { RollCallPanel } from './rollCall/RollCallPanel.tsx'
import { VotesPanel } from './votes/VotesPanel.tsx'

export interface ToolProps {
  screen: SessionScreen
  view: SessionView
}

/** One of the tools beside the stage: what the desk works with besides the floor. */
export interface Tool {
  readonly id: ToolId
  readonly Panel: ComponentType<ToolProps>
  /** How much of it waits for somebody: shown beside its name. */
  readonly waiting?: (view: SessionView) => number
}

export const TOOL_IDS = ['tiles', 'agenda', 'rollCall', 'votes', 'papers', 'help'] as const
export type ToolId = (typeof TOOL_IDS)[number]

/** In the order of their tabs; the tiles stand before them. */
export const TOOLS: readonly Tool[] = [
  { id: 'agenda', Panel: AgendaPanel },
  { id: 'rollCall', Panel: RollCallPanel, waiting: waitingForRoll },
  { id: 'votes', Panel: VotesPanel, waiting: votesWaiting },
  { id: 'papers', Panel: PapersPanel },
  { id: 'help', Panel: HelpPanel, waiting: unreadHelp },
]
