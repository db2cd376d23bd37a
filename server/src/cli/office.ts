import { BridgeError, type UnitId } from '@diem-cau/protocol'
import { passwordHasher } from '../adapters/passwords.ts'
import { StoreError } from '../adapters/store/openStore.ts'
import { SqlAuditStore } from '../adapters/store/SqlAuditStore.ts'
import { SqlDirectoryStore } from '../adapters/store/SqlDirectoryStore.ts'
import { AuditTrail } from '../app/AuditTrail.ts'
import { DirectoryBook } from '../app/directory/DirectoryBook.ts'
import type { StoredChange } from '../app/directory/ports.ts'
import type { Account } from '../app/people/types.ts'
import type { AuditNote } from '../app/rest/define.ts'
import { openPeople, type People } from '../people.ts'
import { userInfo } from 'node:os'
import type { Invocation } from './command.ts'

/** The office's records, as a command reads and changes them beside a bridge that may be running. */
export interface Office {
  book: DirectoryBook
  people: People
  /** Puts what was done into the audit trail. */
  audit: (action: string, account: Account, details?: Readonly<Record<string, unknown>>) => Promise<void>
  /** The same for a change of the directory. */
  auditChange: (change: StoredChange) => Promise<void>
}

const QUIET = { debug() {}, info() {}, warn() {}, error() {} }

/** @throws {StoreError} in an installation that has never been started */
export async function openOffice({ openStore, config, now }: Invocation): Promise<Office> {
  const store = await openStore()
  const book = await DirectoryBook.open({ store: new SqlDirectoryStore(store), clock: now })
  if (book === null) {
    throw new StoreError(
      'Chưa có danh mục đơn vị. Hãy khởi động cầu một lần rồi thử lại.',
      'There is no directory of units yet. Start the bridge once, then try again.',
    )
  }
  const people = openPeople({ store, config, clock: now, rootUnitId: () => book.current.root.id })
  const trail = new AuditTrail({
    store: new SqlAuditStore(store),
    digest: (text) => passwordHasher.digest(text),
    unitName: (unitId) => book.current.unitName(unitId) ?? null,
    clock: now,
    log: QUIET,
  })
  return {
    book,
    people,
    audit: (action, account, details = {}) => write(trail, action, noteOfAccount(account, details)),
    auditChange: (change) => write(trail, 'directory.importApply', noteOfChange(change, book)),
  }
}

function noteOfAccount(
  { accountId, userName, grants }: Account,
  details: Readonly<Record<string, unknown>>,
): AuditNote {
  const unitId = grants[0]?.unitId ?? null
  return { unitId, subject: `account:${accountId}`, subjectName: userName, details: { grants, ...details } }
}

function noteOfChange({ unitId, revision, counts, summary }: StoredChange, book: DirectoryBook): AuditNote {
  const subjectName = book.current.unitName(unitId) ?? unitId
  return { unitId, subject: `unit:${unitId}`, subjectName, details: { revision, counts, file: summary } }
}

async function write(trail: AuditTrail, action: string, note: AuditNote): Promise<void> {
  const actor = { text: 'system', name: `bridge (${userInfo().username})`, address: '' }
  // The bridge may have written a line at the same moment: then it is tried once more, after that one.
  await trail.write(actor, action, note, null).catch(() => trail.idle())
  await trail.close()
}

/** A unit by its id or its official code. @throws {BridgeError} `not_found` */
export function unitOf({ book }: Office, named: string): UnitId {
  const unit = book.current.units().find(({ id, code }) => id === named || (code !== '' && code === named))
  if (unit === undefined) throw new BridgeError('not_found')
  return unit.id
}
