import { createHash } from 'node:crypto'
import {
  BridgeError,
  type Series,
  type SeriesId,
  type SessionBody,
  type Template,
  type TemplateId,
} from '@diem-cau/protocol'
import type { Directory } from '../../core/directory/index.ts'
import { isDay, namedBy, tidied, type Holidays } from '../../core/planning/index.ts'
import { allScopesOf, isAllowed } from '../../core/policy/policy.ts'
import type { PlanningDirectory, StoredSeries, StoredTemplate, TemplateStore } from '../planning/ports.ts'
import { outdatedOn } from '../planning/outdated.ts'
import type { SeriesPlanner } from '../planning/SeriesPlanner.ts'
import type { SessionPlanner } from '../planning/SessionPlanner.ts'
import type { SessionViews } from '../planning/SessionViews.ts'
import { ownTarget, type AuditNote, type Caller, type RestHandlers } from './define.ts'
import { authorOf, noted } from './sessions.ts'

export interface SeriesDeps {
  planner: SessionPlanner
  series: SeriesPlanner
  templates: TemplateStore
  holidays: Holidays
  directory: PlanningDirectory
  today: () => Directory
  views: SessionViews
}

type SeriesCalls =
  | 'series.preview'
  | 'series.create'
  | 'series.get'
  | 'series.update'
  | 'series.end'
  | 'holidays.list'
  | 'templates.list'
  | 'templates.create'
  | 'templates.remove'

/** Most days that are shown of a recurrence before it is kept. */
const MOST_PREVIEWED = 60

/** Use cases of sessions that come again, of public holidays, and of templates. */
export function seriesHandlers(deps: SeriesDeps): RestHandlers<SeriesCalls> {
  const { planner, series, holidays, views, directory, today } = deps
  /** A series plans on and on what one plan says: whoever makes it may plan all of that himself. */
  const requirePlanner = ({ person }: Caller, body: SessionBody): void => {
    const target = namedBy(body, directory.sitesOfGroup)
    if (!isAllowed(person, 'sessions.create', target, today())) throw new BridgeError('forbidden')
  }
  const shown = async (stored: StoredSeries): Promise<Series> => ({
    seriesId: stored.seriesId,
    title: stored.body.title,
    recurrence: stored.recurrence,
    madeUntil: stored.madeUntil,
    endedAfter: stored.endedAfter,
    sessionCount: await series.count(stored.seriesId),
    outdated: outdatedOn(stored.body, directory, stored.madeUntil),
    version: stored.version,
  })
  const about = async (_caller: Caller, request: { params: { seriesId: SeriesId }; note: AuditNote }) => {
    const { body, seriesId } = await series.get(request.params.seriesId)
    request.note.unitId = body.hostUnitId
    request.note.subject = `series:${seriesId}`
    request.note.subjectName = body.title
    return { hostUnitId: body.hostUnitId, siteIds: [] }
  }
  return {
    'series.preview': {
      target: ownTarget,
      run: (_caller, { body }) => {
        const { days, endless } = series.days(body.recurrence, body.startsAt)
        const items = days.slice(0, MOST_PREVIEWED).map(({ day, startsAt, holiday, movedFrom, skipped }) => ({
          day,
          startsAt,
          holiday,
          movedFrom,
          skipped,
        }))
        return Promise.resolve({ items, endless })
      },
    },
    'series.create': {
      target: async (caller, { body, note }) => {
        const session = await planner.get(body.sessionId)
        noted(note, session)
        return views.targetOf(caller, session)
      },
      run: async (caller, { body }) => {
        requirePlanner(caller, (await planner.get(body.sessionId)).body)
        return shown(await series.create(body.sessionId, body.recurrence, authorOf(caller), body.command))
      },
    },
    'series.get': {
      target: about,
      run: async (_caller, { params }) => shown(await series.get(params.seriesId)),
    },
    'series.update': {
      target: about,
      run: async (caller, { params, body, ifMatch }) => {
        const from = body.fromSessionId === undefined ? null : await planner.get(body.fromSessionId)
        requirePlanner(caller, (from ?? (await series.get(params.seriesId))).body)
        return shown(await series.update(params.seriesId, ifMatch, body, authorOf(caller)))
      },
    },
    'series.end': {
      target: about,
      run: async (caller, { params, body, ifMatch }) => {
        requireDay(body.after, '/after')
        return shown(await series.end(params.seriesId, ifMatch, body, authorOf(caller)))
      },
    },
    'holidays.list': {
      target: ownTarget,
      run: (_caller, { query: { from, to } }) => {
        requireDay(from, '/from')
        requireDay(to, '/to')
        return Promise.resolve({
          items: holidays.between(from, to).map(({ day, kind, name }) => ({ day, kind, name })),
          unknownYears: holidays.unknownYears(from, to),
        })
      },
    },
    ...templateHandlers(deps),
  }
}

function templateHandlers({
  planner,
  templates,
  directory,
  today,
  views,
}: SeriesDeps): RestHandlers<'templates.list' | 'templates.create' | 'templates.remove'> {
  return {
    'templates.list': {
      target: ownTarget,
      run: async (caller) => ({
        items: (await templates.list())
          .filter((template) => isNear(caller, template, today()))
          .map((template) => ({ ...template, body: views.bodyFor(caller, template.body, []) }))
          .map(toTemplate),
      }),
    },
    'templates.create': {
      target: (_caller, { body }) => namedBy(body.body, directory.sitesOfGroup),
      run: async (caller, { body, note }) => {
        const name = body.name.normalize('NFC').trim()
        if (name === '') {
          throw new BridgeError('invalid_message', { path: '/name', reason: 'must not be empty' })
        }
        const templateId = templateIdFor(caller, body.command)
        const plan = tidied(await planner.checked(withoutPapers(body.body)))
        await templates.add({ templateId, version: 1, name, body: plan })
        note.unitId = plan.hostUnitId
        note.subject = `template:${templateId}`
        note.subjectName = name
        const kept = await templates.find(templateId)
        if (kept === null) throw new BridgeError('conflict')
        return toTemplate(kept)
      },
    },
    'templates.remove': {
      target: async (_caller, { params, note }) => {
        const template = await templates.find(params.templateId)
        if (template === null) throw new BridgeError('not_found')
        note.unitId = template.body.hostUnitId
        note.subject = `template:${template.templateId}`
        note.subjectName = template.name
        return { hostUnitId: template.body.hostUnitId }
      },
      run: async (_caller, { params }) => {
        await templates.remove(params.templateId)
        return { done: true }
      },
    },
  }
}

/** Templates of one's own units, and of those above: a district may begin with what the province has prepared. */
function isNear({ person }: Caller, { body }: StoredTemplate, directory: Directory): boolean {
  return allScopesOf(person).some(
    (scope) => directory.isInSubtree(body.hostUnitId, scope) || directory.isInSubtree(scope, body.hostUnitId),
  )
}

function toTemplate({ templateId, name, body, version }: StoredTemplate): Template {
  return { templateId, name, hostUnitId: body.hostUnitId, body, version }
}

/** A template has no papers: they are those of one session, and go when no session names them. */
function withoutPapers(body: SessionBody): SessionBody {
  const agenda = body.agenda.map((item) => ({ ...item, documentIds: [] }))
  return { ...body, agenda, documentIds: [], notes: '' }
}

/** The same command always makes the same template. */
function templateIdFor({ text }: Caller, command: string): TemplateId {
  const digest = createHash('sha256').update(`template/${text}/${command}`).digest('hex').slice(0, 20)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
  return `template-${digest}` as TemplateId
}

function requireDay(day: string, path: string): void {
  if (!isDay(day)) throw new BridgeError('invalid_message', { path, reason: 'not a day of the calendar' })
}
