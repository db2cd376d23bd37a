export { loadDirectory, parseDirectory, type LoadedDirectory } from './loadDirectory.ts'
