import { createHash } from 'node:crypto'
import { BridgeError, type SessionBody, type SessionId } from '@diem-cau/protocol'
import type { NoticeBatch } from '../../core/notices/types.ts'
import {
  concernedBy,
  differences,
  documentIdsOf,
  endsAt,
  faultOf,
  fixedField,
  nextState,
  resolveInvitation,
  STATE_WORDS,
  tidied,
  type FieldChange,
  type Invited,
  type PlanAction,
  type PlannedSession,
} from '../../core/planning/index.ts'
import type { SessionNotices } from '../notices/port.ts'
import type { Clock } from '../ports.ts'
import { KeyedQueue } from './KeyedQueue.ts'
import { announced, namesIn } from './describe.ts'
import { outdatedWords } from './outdated.ts'
import { onDayOf } from './directoryOn.ts'
import type {
  AccountNames,
  DocumentBook,
  PlanChanges,
  PlanningDirectory,
  PlanStore,
  PlanWrite,
} from './ports.ts'

/** In whose name something is done. */
export interface Author {
  /** `person:ID`, `token:ID` or `system`. */
  text: string
  name: string
}
export const SYSTEM_AUTHOR: Author = { text: 'system', name: 'Hệ thống' }

/** A plan was written, or is gone (`after` null). */
export type PlanListener = (before: PlannedSession | null, after: PlannedSession | null) => void

export interface PlannerParts {
  store: PlanStore
  directory: PlanningDirectory
  documents: DocumentBook
  accountNames: AccountNames
  /** Tells whom a change concerns; null where nobody is told. */
  notices: SessionNotices | null
  clock: Clock
}

type Patch = Partial<Omit<PlannedSession, 'sessionId' | 'version'>>

/** How a change is made known. */
interface Telling {
  action: string
  changes?: readonly FieldChange[]
  notices?: NoticeBatch | null
}

/** Sessions are planned here: everything that writes a plan goes through it, one change of a session at a time. */
export class SessionPlanner {
  readonly #parts: PlannerParts
  readonly #queue = new KeyedQueue()
  readonly #listeners: PlanListener[] = []

  constructor(parts: PlannerParts) {
    this.#parts = parts
  }

  /** Called after every change, when it is on disk. */
  listen(listener: PlanListener): void {
    this.#listeners.push(listener)
  }

  /** @throws {BridgeError} `not_found` */
  async get(sessionId: SessionId): Promise<PlannedSession> {
    const session = await this.#parts.store.find(sessionId)
    if (session === null) throw new BridgeError('not_found')
    return session
  }

  /** Work on one session waits until what was begun on it before is done. */
  inTurn<T>(sessionId: SessionId, work: () => Promise<T>): Promise<T> {
    return this.#queue.run(sessionId, work)
  }

  /** Resolves when nothing is being changed. */
  idle(): Promise<void> {
    return this.#queue.idle()
  }

  /** Makes a draft. The same author's same command makes one, however often it comes. */
  async create(body: SessionBody, author: Author, command: string): Promise<PlannedSession> {
    const sessionId = sessionIdFor(author, command)
    return this.inTurn(sessionId, async () => {
      const made = await this.#parts.store.find(sessionId)
      if (made !== null) return made
      const session = await this.draft(sessionId, body, author)
      await this.commit([this.#writing(null, session, author, { action: 'create' })])
      return session
    })
  }

  /** A draft that is not written yet. @throws {BridgeError} `session_invalid`, `site_not_found`, `not_found` */
  async draft(sessionId: SessionId, body: SessionBody, author: Author): Promise<PlannedSession> {
    const sound = await this.checked(body)
    const now = this.#parts.clock()
    return {
      sessionId,
      state: 'draft',
      version: 1,
      body: sound,
      siteIds: this.sitesOf(sound),
      seriesId: null,
      occurrence: null,
      isMoved: false,
      rehearsals: 0,
      createdAt: now,
      createdByName: author.name,
      updatedAt: now,
      updatedByName: author.name,
      invitedAt: null,
      startedAt: null,
      endedAt: null,
      cancelReason: null,
    }
  }

  /** Changes a session. After invitation only those whom it concerns are told. */
  update(sessionId: SessionId, version: number, body: SessionBody, author: Author): Promise<PlannedSession> {
    return this.inTurn(sessionId, async () => {
      const session = await this.#seen(sessionId, version)
      this.#next(session, 'update')
      const sound = await this.checked(body)
      const fixed = fixedField(session.state, session.body, sound)
      if (fixed !== null)
        throw new BridgeError('session_field_fixed', { field: fixed, ...stateWords(session) })
      const write = await this.changed(session, sound, author, { isMoved: isMovedBy(session, sound) })
      if (write === null) return session
      await this.commit([write])
      return write.session
    })
  }

  /** What it takes to give a session another plan; null when nothing is different. */
  async changed(
    session: PlannedSession,
    body: SessionBody,
    author: Author,
    patch: Patch = {},
    { action = 'update', changes: more = [] }: Partial<Telling> = {},
  ): Promise<PlanWrite | null> {
    const siteIds = session.state === 'live' ? session.siteIds : this.sitesOf(body)
    const after = this.#patched(session, { ...patch, body, siteIds }, author)
    const nameOf = await this.#nameOf(session, after)
    const changes = [...differences(session.body, body, nameOf), ...more]
    if (changes.length === 0 && isSame(siteIds, session.siteIds)) return null
    const isAnnounced = session.state === 'scheduled' || session.state === 'rehearsing'
    const notices = isAnnounced ? await this.#toldOfChange(session, after) : null
    return this.#writing(session, after, author, { action, changes, notices })
  }

  /** Units and sites are others now: whom each plan invites is found anew, and who comes in or goes is told. */
  async followDirectory(): Promise<void> {
    const plans = await this.#parts.store.inStates(['draft', 'scheduled'], this.#parts.clock())
    for (const { sessionId } of plans.filter(({ body, siteIds }) => !isSame(this.sitesOf(body), siteIds))) {
      await this.inTurn(sessionId, async () => {
        const session = await this.#parts.store.find(sessionId)
        if (session === null || (session.state !== 'draft' && session.state !== 'scheduled')) return
        const changes = outdatedWords(session.body, this.#parts.directory)
        const telling = { action: 'followDirectory', changes }
        const write = await this.changed(session, session.body, SYSTEM_AUTHOR, {}, telling)
        if (write !== null) await this.commit([write])
      })
    }
  }

  /** Removes a draft. */
  remove(sessionId: SessionId, version: number): Promise<PlannedSession> {
    return this.inTurn(sessionId, async () => {
      const session = await this.#seen(sessionId, version)
      this.#next(session, 'remove')
      await this.commit([], { removals: [session] })
      return session
    })
  }

  /** Makes a draft binding and has the invitations sent. */
  schedule(sessionId: SessionId, version: number, author: Author): Promise<PlannedSession> {
    return this.inTurn(sessionId, async () => {
      const write = await this.scheduled(await this.#seen(sessionId, version), author)
      await this.commit([write])
      return write.session
    })
  }

  /** What it takes to make a draft binding. @throws {BridgeError} `session_state`, `session_over` */
  async scheduled(session: PlannedSession, author: Author): Promise<PlanWrite> {
    this.#next(session, 'schedule')
    const now = this.#parts.clock()
    if (endsAt(session.body) <= now) throw new BridgeError('session_over')
    const siteIds = this.sitesOf(session.body)
    const after = this.#patched(session, { state: 'scheduled', siteIds, invitedAt: now }, author)
    const notices = (await this.#parts.notices?.invited(await this.announced(after), after.siteIds)) ?? null
    return this.#writing(session, after, author, { action: 'schedule', notices })
  }

  /** Calls an announced session off and has whoever was invited told. */
  async cancelled(session: PlannedSession, reason: string, author: Author): Promise<PlanWrite> {
    this.#next(session, 'cancel')
    const after = this.#patched(session, { state: 'cancelled', cancelReason: reason }, author)
    const notices = (await this.#parts.notices?.cancelled(await this.announced(after), reason)) ?? null
    const changes = [{ field: 'cancelReason', before: null, after: reason }]
    return this.#writing(session, after, author, { action: 'cancel', changes, notices })
  }

  archive(sessionId: SessionId, version: number, author: Author): Promise<PlannedSession> {
    return this.inTurn(sessionId, async () => {
      const session = await this.#seen(sessionId, version)
      this.#next(session, 'archive')
      return this.put(session, { state: 'archived' }, author, 'archive')
    })
  }

  /** What it takes to change a session otherwise than by its plan. */
  writing(session: PlannedSession, patch: Patch, author: Author, action: string): PlanWrite {
    return this.#writing(session, this.#patched(session, patch, author), author, { action })
  }

  /** What it takes to write a new session. */
  writingNew(
    session: PlannedSession,
    author: Author,
    action: string,
    changes: readonly FieldChange[] = [],
  ): PlanWrite {
    return this.#writing(null, session, author, { action, changes })
  }

  /** Writes a change of what became of a session; its plan stays as it is. */
  async put(
    session: PlannedSession,
    patch: Patch,
    author: Author,
    action: string,
    changes: readonly FieldChange[] = [],
  ): Promise<PlannedSession> {
    const after = this.#patched(session, patch, author)
    await this.commit([this.#writing(session, after, author, { action, changes })])
    return after
  }

  /** Writes a session that nobody had planned. */
  async enter(session: PlannedSession, author: Author, action: string, notices: NoticeBatch | null = null) {
    await this.commit([this.#writing(null, session, author, { action, notices })])
  }

  /** Writes plans, all or none, and lets everybody know. @throws {BridgeError} `changed_meanwhile`, `storage_failed` */
  async commit(
    writes: readonly PlanWrite[],
    { removals = [], series = null }: Partial<Omit<PlanChanges, 'writes'>> = {},
  ): Promise<void> {
    await this.#parts.store.write({ writes, removals, series })
    if (writes.some(({ notices }) => notices !== null)) this.#parts.notices?.committed()
    for (const { before, session } of writes) this.#tell(before, session)
    for (const session of removals) this.#tell(session, null)
  }

  /** The session at the version that somebody has seen. @throws {BridgeError} `not_found`, `changed_meanwhile` */
  async #seen(sessionId: SessionId, version: number): Promise<PlannedSession> {
    const session = await this.get(sessionId)
    if (session.version !== version) throw new BridgeError('changed_meanwhile', { version: session.version })
    return session
  }

  /** The same, and that an action is possible in its state. @throws {BridgeError} `session_state` as well */
  async ready(sessionId: SessionId, version: number, action: PlanAction): Promise<PlannedSession> {
    const session = await this.#seen(sessionId, version)
    this.#next(session, action)
    return session
  }

  #next(session: PlannedSession, action: PlanAction): void {
    if (nextState(session.state, action) === null) throw new BridgeError('session_state', stateWords(session))
  }

  /** A plan whose texts are tidied. @throws {BridgeError} when something in it is wrong */
  async checked(body: SessionBody): Promise<SessionBody> {
    const tidy = tidied(body)
    const fault = faultOf(tidy)
    if (fault !== null) {
      const { vi, en } = fault.reason
      throw new BridgeError('session_invalid', { path: fault.path, vi, en })
    }
    const directory = onDayOf(this.#parts.directory, tidy)
    if (directory.site(tidy.chair.siteId) === undefined) throw new BridgeError('site_not_found')
    const documentIds = documentIdsOf(tidy)
    const known = await this.#parts.documents.find(documentIds)
    const unknown = documentIds.find((id) => !known.has(id))
    if (unknown !== undefined) throw new BridgeError('document_not_found', { documentId: unknown })
    return tidy
  }

  /** The sites that a plan invites, as the directory has them on its day. */
  sitesOf(body: Invited & Pick<SessionBody, 'startsAt'>) {
    const { directory } = this.#parts
    return resolveInvitation(body, onDayOf(directory, body), directory.sitesOfGroup)
  }

  async announced(session: PlannedSession) {
    const { directory, documents } = this.#parts
    return announced(session, directory, await documents.find(documentIdsOf(session.body)))
  }

  async #toldOfChange(before: PlannedSession, after: PlannedSession): Promise<NoticeBatch | null> {
    const { notices } = this.#parts
    if (notices === null) return null
    return notices.changed(
      await this.announced(before),
      await this.announced(after),
      concernedBy(before, after),
    )
  }

  async #nameOf(before: PlannedSession, after: PlannedSession): Promise<(id: string) => string> {
    const { directory, documents } = this.#parts
    const files = await documents.find([before, after].flatMap(({ body }) => documentIdsOf(body)))
    const people = [before, after].flatMap(({ body }) => body.people.map(({ accountId }) => accountId))
    const names = new Map([
      ...namesIn(before, directory),
      ...namesIn(after, directory),
      ...(await this.#parts.accountNames(people)),
      ...[...files].map(([id, { title }]): [string, string] => [id, title]),
    ])
    return (id) => names.get(id) ?? id
  }

  #patched(session: PlannedSession, patch: Patch, author: Author): PlannedSession {
    return {
      ...session,
      ...patch,
      version: session.version + 1,
      updatedAt: this.#parts.clock(),
      updatedByName: author.name,
    }
  }

  #writing(
    before: PlannedSession | null,
    session: PlannedSession,
    author: Author,
    { action, changes = [], notices = null }: Telling,
  ): PlanWrite {
    const history = { at: session.updatedAt, actor: author.text, actorName: author.name, action, changes }
    return { session, before, history, notices }
  }

  #tell(before: PlannedSession | null, after: PlannedSession | null): void {
    for (const listener of this.#listeners) listener(before, after)
  }
}

/** The same command always makes the same session. */
export function sessionIdFor({ text }: Author, command: string): SessionId {
  const digest = createHash('sha256').update(`plan/${text}/${command}`).digest('hex').slice(0, 20)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
  return `session-${digest}` as SessionId
}

/** The state of a session, for sentences. */
export function stateWords({ state }: PlannedSession) {
  return { state, stateVi: STATE_WORDS[state].vi, stateEn: STATE_WORDS[state].en }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  const others = new Set(b)
  return a.length === b.length && a.every((one) => others.has(one))
}

/** One of a series whose time was changed by itself stays where it was put. */
function isMovedBy(session: PlannedSession, after: SessionBody): boolean {
  return session.isMoved || (session.seriesId !== null && session.body.startsAt !== after.startsAt)
}
