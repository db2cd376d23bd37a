export { Tree, type TreeItem, type TreeProps } from './Tree.tsx'
export { UnitPicker, type UnitPickerProps } from './UnitPicker.tsx'
