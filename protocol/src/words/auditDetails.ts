import { ERROR_CATALOGUE, errorReply, type ErrorReply } from '../errors.ts'
import type { Role } from '../http.ts'
import { API_SCOPES, type ApiScope } from '../rest/define.ts'
import type { AuditEntry } from '../rest/people.ts'

/** What the details of an entry are worded with. */
export interface DetailWords {
  /** The word for a value that stands for something: `active`, `sso`, `sideBySide`; null for any other. */
  value: (value: string) => string | null
  yes: string
  no: string
  empty: string
  role: (role: Role) => string
  scope: (scope: ApiScope) => string
  /** The name of a unit or a site; null when it is none of those that one may see. */
  place: (id: string) => string | null
  change: (before: string, after: string) => string
  andMore: (items: string, count: number) => string
}

type Fields = Readonly<Record<string, unknown>>

const ROLES: ReadonlySet<string> = new Set(['administrator', 'scheduler', 'operator', 'observer'])
/** A longer list is cut: an invitation of a whole province names two hundred units. */
const MOST_ITEMS = 12

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
const isRole = (value: unknown): value is Role => typeof value === 'string' && ROLES.has(value)
const scopeOf = (value: unknown): ApiScope | undefined => API_SCOPES.find((scope) => scope === value)

/** One detail of an entry as an official reads it. */
export function detailText(value: unknown, words: DetailWords): string {
  if (value === null || value === undefined || value === '') return words.empty
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return textOf(value, words)
  if (Array.isArray(value)) return listText(value, words)
  return isFields(value) ? fieldsText(value, words) : words.empty
}

function textOf(value: string, words: DetailWords): string {
  const scope = scopeOf(value)
  if (scope !== undefined) return words.scope(scope)
  return words.value(value) ?? words.place(value) ?? value
}

function listText(values: readonly unknown[], words: DetailWords): string {
  if (values.length === 0) return words.empty
  const texts = values.slice(0, MOST_ITEMS).map((value) => detailText(value, words))
  const rest = values.length - texts.length
  return rest === 0 ? texts.join('; ') : words.andMore(texts.join('; '), rest)
}

function fieldsText(fields: Fields, words: DetailWords): string {
  if ('before' in fields && 'after' in fields) {
    return words.change(detailText(fields['before'], words), detailText(fields['after'], words))
  }
  const { role, unitId } = fields
  if (isRole(role)) return `${words.role(role)} · ${detailText(unitId, words)}`
  return Object.entries(fields)
    .map(([name, value]) => `${words.value(name) ?? name}: ${detailText(value, words)}`)
    .join('; ')
}

/** Why it was refused, in words; null when it was done. A code that this page does not know is shown as it is. */
export function refusalOf({ code }: AuditEntry): ErrorReply['message'] | null {
  if (code === null) return null
  if (!isErrorCode(code)) return { vi: code, en: code }
  const { vi, en } = errorReply(code).message
  // The trail keeps the code alone, not what filled its sentence.
  return { vi: vi.replaceAll(/\{\w+\}/g, '…'), en: en.replaceAll(/\{\w+\}/g, '…') }
}

function isErrorCode(code: string): code is keyof typeof ERROR_CATALOGUE {
  return Object.hasOwn(ERROR_CATALOGUE, code)
}

/** Who or what an entry names, by the kind that stands before its id: `account:…`, `site:…`, `nobody`. */
export function kindOf(id: string): string {
  return id.split(':', 1)[0] ?? ''
}
