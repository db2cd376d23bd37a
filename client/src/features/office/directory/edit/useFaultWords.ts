import { useTranslation } from '../../../../i18n/index.ts'
import type { DraftFault } from '../../../../state/directory/drafts.ts'

/** What is wrong with a field, in words; nothing when nothing is. */
export function useFaultWords(): (fault: DraftFault | undefined) => string | undefined {
  const { t } = useTranslation('directory')
  return (fault) => (fault === undefined ? undefined : t(`fault.${fault}`))
}
