export { DirectoryWorker } from './DirectoryWorker.ts'
export { parseFile } from './parseFile.ts'
