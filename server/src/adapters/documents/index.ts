export { DocumentFolder } from './DocumentFolder.ts'
