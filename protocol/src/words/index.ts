import type { Language } from '../errors.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

export * from './auditDetails.ts'
export * from './scopeKeys.ts'

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
/** What both languages have to say. */
export type AuditWords = Texts<typeof vi>

/**
 * What actions, details and values are called in the audit trail. Apart from the rest of the protocol: rooms load it
 * for nothing.
 */
export const AUDIT_WORDS = { vi, en } as const satisfies Record<Language, AuditWords>
