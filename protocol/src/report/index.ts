export * from './format.ts'
export { countText, resultText } from './conductTables.ts'
export * from './tables.ts'
export * from './words.ts'
