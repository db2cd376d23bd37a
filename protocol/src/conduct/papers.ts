import { Type, type Static } from 'typebox'
import { DocumentIdSchema, SiteIdSchema } from '../ids.ts'
import { nullable } from '../schema.ts'

/** A paper that is open at all sites, at a page. Every page draws it itself: no video carries it. */
export const PaperViewSchema = Type.Object({
  documentId: DocumentIdSchema,
  name: Type.String({ maxLength: 300 }),
  page: Type.Integer({ minimum: 1 }),
  /** Known once somebody who shows it has counted them. */
  pages: nullable(Type.Integer({ minimum: 1 })),
  /** The site that turns its pages; null: the chair's desk alone. The desk always may. */
  presenterSiteId: nullable(SiteIdSchema),
  since: Type.Integer({ minimum: 0 }),
})
export type PaperView = Static<typeof PaperViewSchema>
