import type { Readable } from 'node:stream'
import type {
  AccountId,
  DownloadCallName,
  Language,
  LoginId,
  RestBodyOf,
  RestCallName,
  RestParamsOf,
  RestQueryOf,
  RestReplyOf,
  UnitId,
} from '@diem-cau/protocol'
import type { Person, Target } from '../../core/policy/policy.ts'

/** Who makes a call: somebody logged in, or a program with somebody's token. */
export interface Caller {
  person: Person
  accountId: AccountId
  /** As it is written in the audit trail: `person:…` or `token:…`. */
  text: string
  name: string
  /** The login by which the call came; null for a token and for the command line. */
  loginId: LoginId | null
  /** Address that the call came from; empty for the command line. */
  address: string
  /** Set by a use case that gave the login another token: the answer hands it to the browser. */
  newLoginToken?: string
}

/** What the audit trail says of a call beside who, when and which. Filled in by the use case as it goes. */
export interface AuditNote {
  unitId: UnitId | null
  /** `account:…`, `session:…`, `site:…`, `unit:…` */
  subject: string
  subjectName: string
  /** What else explains it. Never a secret. */
  details: Record<string, unknown>
}

export interface UploadedFile {
  content: Readable
  contentType: string
}

/** What was asked, already checked against the call's schema. */
export interface RestRequest<N extends RestCallName> {
  params: RestParamsOf<N>
  query: RestQueryOf<N>
  body: RestBodyOf<N>
  /** The version in `If-Match`; given wherever the call's `etag` says `needs`, and 0 elsewhere. */
  ifMatch: number
  /** The language that the caller's browser asks for; Vietnamese where it says nothing. */
  language: Language
  /** The file of a call that has `upload`. */
  upload: UploadedFile | null
  note: AuditNote
}

/** A file as an answer. */
export interface FileAnswer {
  fileName: string
  contentType: string
  content: Readable | Uint8Array | string
  /** Shown in the browser where it can; otherwise saved. */
  inline?: boolean
  /** Names the content, so that a browser need not fetch it twice. */
  etag?: string
  /** What the file may do in the browser, where that is not what the pages may. */
  contentSecurityPolicy?: string
}

export type RestAnswer<N extends RestCallName> = N extends DownloadCallName ? FileAnswer : RestReplyOf<N>

/** One use case: what it reaches for (for the policy), and what it does once that is allowed. */
export interface RestHandler<N extends RestCallName> {
  target: (caller: Caller, request: RestRequest<N>) => Target | Promise<Target>
  run: (caller: Caller, request: RestRequest<N>) => Promise<RestAnswer<N>>
}
export type RestHandlers<Names extends RestCallName> = { [N in Names]: RestHandler<N> }

/** For calls about the caller itself, and lists that hold only what lies in the caller's subtrees. */
export const ownTarget = (): Target => ({})
