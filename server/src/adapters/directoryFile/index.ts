export { loadDirectory, parseDirectory } from './loadDirectory.ts'
