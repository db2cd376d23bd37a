import { setTimeout as delay } from 'node:timers/promises'
import {
  CLIENT_MESSAGES,
  COMMAND_CALLS,
  REST_CALLS,
  REST_PREFIX,
  type ClientMessageName,
  type RestCallName,
  type RestDefinition,
  type Role,
  type SessionRole,
} from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RateLimiter } from '../../server/src/adapters/realtime/RateLimiter.ts'
import type { Action } from '../../server/src/core/policy/policy.ts'
import { EXPECTED, type ExpectedReach } from '../../server/src/core/policy/testing.ts'
import { newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import type { RestClient } from '../support/RestClient.ts'
import { Province, type PlaceName } from '../support/rights/Province.ts'
import { sample, type Fields } from '../support/rights/sample.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/*
 * Every call, command, question and subscription, for every role, in every place, on a real bridge. Names are taken
 * from the protocol and what is sent is made from its schemas: one that is added is walked as well, and fails here
 * until somebody has said who may do it.
 */

const ROLES: readonly Role[] = ['observer', 'scheduler', 'operator', 'administrator']
const REFUSED_FIRST: readonly PlaceName[] = ['unknown', 'above', 'beside', 'below', 'own']

/** What somebody has not seen is not there: refused alike, whether it exists or not. */
const HIDDEN = new Set(['not_found', 'session_not_found', 'site_not_found', 'document_not_found'])
/** Of one's own, or not there: there is nothing of others to name. */
const OWN_ENTITY: ReadonlySet<string> = new Set([
  'directory.importRows',
  'directory.importApply',
  'directory.importDiscard',
])
/** What concerns the whole tree, wherever it is asked for. */
const WHOLE_TREE: ReadonlySet<string> = new Set([
  'directory.planDropTier',
  // The first change of all, by which the directory came in.
  'directory.undo',
])
/** What names no unit: it reaches as far as the caller does. */
const AS_FAR_AS_ONESELF: ReadonlySet<string> = new Set(['directory.import'])

let bridge: RunningBridge
let admin: RawPage
let province: Province
const people = new Map<Role, RestClient>()
const pages = new Map<Role, RawPage>()
let room: RawPage

function fieldsOf(place: PlaceName): Fields {
  const fields = province.fields.get(place)
  if (fields === undefined) throw new Error(`nothing in ${place}`)
  return fields
}

beforeAll(async () => {
  bridge = await startBridge({
    env: {
      BRIDGE_MEDIA_SPAWN_NODE: 'false',
      // The walk makes more of both in a minute than any person.
      BRIDGE_LIMITS_CALLS_PER_MINUTE: '100000',
      BRIDGE_LIMITS_UPLOADS_PER_MINUTE: '10000',
    },
  })
  admin = await openAdmin(bridge)
  province = await Province.settle(bridge, admin)
  for (const role of ROLES) {
    people.set(role, await province.person(`walker.${role}`, role, province.spots.own.unitId))
    // Somebody else: a walk through the calls ends the walker's other logins, and with them its sockets.
    await province.person(`clicker.${role}`, role, province.spots.own.unitId)
    const cookie = (await logInByHttps(`clicker.${role}`)).split(';')[0] ?? ''
    const page = await RawPage.open(bridge.url, { extraHeaders: { cookie } })
    const reply = await page.hello({ kind: 'console', instance: newPage() })
    if (!reply.ok) throw new Error(reply.error.code)
    pages.set(role, page)
  }
  room = await (await RoomPc.pair(bridge, admin, province.spots.above.siteId)).openPage()
}, 120_000)
afterAll(async () => {
  for (const page of [...pages.values(), admin, room]) page.close()
  await bridge.stop()
})

async function logInByHttps(userName: string): Promise<string> {
  const response = await fetch(new URL('/api/login', bridge.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password: 'một mật khẩu của người thử' }),
  })
  return response.headers.get('set-cookie') ?? ''
}

/** Makes a call with the least that its schema takes, about a place. @returns its code, or `done` */
async function codeOf(client: RestClient, name: RestCallName, fields: Fields): Promise<string> {
  const call: RestDefinition = REST_CALLS[name]
  const about = name === 'sessions.update' ? fields : { ...fields, body: undefined }
  const params = Object.entries(Object(sample(call.params, fields)))
  const path = params.reduce((text, [key, value]) => text.replace(`:${key}`, String(value)), call.path)
  const query = new URLSearchParams(
    Object.entries(Object(sample(call.query, fields))).map(([key, value]): [string, string] => [
      key,
      String(value),
    ]),
  )
  const hasBody = call.method !== 'GET' && call.method !== 'DELETE'
  const type = call.upload?.types[0] ?? 'application/json'
  const body = call.upload === undefined ? JSON.stringify(bodyOf(name, call, about)) : '%PDF-1.4 x'
  const response = await client.fetch(`${path}?${query.toString()}`, {
    method: call.method,
    headers: { ...(hasBody ? { 'content-type': type } : {}), 'if-match': '"1"' },
    ...(hasBody ? { body } : {}),
  })
  const text = await response.text()
  if (response.ok) return 'done'
  return (JSON.parse(text) as { code: string }).code
}

function bodyOf(name: RestCallName, call: RestDefinition, fields: Fields): unknown {
  if (name === 'sessions.update') return fields['body']
  const { body: _body, ...named } = fields
  const isTemplate = name === 'templates.create'
  return sample(call.body, isTemplate ? { ...named, body: fields['session'] } : named)
}

/** How an answer is judged: let through as far as the use case, or not. */
function judge(code: string, action: string): string {
  if (code === 'forbidden') return 'refused'
  if (HIDDEN.has(code)) return 'not there'
  const isBroken = ['internal', 'invalid_message', 'not_logged_in', 'token_scope', 'unknown_message']
  return isBroken.includes(code) ? `${action} answered ${code}` : 'let through'
}

function isInside(reach: ExpectedReach, place: PlaceName): boolean {
  if (reach === 'self') return true
  return place === 'own' || place === 'below'
}

function check(action: Action, role: Role, place: PlaceName, code: string): void {
  const [, roles, reach] = EXPECTED[action]
  const verdict = judge(code, action)
  const what = `${action} by the ${role} of a district, ${place}: ${code}`
  const may = roles.includes(role) && isInside(reach, place) && !WHOLE_TREE.has(action)
  if (place === 'unknown' && reach !== 'self')
    return expect(['refused', 'not there'], what).toContain(verdict)
  if (OWN_ENTITY.has(action)) return expect(['refused', 'not there'], what).toContain(verdict)
  if (may) return expect(['let through', 'not there'], what).toContain(verdict)
  expect(verdict, what).toBe('refused')
}

describe.each(ROLES)('The %s of a district, by HTTP', (role) => {
  beforeAll(() => province.refresh())

  // What ends a thing comes after what is refused it: first everything that must not happen.
  it.each(Object.keys(REST_CALLS) as RestCallName[])('%s', async (name) => {
    expect(Object.hasOwn(EXPECTED, name), `${name} has no expectation`).toBe(true)
    const client = people.get(role)
    if (client === undefined) throw new Error('nobody')
    const isPlaceless = EXPECTED[name][2] === 'self' || WHOLE_TREE.has(name) || AS_FAR_AS_ONESELF.has(name)
    const places = isPlaceless ? (['own'] as const) : REFUSED_FIRST
    for (const place of places) check(name, role, place, await codeOf(client, name, fieldsOf(place)))
  })

  it.each(COMMAND_CALLS.map(({ name }) => name))('%s as a call', async (name) => {
    const client = people.get(role)
    if (client === undefined) throw new Error('nobody')
    for (const place of REFUSED_FIRST) {
      const response = await client.fetch(`/commands/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(dataOf(name, place)),
      })
      const answer = (await response.json()) as { code?: string }
      check(name, role, place, response.ok ? 'done' : (answer.code ?? 'internal'))
    }
  })
})

/** What a message says about a place; sessions are live ones. */
function dataOf(name: ClientMessageName, place: PlaceName): unknown {
  const fields = fieldsOf(place)
  const sessionId = fields['liveSessionId']
  const selector = { view: 'session', sessionId }
  return sample(CLIENT_MESSAGES[name].data, { ...fields, sessionId, selector })
}

const MESSAGES = (Object.keys(CLIENT_MESSAGES) as ClientMessageName[]).filter((name) => name !== 'hello')

/** A socket takes so many messages at once and in the long run, with some to spare: the walk has more of them. */
const PACE = { burst: 150, perSecond: 35 }

describe.each(ROLES)('The %s of a district, by socket', (role) => {
  const pace = new RateLimiter({ ...PACE, now: performance.now() })
  beforeAll(() => province.refresh())

  async function inTime(): Promise<void> {
    while (!pace.take(performance.now())) await delay(1_000 / PACE.perSecond)
  }

  it.each(MESSAGES)('%s', async (name) => {
    const page = pages.get(role)
    if (page === undefined) throw new Error('nobody')
    const places = EXPECTED[name][2] === 'self' ? (['own'] as const) : REFUSED_FIRST
    for (const place of places) {
      await inTime()
      check(name, role, place, await page.codeOf(name, dataOf(name, place)))
    }
  })
})

describe('A room', () => {
  it.each(MESSAGES)('%s', async (name) => {
    const [mayRoom] = EXPECTED[name]
    const verdict = judge(await room.codeOf(name, dataOf(name, 'below')), name)
    // A room that may send a message may still have asked for what is not for it, such as a console's view.
    if (!mayRoom) expect(verdict, name).toBe('refused')
    else expect(['let through', 'not there', 'refused'], name).toContain(verdict)
  })
})

describe.each(['chair', 'secretary', 'technician'] as const)(
  'A session’s %s from elsewhere',
  (sessionRole) => {
    it('may do in it what that role may, and nothing else', async () => {
      const userName = `role.${sessionRole}`
      const client = await province.person(userName, 'observer', province.spots.own.unitId)
      const names = (Object.keys(REST_CALLS) as RestCallName[]).filter((name) => {
        const path: string = REST_CALLS[name].path
        return path.startsWith('/sessions/:sessionId')
      })
      for (const name of names) {
        const fields = await province.sessionWith('above', userName, sessionRole)
        const [, , , sessionRoles = []]: readonly [unknown, unknown, unknown, (readonly SessionRole[])?] =
          EXPECTED[name]
        const verdict = judge(await codeOf(client, name, fields), name)
        const what = `${name} by the ${sessionRole}`
        if (sessionRoles.includes(sessionRole)) expect(['let through', 'not there'], what).toContain(verdict)
        else expect(verdict, what).toBe('refused')
      }
    })
  },
)

describe('Nobody', () => {
  it.each(Object.keys(REST_CALLS) as RestCallName[])('makes the call %s without a login', async (name) => {
    const call: RestDefinition = REST_CALLS[name]
    const url = `http://127.0.0.1:${bridge.httpPort}${REST_PREFIX}${call.path.replaceAll(/:\w+/g, '1')}`
    const response = await fetch(url, { method: call.method })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await response.json()).toMatchObject({ code: 'not_logged_in', status: 401 })
  })
})
