import { BridgeError, type Language, type Report, type SessionId } from '@diem-cau/protocol'
import { vietnamDay, type Directory } from '../../core/directory/index.ts'
import { allScopesOf, isSiteInside, type Target } from '../../core/policy/policy.ts'
import { cutReport } from '../../core/report/cutReport.ts'
import type { PlanStore } from '../planning/ports.ts'
import type { SessionViews } from '../planning/SessionViews.ts'
import type { ReportMaker } from '../report/ports.ts'
import type { ReportBook } from '../report/ReportBook.ts'
import type { Caller, RestHandlers } from './define.ts'

export interface ReportDeps {
  book: ReportBook
  maker: ReportMaker
  store: Pick<PlanStore, 'find'>
  views: SessionViews
  today: () => Directory
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

/** Reports of sessions, for those who may look at them: all of it, or what is of their own sites. */
export function reportHandlers(deps: ReportDeps): RestHandlers<'report.get' | 'report.export'> {
  const target = (caller: Caller, { params }: { params: { sessionId: SessionId } }) =>
    targetOf(deps, caller, params.sessionId)
  return {
    'report.get': {
      target,
      run: (caller, { params }) => reportFor(deps, caller, params.sessionId),
    },
    'report.export': {
      target,
      run: async (caller, { params, query, language: preferred }) => {
        const report = await reportFor(deps, caller, params.sessionId)
        const language = query.language ?? preferred
        return {
          fileName: fileNameOf(report, query.format, language),
          contentType: TYPES[query.format],
          content: await deps.maker.write(report, query.format, language),
        }
      },
    },
  }
}

/** A unit that meets on its own is in no plan: then the log says whose session it is. */
async function targetOf({ book, store, views }: ReportDeps, caller: Caller, id: SessionId): Promise<Target> {
  const session = await store.find(id)
  if (session !== null) return views.targetOf(caller, session)
  const opening = await book.opening(id)
  if (opening === null) throw new BridgeError('not_found')
  const { hostUnitId, siteIds } = opening
  return { hostUnitId, siteIds, sessionRoles: [] }
}

async function reportFor(deps: ReportDeps, caller: Caller, sessionId: SessionId): Promise<Report> {
  const report = await deps.book.of(sessionId)
  const people = (await deps.store.find(sessionId))?.body.people ?? []
  if (deps.views.isOfOffice(caller, { hostUnitId: report.head.hostUnitId, people })) return report
  const scopes = allScopesOf(caller.person)
  const today = deps.today()
  return cutReport(report, (siteId) => isSiteInside(siteId, scopes, today))
}

/** `bao-cao-2026-11-22.xlsx`; the minutes are Vietnamese in either language, as their form is. */
function fileNameOf({ head }: Report, format: keyof typeof TYPES, language: Language): string {
  const name = format === 'docx' ? 'bien-ban' : language === 'vi' ? 'bao-cao' : 'report'
  return `${name}-${vietnamDay(head.startedAt)}.${format}`
}
