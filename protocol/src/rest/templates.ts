import { Type, type Static } from 'typebox'
import { CommandIdSchema, TemplateIdSchema, UnitIdSchema } from '../ids.ts'
import { Done, strict } from '../messages/define.ts'
import { rest, VersionSchema } from './define.ts'
import { SessionBodySchema } from './plan.ts'

export const TemplateSchema = Type.Object({
  templateId: TemplateIdSchema,
  name: Type.String(),
  hostUnitId: UnitIdSchema,
  body: SessionBodySchema,
  version: VersionSchema,
})
export type Template = Static<typeof TemplateSchema>

const TEMPLATE_PARAMS = strict({ templateId: TemplateIdSchema })
const tag = 'sessions'

export const TEMPLATE_CALLS = {
  'templates.list': rest({
    method: 'GET',
    path: '/templates',
    tag,
    scope: 'sessions:read',
    summary: 'Templates of the own subtree and of the units above it.',
    reply: Type.Object({ items: Type.Array(TemplateSchema) }),
  }),
  'templates.create': rest({
    method: 'POST',
    path: '/templates',
    tag,
    scope: 'sessions:write',
    summary: 'Saves a plan as a template.',
    body: strict({
      command: CommandIdSchema,
      name: Type.String({ minLength: 1, maxLength: 200 }),
      body: SessionBodySchema,
    }),
    reply: TemplateSchema,
  }),
  'templates.remove': rest({
    method: 'DELETE',
    path: '/templates/:templateId',
    tag,
    scope: 'sessions:write',
    summary: 'Removes a template.',
    params: TEMPLATE_PARAMS,
    reply: Done,
  }),
} as const
