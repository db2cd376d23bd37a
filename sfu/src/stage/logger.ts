/** The part of a pino logger that the stage uses. */
export interface StageLogger {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  debug(fields: object, message: string): void
}

export const silentLogger: StageLogger = { info: () => {}, warn: () => {}, debug: () => {} }
