export { ensureTls, renewTls, type TlsConfig, type TlsSituation } from './ensureTls.ts'
export { machineNames, type MachineNames } from './machineNames.ts'
export type { RenewalReason, ServerTls, TlsWarning } from './serverTls.ts'
export { TlsError, type TlsErrorCode } from './tlsError.ts'
