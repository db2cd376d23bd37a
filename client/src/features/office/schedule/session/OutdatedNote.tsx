import type { OutdatedInvitation } from '@diem-cau/protocol'
import { TriangleAlert } from 'lucide-react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import styles from './Session.module.css'

/** What of an invitation is out of date: who comes in whose place, and for whom nobody comes. */
export function OutdatedNote({ outdated, of }: { outdated: OutdatedInvitation; of: 'session' | 'series' }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const { carriedOn, lost } = outdated
  const listed = (names: readonly string[]) => new Intl.ListFormat(language).format(names)
  if (carriedOn.length === 0 && lost.length === 0) return null
  return (
    <div className={styles.outdated} data-lost={lost.length > 0}>
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        {lost.length > 0 && (
          <p>
            {t(`outdated.lost.${of}`, {
              names: listed(
                lost.map(({ name, tier }) =>
                  tier === null ? name : t('outdated.tier', { tier, unit: name }),
                ),
              ),
            })}
          </p>
        )}
        {carriedOn.map(({ unitId, name, successors }) => (
          <p key={unitId}>
            {t('outdated.carriedOn', { name, successors: listed(successors.map((one) => one.name)) })}
          </p>
        ))}
      </div>
    </div>
  )
}
