import { Type, type Static } from 'typebox'
import { DocumentIdSchema, UnitIdSchema } from '../ids.ts'
import { strict } from '../messages/define.ts'
import { TimeSchema } from '../views.ts'
import { LongTextSchema, rest, TextSchema } from './define.ts'

export const DocumentSchema = Type.Object({
  documentId: DocumentIdSchema,
  fileName: Type.String(),
  title: Type.String(),
  contentType: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
  sha256: Type.String(),
  uploadedAt: TimeSchema,
  uploadedByName: Type.String(),
})
export type DocumentView = Static<typeof DocumentSchema>

export const PAPER_CALLS = {
  'documents.upload': rest({
    method: 'POST',
    path: '/documents',
    tag: 'documents',
    scope: 'sessions:write',
    summary: 'Stores a document for a host unit. It is seen by whoever may see a session that names it.',
    query: strict({
      hostUnitId: UnitIdSchema,
      fileName: Type.String({ minLength: 1, maxLength: 200 }),
      title: Type.Optional(TextSchema),
    }),
    upload: {
      maxBytes: 50 * 1024 * 1024,
      types: [
        'application/pdf',
        'image/png',
        'image/jpeg',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ],
    },
    reply: DocumentSchema,
  }),
  'documents.content': rest({
    method: 'GET',
    path: '/documents/:documentId/content',
    tag: 'documents',
    scope: 'sessions:read',
    summary: 'The file itself.',
    params: strict({ documentId: DocumentIdSchema }),
    reply: LongTextSchema,
    download: true,
  }),
} as const
