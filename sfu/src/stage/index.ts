export { StageSlot } from './StageSlot.ts'
export type { SwitchEvent } from './StageSlot.ts'
export { StageSource } from './StageSource.ts'
export type { SwitchResult } from './pendingSwitch.ts'
