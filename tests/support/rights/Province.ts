/* oxlint-disable typescript/no-unsafe-type-assertion -- ids of a test are ids */
import type { RestBodyOf, Role, SessionBody, SessionRole } from '@diem-cau/protocol'
import { newCommand, type RawPage } from '../RawPage.ts'
import { RestClient } from '../RestClient.ts'
import type { RunningBridge } from '../startBridge.ts'
import type { Fields } from './sample.ts'

const PASSWORD = 'một mật khẩu của người thử'
const DAY_MS = 86_400_000

/** Where something is, as the people of a district see it. */
export type PlaceName = 'own' | 'below' | 'above' | 'beside' | 'unknown'

interface Spot {
  unitId: string
  siteId: string
}

/** A bridge with people of every role in one district, and something of everything in every place around it. */
export class Province {
  readonly bridge: RunningBridge
  readonly admin: RawPage
  readonly office: RestClient
  readonly spots: Readonly<Record<PlaceName, Spot>>
  /** What calls name, by place. */
  readonly fields = new Map<PlaceName, Fields>()

  private constructor(
    bridge: RunningBridge,
    admin: RawPage,
    office: RestClient,
    spots: Readonly<Record<PlaceName, Spot>>,
  ) {
    this.bridge = bridge
    this.admin = admin
    this.office = office
    this.spots = spots
  }

  static async settle(bridge: RunningBridge, admin: RawPage): Promise<Province> {
    if (bridge.login === null) throw new Error('no first login')
    const office = await RestClient.logIn(bridge, bridge.login)
    const province = new Province(bridge, admin, office, await findSpots(admin))
    const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
    for (const key of Object.keys(entities).filter((one) => one.startsWith('session:'))) {
      const sessionId = key.slice('session:'.length) as never
      await admin.ask('session.close', { command: newCommand() as never, sessionId })
    }
    province.fields.set('unknown', unknownFields())
    await province.refresh()
    return province
  }

  /** Everything anew in every place: whoever was allowed to has ended and removed what was there. */
  async refresh(): Promise<void> {
    for (const place of ['own', 'below', 'above', 'beside'] as const) {
      const former = this.fields.get(place)?.['liveSessionId']
      if (former !== undefined) {
        await this.admin.say('session.close', { command: newCommand(), sessionId: former })
      }
      this.fields.set(place, await this.#furnish(place))
    }
  }

  /** Somebody with a role in a unit, logged in by a password of their own. */
  async person(userName: string, role: Role, unitId: string): Promise<RestClient> {
    const grants = [{ role, unitId: unitId as never }]
    const fields = { userName, displayName: userName, email: '' as const, phone: '' as const, grants }
    const made = await this.office.ask('account.create', { body: { ...fields, withPassword: true } })
    const current = made.firstPassword ?? ''
    const first = await RestClient.logIn(this.bridge, { userName, password: current })
    await first.ask('me.changePassword', { body: { current, next: PASSWORD } })
    return this.logIn(userName)
  }

  logIn(userName: string): Promise<RestClient> {
    return RestClient.logIn(this.bridge, { userName, password: PASSWORD })
  }

  /** A session of a place with a role for somebody in it. @returns what calls name */
  async sessionWith(place: PlaceName, userName: string, role: SessionRole): Promise<Fields> {
    const { items } = await this.office.ask('account.list', { query: { q: userName } })
    const accountId = items.find((account) => account.userName === userName)?.accountId
    if (accountId === undefined) throw new Error(`no account ${userName}`)
    const { unitId, siteId } = this.spots[place]
    const session = aSession(unitId, siteId, [{ accountId, role }])
    const body = { command: newCommand() as never, session }
    const { sessionId } = await this.office.ask('sessions.create', { body })
    return { ...this.fields.get(place), sessionId, session, body: session }
  }

  async #furnish(place: Exclude<PlaceName, 'unknown'>): Promise<Fields> {
    const spot = this.spots[place]
    const { unitId, siteId } = spot
    const named = {
      unitId,
      hostUnitId: unitId,
      ownerUnitId: unitId,
      siteId,
      chairSiteId: siteId,
      siteIds: [siteId],
      unitIds: [unitId],
      invitedUnitIds: [unitId],
      fromUnitIds: [unitId],
      grants: [{ role: 'observer', unitId }],
      edits: [{ edit: 'putGroup', group: aGroup(unitId) }],
      fileName: 'x.pdf',
    }
    const { account } = await this.office.ask('account.create', {
      body: {
        ...aPerson(`target.${place}.${newCommand()}`.slice(0, 40)),
        grants: [{ role: 'observer', unitId: unitId as never }],
      },
    })
    const live = await this.admin.ask('session.open', {
      command: newCommand() as never,
      title: `Phiên ${place}`,
      hostUnitId: unitId as never,
      chairSiteId: siteId as never,
      invitedUnitIds: [unitOf(siteId) as never],
    })
    const planned = await this.#plan(spot)
    return { ...named, ...planned, accountId: account.accountId, liveSessionId: live.sessionId }
  }

  async #plan({ unitId, siteId }: Spot): Promise<Fields> {
    const session = aSession(unitId, siteId, [])
    const { office } = this
    const { sessionId } = await office.ask('sessions.create', {
      body: { command: newCommand() as never, session },
    })
    const first = await office.ask('sessions.create', { body: { command: newCommand() as never, session } })
    const recurrence = { rule: 'FREQ=MONTHLY;COUNT=2', exceptDays: [], onHoliday: 'keep' as const }
    const { seriesId } = await office.ask('series.create', {
      body: { command: newCommand() as never, sessionId: first.sessionId, recurrence },
    })
    const { templateId } = await office.ask('templates.create', {
      body: { command: newCommand() as never, name: `Mẫu ${unitId}`, body: session },
    })
    return {
      sessionId,
      seriesId,
      templateId,
      session,
      body: session,
      documentId: await this.#document(unitId),
    }
  }

  async #document(unitId: string): Promise<string> {
    const query = new URLSearchParams({ hostUnitId: unitId, fileName: 'tai-lieu.pdf' })
    const response = await this.office.fetch(`/documents?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n',
    })
    const answer = (await response.json()) as { documentId?: string }
    if (answer.documentId === undefined) throw new Error(`no document: ${JSON.stringify(answer)}`)
    return answer.documentId
  }
}

const units = new Map<string, string>()

function unitOf(siteId: string): string {
  const unitId = units.get(siteId)
  if (unitId === undefined) throw new Error(`no unit of ${siteId}`)
  return unitId
}

/** A district, a commune of it, a body of the province, another district: each with a site that only it has. */
async function findSpots(admin: RawPage): Promise<Record<PlaceName, Spot>> {
  const directory = await admin.ask('directory.get', {})
  for (const { siteId, unitId } of directory.sites) units.set(siteId, unitId)
  const root = directory.units.find(({ parentId }) => parentId === null)
  const siteIn = (unitId: string): string =>
    directory.sites.find((site) => site.unitId === unitId)?.siteId ?? ''
  const below = (unitId: string) => directory.units.filter(({ parentId }) => parentId === unitId)
  const districts = below(root?.unitId ?? '').filter(({ kind, tier }) => tier === 2 && kind !== 'body')
  const bodies = below(root?.unitId ?? '').filter(({ kind }) => kind === 'body')
  const [own, beside] = districts
  const [first, second] = below(own?.unitId ?? '')
  const [other] = below(beside?.unitId ?? '')
  const [body] = bodies
  if (!root || !own || !beside || !first || !second || !other || !body) throw new Error('no such directory')
  return {
    own: { unitId: own.unitId, siteId: siteIn(second.unitId) },
    below: { unitId: first.unitId, siteId: siteIn(first.unitId) },
    above: { unitId: root.unitId, siteId: siteIn(body.unitId) },
    beside: { unitId: beside.unitId, siteId: siteIn(other.unitId) },
    unknown: { unitId: 'unknown', siteId: 'unknown' },
  }
}

function unknownFields(): Fields {
  const unknown = 'unknown'
  return {
    unitIds: [unknown],
    siteIds: [unknown],
    invitedUnitIds: [unknown],
    fromUnitIds: [unknown],
    grants: [{ role: 'observer', unitId: unknown }],
    edits: [{ edit: 'putGroup', group: aGroup(unknown) }],
    session: aSession(unknown, unknown, []),
    body: aSession(unknown, unknown, []),
    liveSessionId: unknown,
    fileName: 'x.pdf',
  }
}

function aGroup(unitId: string): object {
  const name = `Nhóm ${newCommand()}`
  return {
    groupId: `group-${unitId}`,
    name,
    kind: 'other',
    ownerUnitId: unitId,
    unitIds: [unitId],
    siteIds: [],
  }
}

function aPerson(userName: string): Omit<RestBodyOf<'account.create'>, 'grants'> {
  return { userName, displayName: userName, email: '', phone: '', withPassword: false }
}

function aSession(unitId: string, siteId: string, people: SessionBody['people']): SessionBody {
  return {
    type: 'districtBriefing',
    title: 'Giao ban thử',
    hostUnitId: unitId as never,
    startsAt: Math.floor(Date.now() / DAY_MS) * DAY_MS + 3 * DAY_MS + 3_600_000,
    durationMinutes: 60,
    rehearsalAt: null,
    chair: { siteId: siteId as never, person: '' },
    invitation: { tiers: [], unitIds: [], groupIds: [], siteIds: [siteId as never], exceptSiteIds: [] },
    agenda: [],
    technicians: [],
    people,
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 3, maxOpenMicrophones: 4, videoCodec: 'vp8' },
  }
}
