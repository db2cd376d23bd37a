import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SessionId, UnitId } from '@diem-cau/protocol'
import { Lease } from '../../../server/src/adapters/store/Lease.ts'
import { openStore, type Store } from '../../../server/src/adapters/store/openStore.ts'
import { SqlEventStore } from '../../../server/src/adapters/store/SqlEventStore.ts'
import { BranchRegistry } from '../../../server/src/app/BranchRegistry.ts'
import type { Services } from '../../../server/src/app/handlers/define.ts'
import { MediaDirector } from '../../../server/src/app/MediaDirector.ts'
import { Presence } from '../../../server/src/app/Presence.ts'
import { aBridge, aPerson, FakeMediaPlane, FakePeer, silentLog } from '../../../server/src/app/testing.ts'
import { opening, pageOf, SITE_IDS } from './province.ts'

/** Forgets what it is told: a real one sends it away. */
class MutePlane extends FakeMediaPlane {
  override setDesired(): void {}
}

/**
 * The use cases of a bridge on a real database, with all rooms of the province in one session. Beneath are the real
 * registry, log writer and SQLite; only sockets and the media node are left out.
 */
export class Stand {
  readonly services: Services
  readonly rooms: readonly FakePeer[]
  readonly desk: FakePeer
  readonly sessionId: SessionId
  readonly #store: Store
  readonly #folder: string

  private constructor(parts: {
    services: Services
    rooms: readonly FakePeer[]
    desk: FakePeer
    sessionId: SessionId
    store: Store
    folder: string
  }) {
    this.services = parts.services
    this.rooms = parts.rooms
    this.desk = parts.desk
    this.sessionId = parts.sessionId
    this.#store = parts.store
    this.#folder = parts.folder
  }

  static async open(): Promise<Stand> {
    const folder = mkdtempSync(join(tmpdir(), 'bridge-bench-core-'))
    const store = await openStore({ directory: folder, url: '', passwordFile: null })
    const lease = await Lease.acquire(store, Date.now())
    const registry = new BranchRegistry({
      store: new SqlEventStore(store, lease.epoch),
      clock: Date.now,
      epoch: lease.epoch,
      log: silentLog,
    })
    const services = onRegistry(registry)
    const { type: _type, branchId, sessionId, ...rest } = opening()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the unit of `aPerson`
    const hosted = { ...rest, hostUnitId: 'p' as UnitId }
    await registry.open(hosted, { actor: 'bench', key: 'open' }, { branchId, sessionId })
    const rooms = SITE_IDS.map((siteId) => FakePeer.site(siteId, pageOf(siteId)))
    await Promise.all(SITE_IDS.map((siteId, index) => arrive(services, siteId, rooms[index])))
    return new Stand({ services, rooms, desk: aPerson('p'), sessionId, store, folder })
  }

  async close(): Promise<void> {
    await this.services.registry.idle()
    await this.#store.destroy()
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function arrive({ presence }: Services, siteId: (typeof SITE_IDS)[number], room: FakePeer | undefined) {
  if (room !== undefined) await presence.arrive(siteId, room)
}

function onRegistry(registry: BranchRegistry): Services {
  const { services } = aBridge()
  const common = { registry, clock: Date.now, log: silentLog }
  const presence = new Presence({ ...common, secondTab: 'takeover' })
  const plane = new MutePlane()
  const director = new MediaDirector({ ...common, plane, ids: services.ids, presence, onChange: () => {} })
  return { ...services, ...common, presence, plane, director }
}
