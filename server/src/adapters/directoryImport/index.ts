export { DirectoryWorker } from './DirectoryWorker.ts'
