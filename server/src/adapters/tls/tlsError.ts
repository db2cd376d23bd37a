export interface Words {
  readonly vi: string
  readonly en: string
}

export type TlsErrorCode =
  | 'clock_wrong'
  | 'certificate_unreadable'
  | 'certificate_broken'
  | 'certificate_expired'
  | 'certificate_not_yet_valid'
  | 'key_unreadable'
  | 'key_broken'
  | 'key_does_not_match'
  | 'chain_broken'
  | 'authority_broken'
  | 'authority_missing'
  | 'authority_expired'
  | 'name_not_permitted'
  | 'folder_unwritable'
  | 'file_unreadable'

/** Why the bridge cannot serve https, in plain words. Nothing has been overwritten. */
export class TlsError extends Error {
  readonly code: TlsErrorCode
  readonly reason: Words

  constructor(code: TlsErrorCode, reason: Words, options?: ErrorOptions) {
    super(reason.en, options)
    this.name = 'TlsError'
    this.code = code
    this.reason = reason
  }
}

/** `ENOENT` and its like; empty for what is not a system's error. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
