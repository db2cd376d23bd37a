import type { SessionView } from '@diem-cau/protocol'
import type { ViewSubscription } from '../../client/src/connection/index.ts'
import { AdminLink, sentenceOf } from './bridge/AdminLink.ts'
import { dataDirectoryOf, readControl, trust } from './bridge/control.ts'
import { waitFor } from './bridge/waitFor.ts'
import { installWrtcGlobals } from './media/wrtc.ts'
import { Meeting, rowsOf } from './Meeting.ts'
import type { Narrator } from './Narrator.ts'
import { PairedRecord } from './PairedRecord.ts'
import { chooseSites, type Choice } from './plan/chooseSites.ts'
import type { Directory, DirectorySite } from './plan/directory.ts'
import type { SimulatorOptions } from './plan/options.ts'
import { seededRandom } from './plan/random.ts'
import { chooseSession, headOf, type ChosenSession } from './session.ts'
import { SimulatorError } from './SimulatorError.ts'

export interface Simulation {
  readonly options: SimulatorOptions
  readonly env: Readonly<Record<string, string | undefined>>
  readonly narrator: Narrator
  /** Aborted by Ctrl-C. */
  readonly stopped: AbortSignal
  readonly now: () => number
}

const VIEW_MS = 10_000

/** Plays a meeting until it is stopped or its time is over. Throws SimulatorError. */
export async function simulate({ options, env, narrator, stopped, now }: Simulation): Promise<void> {
  const dataDirectory = dataDirectoryOf(options.dataDirectory, env)
  const control = readControl(dataDirectory)
  const url = options.url ?? control.url
  trust(control)
  installWrtcGlobals()
  const link = await AdminLink.open({ ...control, url }, () => readControl(dataDirectory).token)
  try {
    const directory = await link.directory()
    const session = await chooseSession(link, directory, options.sessionId)
    narrator.note(`Phiên họp: ${session.title}`, `session ${session.sessionId}`)
    const view = link.connection.view({ view: 'session', sessionId: session.sessionId })
    const record = new PairedRecord(dataDirectory)
    const { sites, withChair } = await choose({ link, directory, session, view, record, options })
    const meeting = new Meeting({
      link,
      url,
      sessionId: session.sessionId,
      view,
      sites,
      withChair,
      narrator,
      record,
      options,
      now,
    })
    try {
      await play(meeting, { options, narrator, stopped, link })
    } finally {
      await meeting.close()
      if (session.openedHere) await closeIfEmpty(link, session, view, sites)
      narrator.note(
        'Đã rời phiên họp, đã gỡ các thiết bị giả lập',
        'left, and the synthetic devices are removed',
      )
    }
  } finally {
    link.close()
  }
}

async function play(
  meeting: Meeting,
  { options, stopped, link }: Pick<Simulation, 'options' | 'narrator' | 'stopped'> & { link: AdminLink },
): Promise<void> {
  const joined = await meeting.gather(stopped)
  if (stopped.aborted) return
  if (joined < options.sites) throw new SimulatorError('not_all_joined', { joined, wanted: options.sites })
  meeting.play()
  await untilOver(link, options.durationMs, stopped)
}

/** Ends with Ctrl-C, with the time that was given, or with the bridge. */
async function untilOver(link: AdminLink, durationMs: number | null, stopped: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = durationMs === null ? undefined : setTimeout(resolve, durationMs)
    const off = link.onRefused(({ message }) =>
      reject(new SimulatorError('link_lost', { detail: message.vi })),
    )
    stopped.addEventListener('abort', () => {
      clearTimeout(timer)
      off()
      resolve()
    })
  })
}

interface Choosing {
  readonly link: AdminLink
  readonly directory: Directory
  readonly session: ChosenSession
  readonly view: ViewSubscription<SessionView>
  readonly record: PairedRecord
  readonly options: SimulatorOptions
}

async function choose({
  link,
  directory,
  session,
  view,
  record,
  options,
}: Choosing): Promise<Extract<Choice, { ok: true }>> {
  const head = await headOf(link, session.sessionId)
  const entities = await waitFor(
    (changed) => view.subscribe(changed),
    () => view.entities,
    { what: 'view session', timeoutMs: VIEW_MS },
  )
  const rows = new Map(rowsOf(entities).map((row) => [row.siteId, row]))
  const ours = record.ours(link.pairings)
  const connected = [...rows.values()].filter(({ presence }) => presence === 'connected')
  const taken = new Set<string>([
    ...[...link.pairings.keys()].filter((siteId) => !ours.has(siteId)),
    ...connected.map(({ siteId }) => siteId),
  ])
  const { units } = directory
  const sites = directory.sites.filter(({ siteId }) => rows.has(siteId))
  const { chairSiteId } = head
  const { district } = options
  const choice = chooseSites(
    { units, sites, chairSiteId, taken, district },
    options.sites,
    seededRandom(options.seed),
  )
  if (choice.ok) return choice
  if (choice.reason === 'district')
    throw new SimulatorError('unknown_district', { detail: options.district ?? '' })
  throw new SimulatorError('too_many_sites', { wanted: options.sites, free: choice.free })
}

/** A session that was opened for the play ends with it, unless somebody real has come in. */
async function closeIfEmpty(
  link: AdminLink,
  { sessionId }: ChosenSession,
  view: ViewSubscription<SessionView>,
  ours: readonly DirectorySite[],
): Promise<void> {
  const simulated = new Set<string>(ours.map(({ siteId }) => siteId))
  const rows = view.entities === null ? [] : rowsOf(view.entities)
  if (rows.some(({ siteId, presence }) => presence === 'connected' && !simulated.has(siteId))) return
  try {
    await link.connection.command('session.close', { sessionId }, { timeoutMs: 3_000 })
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`)
  }
}
