export { ensureTls, renewTls } from './ensureTls.ts'
export { machineNames } from './machineNames.ts'
export type { ServerTls } from './serverTls.ts'
