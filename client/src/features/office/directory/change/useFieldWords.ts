import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { UNIT_KINDS } from '../../../../state/directory/drafts.ts'
import type { ValueWords } from '../../../../state/directory/preview.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'

const FIELDS = [
  'name',
  'code',
  'kind',
  'tier',
  'parentId',
  'aliases',
  'successorIds',
  'contact',
  'validFrom',
  'validTo',
  'unitId',
  'room',
  'downKbps',
  'upKbps',
  'technician',
  'hostedAtSiteId',
  'remoteMicrophone',
  'ownerUnitId',
  'unitIds',
  'siteIds',
] as const
const SITE_KINDS = ['hub', 'unit', 'body'] as const
const GROUP_KINDS = ['electoral', 'cluster', 'other'] as const

export interface FieldWords extends ValueWords {
  readonly field: (field: string) => string
}

/** What the fields of a preview are called, and the words for kinds and tiers. What is not known is shown as it came. */
export function useFieldWords(): FieldWords {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const { directory } = useConsole()
  return {
    remoteMicrophone: (value) => t(`site.microphone.${value === 'no' ? 'room' : 'crew'}`),
    tier: (tier) => directory?.tiers[Number(tier) - 1]?.[language] ?? tier,
    field: (field) => {
      const known = FIELDS.find((other) => other === field)
      if (known !== undefined) return t(`field.${known}`)
      return field.startsWith('tier') ? t('field.tierOf', { tier: field.slice('tier'.length) }) : field
    },
    kind: (what, kind) => {
      const ofSite = SITE_KINDS.find((other) => other === kind)
      if (what === 'site' && ofSite !== undefined) return t(`site.kind.${ofSite}`)
      const ofGroup = GROUP_KINDS.find((other) => other === kind)
      if (what === 'group' && ofGroup !== undefined) return t(`group.kind.${ofGroup}`)
      const ofUnit = UNIT_KINDS.find((other) => other === kind)
      return ofUnit === undefined ? kind : t(`kind.${ofUnit}`)
    },
  }
}
