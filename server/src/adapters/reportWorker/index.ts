export { ReportWorker } from './ReportWorker.ts'
