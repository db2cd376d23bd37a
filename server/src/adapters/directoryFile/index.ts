export {
  loadDirectory,
  parseDirectory,
  pathsOf,
  readDirectory,
  type LoadedDirectory,
} from './loadDirectory.ts'
export { toFile } from './toFile.ts'
