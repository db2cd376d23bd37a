import { ConductPlanSchema } from '../conduct/floor.ts'
import { Type, type Static } from 'typebox'
import { AccountIdSchema, DocumentIdSchema, GroupIdSchema, SiteIdSchema, UnitIdSchema } from '../ids.ts'
import { VideoCodecSchema } from '../media.ts'
import { strict } from '../messages/define.ts'
import { ContactSchema, MomentSchema, nullable, oneOf } from './define.ts'
import { SessionTypeSchema } from './sessionTypes.ts'

export { SESSION_TYPES, SessionTypeSchema, type SessionType } from './sessionTypes.ts'

export const SESSION_STATES = [
  'draft',
  'scheduled',
  'rehearsing',
  'live',
  'ended',
  'archived',
  'cancelled',
] as const
export const SessionStateSchema = oneOf(SESSION_STATES)
export type SessionState = (typeof SESSION_STATES)[number]

/** Who is invited, as it was chosen; the sites follow from the directory on the day of the session. */
export const InvitationSchema = strict({
  /** Every site of a tier below a unit: "all communes of Huyện Đồng Văn". */
  tiers: Type.Array(strict({ unitId: UnitIdSchema, tier: Type.Integer({ minimum: 1, maximum: 4 }) }), {
    maxItems: 200,
  }),
  /** Units with everything below them. */
  unitIds: Type.Array(UnitIdSchema, { maxItems: 2_000 }),
  groupIds: Type.Array(GroupIdSchema, { maxItems: 200 }),
  siteIds: Type.Array(SiteIdSchema, { maxItems: 2_000 }),
  exceptSiteIds: Type.Array(SiteIdSchema, { maxItems: 2_000 }),
})
export type Invitation = Static<typeof InvitationSchema>

export const AgendaItemSchema = strict({
  itemId: Type.String({ minLength: 1, maxLength: 40 }),
  kind: Type.Union([
    Type.Literal('opening'),
    Type.Literal('report'),
    Type.Literal('paper'),
    Type.Literal('discussion'),
    Type.Literal('vote'),
    Type.Literal('conclusion'),
    Type.Literal('break'),
  ]),
  title: Type.String({ minLength: 1, maxLength: 300 }),
  minutes: Type.Integer({ minimum: 1, maximum: 600 }),
  speaker: nullable(strict({ siteId: nullable(SiteIdSchema), person: Type.String({ maxLength: 200 }) })),
  documentIds: Type.Array(DocumentIdSchema, { maxItems: 20 }),
})
export type AgendaItem = Static<typeof AgendaItemSchema>

/** What of an invitation is out of date: units that have ended, and what is no more at all. By their last names. */
export const OutdatedInvitationSchema = Type.Object({
  /** Ended units, with those that are invited in their place. */
  carriedOn: Type.Array(
    Type.Object({
      unitId: UnitIdSchema,
      name: Type.String(),
      successors: Type.Array(Type.Object({ unitId: UnitIdSchema, name: Type.String() })),
    }),
  ),
  /** Nobody comes for these any more. */
  lost: Type.Array(
    Type.Object({
      kind: oneOf(['unit', 'tier', 'site', 'group']),
      /** Of the site or the group; of the unit itself, or of the one whose tier it was. */
      id: Type.String(),
      name: Type.String(),
      /** The tier that is no more below the unit; null for anything else. */
      tier: nullable(Type.Integer()),
    }),
  ),
})
export type OutdatedInvitation = Static<typeof OutdatedInvitationSchema>

export const SESSION_ROLES = ['chair', 'secretary', 'technician'] as const
export const SessionRoleSchema = oneOf(SESSION_ROLES)
export type SessionRole = (typeof SESSION_ROLES)[number]

/** What a scheduler writes. */
export const SESSION_FIELDS = {
  type: SessionTypeSchema,
  title: Type.String({ minLength: 1, maxLength: 300 }),
  hostUnitId: UnitIdSchema,
  startsAt: MomentSchema,
  durationMinutes: Type.Integer({ minimum: 5, maximum: 14 * 24 * 60 }),
  /** When the rehearsal is; null for none. */
  rehearsalAt: nullable(MomentSchema),
  chair: strict({ siteId: SiteIdSchema, person: Type.String({ maxLength: 200 }) }),
  invitation: InvitationSchema,
  agenda: Type.Array(AgendaItemSchema, { maxItems: 100 }),
  /** Technicians on duty, where it is somebody else than the directory says. */
  technicians: Type.Array(strict({ siteId: SiteIdSchema, contact: ContactSchema }), { maxItems: 2_000 }),
  /** Roles of accounts within this session, beside what the unit tree gives them. */
  people: Type.Array(strict({ accountId: AccountIdSchema, role: SessionRoleSchema }), { maxItems: 100 }),
  documentIds: Type.Array(DocumentIdSchema, { maxItems: 100 }),
  notes: Type.String({ maxLength: 10_000 }),
  settings: strict({
    speakerPlaces: Type.Integer({ minimum: 1, maximum: 3 }),
    maxOpenMicrophones: Type.Integer({ minimum: 1, maximum: 4 }),
    videoCodec: VideoCodecSchema,
    /** How it is conducted when it opens; without it as sessions of its type are. */
    conduct: Type.Optional(ConductPlanSchema),
  }),
} as const
export const SessionBodySchema = strict(SESSION_FIELDS)
export type SessionBody = Static<typeof SessionBodySchema>
