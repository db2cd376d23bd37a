import { useTranslation } from '../../../../i18n/index.ts'
import type { SiteDraft, UnitDraft } from '../../../../state/directory/drafts.ts'

/** What the fields of a unit's form are called. */
export function useUnitFieldWords(): (field: keyof UnitDraft) => string {
  const { t } = useTranslation('directory')
  const words: Record<keyof UnitDraft, string> = {
    name: t('field.officialName'),
    code: t('field.code'),
    kind: t('field.kind'),
    parentId: t('field.parentId'),
    tier: t('field.tier'),
    aliases: t('field.aliases'),
    contactName: t('contact.name'),
    contactPhone: t('contact.phone'),
    contactEmail: t('contact.email'),
  }
  return (field) => words[field]
}

/** What the fields of a site's form are called. */
export function useSiteFieldWords(): (field: keyof SiteDraft) => string {
  const { t } = useTranslation('directory')
  const words: Record<keyof SiteDraft, string> = {
    name: t('field.siteName'),
    kind: t('field.kind'),
    room: t('field.room'),
    downMbps: t('field.downMbps'),
    upMbps: t('field.upMbps'),
    technicianName: t('contact.name'),
    technicianPhone: t('contact.phone'),
    technicianEmail: t('contact.email'),
    hostedAtSiteId: t('field.hostedAtSiteId'),
    microphone: t('field.microphone'),
  }
  return (field) => words[field]
}
