import { ERROR_CATALOGUE, errorReply, type ErrorReply } from '../errors.ts'
import type { Role } from '../http.ts'
import { API_SCOPES, type ApiScope } from '../rest/define.ts'
import type { AuditEntry } from '../rest/people.ts'
import type { AuditWords } from './index.ts'
import { SCOPE_KEYS } from './scopeKeys.ts'

type NamedActor = Pick<AuditEntry, 'actor' | 'actorName'>
type NamedSubject = Pick<AuditEntry, 'subject' | 'subjectName'>

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
export function refusalOf({ code }: Pick<AuditEntry, 'code'>): ErrorReply['message'] | null {
  if (code === null) return null
  if (!isErrorCode(code)) return { vi: code, en: code }
  const { vi, en } = errorReply(code).message
  // The trail keeps the code alone, not what filled its sentence.
  return { vi: vi.replaceAll(/\{\w+\}/g, '…'), en: en.replaceAll(/\{\w+\}/g, '…') }
}

function isErrorCode(code: string): code is keyof typeof ERROR_CATALOGUE {
  return Object.hasOwn(ERROR_CATALOGUE, code)
}

/**
 * A part's word in a language, by a name that the bridge chose, as `floor.give`; null where there is none: a bridge of
 * tomorrow may write what this one has no word for.
 */
export function auditWord(
  words: AuditWords,
  part: 'action' | 'detail' | 'value',
  name: string,
): string | null {
  let found: unknown = words[part]
  for (const key of name.split('.')) found = isFields(found) && Object.hasOwn(found, key) ? found[key] : null
  return typeof found === 'string' ? found : null
}

/** Who did what an entry tells of. */
export function actorText({ actor, actorName }: NamedActor, words: AuditWords): string {
  const kind = kindOf(actor)
  if (kind === 'token') return words.actorKind.viaToken.replace('{{name}}', () => actorName)
  if (actorName !== '') return actorName
  // By a program of the centre's on the server itself.
  if (actor === 'person:local') return words.actorKind.local
  return kind === 'nobody' || kind === 'system' ? words.actorKind[kind] : words.actorKind.unknown
}

/** What an entry is about. */
export function subjectText({ subject, subjectName }: NamedSubject, words: AuditWords): string {
  if (subjectName !== '') return subjectName
  const kind = kindOf(subject)
  const isUnknown = subject.endsWith(':unknown') && (kind === 'account' || kind === 'site')
  return isUnknown ? words.subjectUnknown[kind] : '–'
}

/** How details are worded in a language. @param place the name of a unit or a site that one may see */
export function detailWords(words: AuditWords, place: DetailWords['place']): DetailWords {
  const { yes, no, empty, change, andMore } = words.value
  return {
    value: (name) => auditWord(words, 'value', name),
    yes,
    no,
    empty,
    role: (role) => words.role[role],
    scope: (scope) => words.scope[SCOPE_KEYS[scope]],
    place,
    change: (before, after) => change.replace('{{before}}', () => before).replace('{{after}}', () => after),
    andMore: (items, count) => andMore.replace('{{items}}', () => items).replace('{{count}}', String(count)),
  }
}

/** Who or what an entry names, by the kind that stands before its id: `account:…`, `site:…`, `nobody`. */
export function kindOf(id: string): string {
  return id.split(':', 1)[0] ?? ''
}
