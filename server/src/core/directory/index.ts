export * from './Directory.ts'
export * from './faults.ts'
export * from './types.ts'
export { validateDirectory } from './validate.ts'
