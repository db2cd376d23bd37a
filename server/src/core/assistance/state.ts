import type { AssistanceState } from './types.ts'

export const NO_ASSISTANCE: AssistanceState = {
  chats: new Map(),
  messages: new Map(),
  talkbacks: new Map(),
}
