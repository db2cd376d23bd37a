import type { Language } from '../errors.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }
/** What both languages have to say. */
export type ReportWords = Texts<typeof vi>

/** Apart from the rest of the protocol: rooms load it for nothing. */
export const REPORT_WORDS = { vi, en } as const satisfies Record<Language, ReportWords>

/** The word of a code, and the code itself where there is none: a log outlives its words. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code
}
