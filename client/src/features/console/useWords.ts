import { useTranslation } from '../../i18n/index.ts'
import type { SiteStatus } from '../../state/console/siteStatus.ts'

/** The word for a site’s state. */
export function useSiteWord({ word }: SiteStatus): string {
  const { t } = useTranslation(['console', 'common'])
  if (word === 'notInvited' || word === 'unpaired' || word === 'detached') return t(`sites.${word}`)
  if (word === 'absent' || word === 'connected' || word === 'away' || word === 'left') {
    return t(`common:presence.${word}`)
  }
  return t(`common:floor.${word}`)
}
