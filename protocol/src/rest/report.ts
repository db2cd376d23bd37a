import { Type } from 'typebox'
import { SessionIdSchema } from '../ids.ts'
import { ReportSchema } from '../report/schema.ts'
import { oneOf, rest } from './define.ts'

/** What a report may be had as beside the page. */
export const REPORT_FORMATS = ['csv', 'xlsx', 'docx'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

const params = Type.Object({ sessionId: SessionIdSchema })

/** What became of a session, read from its log. */
export const REPORT_CALLS = {
  'report.get': rest({
    method: 'GET',
    path: '/sessions/:sessionId/report',
    tag: 'sessions',
    summary:
      'The report of a session, or as it stands while it goes on: attendance, speaking register, votes, incidents. Units that only have sites in it see their own rows.',
    scope: 'sessions:read',
    etag: 'gives',
    params,
    reply: ReportSchema,
  }),
  'report.export': rest({
    method: 'GET',
    path: '/sessions/:sessionId/report/file',
    tag: 'sessions',
    summary: 'The same figures as a file: tables as CSV or XLSX, draft minutes as DOCX.',
    scope: 'sessions:read',
    params,
    query: Type.Object(
      {
        format: oneOf(REPORT_FORMATS),
        language: Type.Optional(oneOf(['vi', 'en'] as const)),
      },
      { additionalProperties: false },
    ),
    reply: Type.Unknown(),
    download: true,
  }),
} as const
