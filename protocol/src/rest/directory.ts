import { Type, type Static } from 'typebox'
import { GroupIdSchema, ImportIdSchema, SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { strict } from '../messages/define.ts'
import { TimeSchema } from '../views.ts'
import {
  ContactSchema,
  DateSchema,
  LongTextSchema,
  nullable,
  PAGE_QUERY,
  pageOf,
  rest,
  TextSchema,
} from './define.ts'

const Bilingual = strict({ vi: TextSchema, en: TextSchema })
const UnitKind = Type.Union([
  Type.Literal('province'),
  Type.Literal('city'),
  Type.Literal('district'),
  Type.Literal('town'),
  Type.Literal('cluster'),
  Type.Literal('commune'),
  Type.Literal('ward'),
  Type.Literal('township'),
  Type.Literal('specialZone'),
  Type.Literal('body'),
])
const Tier = Type.Integer({ minimum: 1, maximum: 4 })

export const TierSchema = strict({
  tier: Tier,
  name: Bilingual,
  codeDigits: nullable(Type.Integer({ minimum: 1, maximum: 10 })),
  optional: Type.Boolean(),
})

/**
 * A unit as it was in a span of time. One unit may have several, one after another without overlap: renamed, moved
 * under another parent, given another code. Which unit took over when it ended stands in `successorIds`.
 */
export const UnitRecordSchema = strict({
  unitId: UnitIdSchema,
  validFrom: DateSchema,
  validTo: nullable(DateSchema),
  code: Type.String({ minLength: 1, maxLength: 40 }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  kind: UnitKind,
  tier: Tier,
  parentId: nullable(UnitIdSchema),
  aliases: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 }),
  successorIds: Type.Array(UnitIdSchema, { maxItems: 20 }),
  /** Where invitations and notices for the unit go. */
  contact: ContactSchema,
})
export type UnitRecord = Static<typeof UnitRecordSchema>

/** A site as it was in a span of time. It keeps its id, its device and its history when its unit is merged. */
export const SiteRecordSchema = strict({
  siteId: SiteIdSchema,
  validFrom: DateSchema,
  validTo: nullable(DateSchema),
  unitId: UnitIdSchema,
  name: Type.String({ minLength: 1, maxLength: 200 }),
  kind: Type.Union([Type.Literal('hub'), Type.Literal('unit'), Type.Literal('body')]),
  /** Where in the building. */
  room: Type.String({ maxLength: 200 }),
  /** Contracted bandwidth of its link, kbit/s; null where it is not known. */
  downKbps: nullable(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
  upKbps: nullable(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
  technician: ContactSchema,
  /** The site whose room it uses, having none of its own at present. */
  hostedAtSiteId: nullable(SiteIdSchema),
  /** False: its microphone is opened in the room alone, never from afar. Left out: the duty crew may. */
  remoteMicrophone: Type.Optional(Type.Boolean()),
})
export type SiteRecord = Static<typeof SiteRecordSchema>

/** A saved choice of units (with everything below them) and of single sites, across the tree. */
export const GroupSchema = strict({
  groupId: GroupIdSchema,
  name: Type.String({ minLength: 1, maxLength: 200 }),
  kind: Type.Union([Type.Literal('electoral'), Type.Literal('cluster'), Type.Literal('other')]),
  /** Whose group it is: it is seen and used from this unit upward, and everything in it lies below it. */
  ownerUnitId: UnitIdSchema,
  unitIds: Type.Array(UnitIdSchema, { maxItems: 2_000 }),
  siteIds: Type.Array(SiteIdSchema, { maxItems: 2_000 }),
})
export type Group = Static<typeof GroupSchema>

export const TierSetSchema = strict({
  validFrom: DateSchema,
  tiers: Type.Array(TierSchema, { minItems: 1, maxItems: 4 }),
})
export type TierSet = Static<typeof TierSetSchema>

/** The smallest change of a directory. `put` adds a record, or replaces the one that began on the same day. */
export const DirectoryEditSchema = Type.Union([
  strict({ edit: Type.Literal('putUnit'), unit: UnitRecordSchema }),
  strict({ edit: Type.Literal('removeUnit'), unitId: UnitIdSchema, validFrom: DateSchema }),
  strict({ edit: Type.Literal('putSite'), site: SiteRecordSchema }),
  strict({ edit: Type.Literal('removeSite'), siteId: SiteIdSchema, validFrom: DateSchema }),
  strict({ edit: Type.Literal('putGroup'), group: GroupSchema }),
  strict({ edit: Type.Literal('removeGroup'), groupId: GroupIdSchema }),
  strict({ edit: Type.Literal('putTiers'), tierSet: TierSetSchema }),
  strict({ edit: Type.Literal('removeTiers'), validFrom: DateSchema }),
])
export type DirectoryEdit = Static<typeof DirectoryEditSchema>

/** One line of a preview: what would happen to one record, or why it is refused. */
export const PreviewRowSchema = Type.Object({
  outcome: Type.Union([
    Type.Literal('added'),
    Type.Literal('changed'),
    Type.Literal('removed'),
    Type.Literal('unchanged'),
    Type.Literal('refused'),
  ]),
  what: Type.Union([
    Type.Literal('unit'),
    Type.Literal('site'),
    Type.Literal('group'),
    Type.Literal('tiers'),
    Type.Literal('file'),
  ]),
  /** Line of the file, 1 being the first; null where no file is behind it. */
  line: nullable(Type.Integer({ minimum: 1 })),
  sheet: nullable(Type.String({ maxLength: 100 })),
  id: Type.String({ maxLength: 80 }),
  name: Type.String({ maxLength: 300 }),
  /** Field by field what differs, as it reads on screen. */
  changes: Type.Array(
    Type.Object({ field: Type.String(), before: nullable(Type.String()), after: nullable(Type.String()) }),
  ),
  /** Why it is refused; null otherwise. */
  reason: nullable(Bilingual),
  /** What was understood otherwise than it is written, such as a code whose zeros a spreadsheet has dropped. */
  note: nullable(Bilingual),
})
export type PreviewRow = Static<typeof PreviewRowSchema>

export const PreviewCountsSchema = Type.Object({
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Integer(),
})
export type PreviewCounts = Static<typeof PreviewCountsSchema>

export const PreviewSchema = Type.Object({ counts: PreviewCountsSchema, rows: Type.Array(PreviewRowSchema) })

/** A change that was applied: what, by whom, and whether it can be taken back. */
export const DirectoryChangeSchema = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  at: TimeSchema,
  actorName: Type.String(),
  summary: Type.String(),
  counts: PreviewCountsSchema,
  undoable: Type.Boolean(),
  /** The revision that took this one back; null while it stands. */
  undoneBy: nullable(Type.Integer({ minimum: 1 })),
})
export type DirectoryChange = Static<typeof DirectoryChangeSchema>

export const ImportStateSchema = Type.Object({
  importId: ImportIdSchema,
  fileName: Type.String(),
  /** The directory's revision that the preview was made against. */
  revision: Type.Integer({ minimum: 1 }),
  counts: PreviewCountsSchema,
  expiresAt: TimeSchema,
})
export type ImportState = Static<typeof ImportStateSchema>

export const DirectorySummarySchema = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  name: Bilingual,
  synthetic: Type.Boolean(),
  on: DateSchema,
  tiers: Type.Array(TierSchema),
  unitCount: Type.Integer(),
  siteCount: Type.Integer(),
  groupCount: Type.Integer(),
  /** Days on which the directory changes or changed: for a choice of dates. */
  turningDays: Type.Array(DateSchema, { maxItems: 200 }),
})
export type DirectorySummary = Static<typeof DirectorySummarySchema>

const UnitDetailSchema = Type.Object({
  unitId: UnitIdSchema,
  /** Oldest first. */
  records: Type.Array(UnitRecordSchema),
  predecessorIds: Type.Array(UnitIdSchema),
  siteIds: Type.Array(SiteIdSchema),
  /** Names of the units named above, as last known. */
  names: Type.Record(Type.String(), Type.String()),
})

/** Edits that are given by hand or made by a plan; more of them come in a file. */
export const MAX_EDITS = 2_000
const MAX_EDITS_BYTES = 4 * 1024 * 1024

const on = { on: Type.Optional(DateSchema) }
/** Whole provinces and countries are read at once: a page may be longer than elsewhere. */
const LONG_PAGE_QUERY = {
  ...PAGE_QUERY,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000, default: 50 })),
}
const MERGE_BODY = strict({
  fromUnitIds: Type.Array(UnitIdSchema, { minItems: 1, maxItems: 50 }),
  /** One of `fromUnitIds`, which goes on under the new name, or a new unit. */
  into: strict({
    unitId: UnitIdSchema,
    code: Type.String({ minLength: 1, maxLength: 40 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    kind: UnitKind,
  }),
  /** First day of the merged unit. */
  on: DateSchema,
})
const PLAN_REPLY = Type.Object({
  edits: Type.Array(DirectoryEditSchema),
  preview: PreviewSchema,
})
const revisionBody = { revision: Type.Integer({ minimum: 1 }) }
const FORMAT = Type.Union([Type.Literal('csv'), Type.Literal('xlsx'), Type.Literal('yaml')])
const tag = 'directory'
const IMPORT_PARAMS = strict({ importId: ImportIdSchema })

export const DIRECTORY_CALLS = {
  'directory.summary': rest({
    method: 'GET',
    path: '/directory',
    tag,
    scope: 'directory:read',
    summary: 'Names, tiers and counts of the directory on a day (today by default).',
    query: strict(on),
    reply: DirectorySummarySchema,
  }),
  'directory.units': rest({
    method: 'GET',
    path: '/directory/units',
    tag,
    scope: 'directory:read',
    summary: 'Units of the own subtree on a day, parents before children; searched without accents.',
    query: strict({
      ...on,
      ...LONG_PAGE_QUERY,
      q: Type.Optional(Type.String({ maxLength: 200 })),
      within: Type.Optional(UnitIdSchema),
      tier: Type.Optional(Tier),
      /** Also units that have ended or not yet begun on that day. */
      all: Type.Optional(Type.Boolean()),
    }),
    reply: pageOf(UnitRecordSchema),
  }),
  'directory.unit': rest({
    method: 'GET',
    path: '/directory/units/:unitId',
    tag,
    scope: 'directory:read',
    summary: 'One unit through time, with what it came from.',
    params: strict({ unitId: UnitIdSchema }),
    reply: UnitDetailSchema,
  }),
  'directory.sites': rest({
    method: 'GET',
    path: '/directory/sites',
    tag,
    scope: 'directory:read',
    summary: 'Sites of the own subtree on a day; searched by their own and their unit’s names.',
    query: strict({
      ...on,
      ...LONG_PAGE_QUERY,
      q: Type.Optional(Type.String({ maxLength: 200 })),
      within: Type.Optional(UnitIdSchema),
      all: Type.Optional(Type.Boolean()),
    }),
    reply: pageOf(SiteRecordSchema),
  }),
  'directory.groups': rest({
    method: 'GET',
    path: '/directory/groups',
    tag,
    scope: 'directory:read',
    summary: 'Saved groups that lie in the own subtree.',
    reply: Type.Object({ items: Type.Array(GroupSchema) }),
  }),
  'directory.preview': rest({
    method: 'POST',
    path: '/directory/preview',
    tag,
    scope: 'directory:write',
    summary: 'What edits would change; nothing is written.',
    body: strict({ edits: Type.Array(DirectoryEditSchema, { minItems: 1, maxItems: MAX_EDITS }) }),
    maxBodyBytes: MAX_EDITS_BYTES,
    reply: PreviewSchema,
  }),
  'directory.change': rest({
    method: 'POST',
    path: '/directory/changes',
    tag,
    scope: 'directory:write',
    summary: 'Applies edits in one transaction, all or none. `revision` is the one that was looked at.',
    body: strict({
      ...revisionBody,
      edits: Type.Array(DirectoryEditSchema, { minItems: 1, maxItems: MAX_EDITS }),
      summary: Type.Optional(TextSchema),
    }),
    maxBodyBytes: MAX_EDITS_BYTES,
    reply: DirectoryChangeSchema,
  }),
  'directory.changes': rest({
    method: 'GET',
    path: '/directory/changes',
    tag,
    scope: 'directory:read',
    summary: 'Changes that were applied, newest first.',
    query: strict(PAGE_QUERY),
    reply: pageOf(DirectoryChangeSchema),
  }),
  'directory.undo': rest({
    method: 'POST',
    path: '/directory/changes/:revision/undo',
    tag,
    scope: 'directory:write',
    summary: 'Takes a change back, as a change of its own, unless something later stands upon it.',
    params: strict({ revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
    reply: DirectoryChangeSchema,
  }),
  'directory.planMerge': rest({
    method: 'POST',
    path: '/directory/plans/merge',
    tag,
    scope: 'directory:write',
    summary: 'The edits that merge units on a day; their sites go over and keep their identity.',
    body: MERGE_BODY,
    reply: PLAN_REPLY,
  }),
  'directory.planDropTier': rest({
    method: 'POST',
    path: '/directory/plans/drop-tier',
    tag,
    scope: 'directory:write',
    summary: 'The edits that end a tier on a day: what hung below it hangs one higher.',
    body: strict({ tier: Tier, on: DateSchema }),
    reply: PLAN_REPLY,
  }),
  'directory.import': rest({
    method: 'POST',
    path: '/directory/imports',
    tag,
    scope: 'directory:write',
    summary: 'Reads a file and says what it would change. Nothing is written before `apply`.',
    query: strict({
      fileName: Type.String({ minLength: 1, maxLength: 200 }),
      format: FORMAT,
      /** `update` leaves what the file does not name; `replace` ends it. */
      mode: Type.Union([Type.Literal('update'), Type.Literal('replace')]),
    }),
    upload: {
      maxBytes: 20 * 1024 * 1024,
      types: [
        'text/csv',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/yaml',
        'application/octet-stream',
      ],
    },
    reply: ImportStateSchema,
  }),
  'directory.importRows': rest({
    method: 'GET',
    path: '/directory/imports/:importId/rows',
    tag,
    scope: 'directory:write',
    summary: 'The preview, row by row.',
    params: IMPORT_PARAMS,
    query: strict({
      ...PAGE_QUERY,
      outcome: Type.Optional(PreviewRowSchema.properties.outcome),
    }),
    reply: pageOf(PreviewRowSchema),
  }),
  'directory.importApply': rest({
    method: 'POST',
    path: '/directory/imports/:importId/apply',
    tag,
    scope: 'directory:write',
    summary: 'Applies a preview in one transaction. Refused rows are left out only if `skipRefused` says so.',
    params: IMPORT_PARAMS,
    body: strict({ skipRefused: Type.Boolean() }),
    reply: DirectoryChangeSchema,
  }),
  'directory.importDiscard': rest({
    method: 'DELETE',
    path: '/directory/imports/:importId',
    tag,
    scope: 'directory:write',
    summary: 'Forgets a preview.',
    params: IMPORT_PARAMS,
    reply: Type.Object({ done: Type.Literal(true) }),
  }),
  'directory.export': rest({
    method: 'GET',
    path: '/directory/export',
    tag,
    scope: 'directory:read',
    summary: 'The own subtree as a file that `import` reads again.',
    query: strict({
      ...on,
      format: FORMAT,
      /** CSV holds one table; the other formats hold all. */
      what: Type.Optional(Type.Union([Type.Literal('units'), Type.Literal('sites'), Type.Literal('groups')])),
      /** The headings alone, to be filled in. */
      template: Type.Optional(Type.Boolean()),
    }),
    reply: LongTextSchema,
    download: true,
  }),
} as const
