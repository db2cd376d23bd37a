import { X } from 'lucide-react'
import { useState } from 'react'
import {
  errorText,
  formatDateTime,
  formatMoment,
  useAgo,
  useLanguage,
  useTranslation,
} from '../../../i18n/index.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import type { SiteStatus } from '../../../state/console/siteStatus.ts'
import { ErrorText, IconButton, Popover, StatusDot } from '../../../ui/index.ts'
import { appearanceId, useConsole } from '../ConsoleContext.ts'
import { useSiteWord } from '../useWords.ts'
import { SiteDetailsActions } from './SiteDetailsActions.tsx'
import styles from './SiteDetails.module.css'

/** All that is known of one site, and all that can be done with it, beside where it was clicked. */
export function SiteDetails() {
  const { detailsOf, showDetails, directory, statusOf } = useConsole()
  // A question over the page must not put the details away, and itself with them.
  const [asking, setAsking] = useState(false)
  const site = detailsOf === null ? undefined : directory?.site(detailsOf.siteId)
  if (detailsOf === null || site === undefined) return null
  return (
    <Popover
      key={site.siteId}
      open
      onOpenChange={(open) => !open && !asking && showDetails(null)}
      label={site.name}
      anchorId={appearanceId(detailsOf)}
      side={detailsOf.beside === 'queue' ? 'left' : detailsOf.beside === 'tile' ? 'top' : 'right'}
    >
      <Details
        site={site}
        status={statusOf(site.siteId)}
        onClose={() => showDetails(null)}
        onAsking={setAsking}
      />
    </Popover>
  )
}

interface DetailsProps {
  site: PlacedSite
  status: SiteStatus
  onClose: () => void
  onAsking: (asking: boolean) => void
}

function Details({ site, status, onClose, onAsking }: DetailsProps) {
  const { t } = useTranslation(['console', 'common'])
  const language = useLanguage()
  const { screen, now } = useConsole()
  const word = useSiteWord(status)
  const problem = screen?.conduct.problems.get(`site:${site.siteId}`)
  const since = status.row?.since ?? null
  return (
    <div className={styles.details}>
      <div className={styles.head}>
        <div>
          <h2 className={styles.name}>{site.name}</h2>
          <p className={styles.above}>{site.above.join(' · ')}</p>
        </div>
        <IconButton size="sm" label={t('common:action.close')} icon={<X size={18} />} onClick={onClose} />
      </div>
      {screen !== null && (
        <p className={styles.state}>
          <StatusDot tone={status.tone} label={word} badge />
          {status.row?.isChair === true && <span className={styles.chair}>{t('common:slot.chair')}</span>}
          {since !== null && (
            <span>
              {t(status.word === status.row?.presence ? 'details.since' : 'details.connectedSince', {
                time: formatMoment(since, now),
              })}
            </span>
          )}
        </p>
      )}
      <Facts status={status} />
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <SiteDetailsActions site={site} status={status} onAsking={onAsking} />
    </div>
  )
}

function Facts({ status }: { status: SiteStatus }) {
  const { t } = useTranslation(['console', 'common', 'conduct'])
  const ago = useAgo()
  const { now } = useConsole()
  const { row, pairedAt } = status
  const facts: [label: string, value: string, isFault: boolean][] = []
  if (row !== null) {
    facts.push([
      t('details.lastHeard'),
      row.lastHeardAt === null ? t('details.never') : ago(now - row.lastHeardAt),
      row.presence === 'away',
    ])
    if (row.presence === 'connected') {
      const isFaulty = (device: string) => status.faults.some((fault) => fault.device === device)
      facts.push(
        [t('details.camera'), t(`common:device.${row.camera}`), isFaulty('camera')],
        [t('details.microphone'), t(`common:device.${row.microphone}`), isFaulty('microphone')],
        [
          t('details.sound'),
          row.microphoneOpen ? t('details.microphoneOpen') : t('details.microphoneClosed'),
          false,
        ],
        [
          t('details.media'),
          row.mediaConnected ? t('details.mediaConnected') : t('details.mediaMissing'),
          !row.mediaConnected,
        ],
      )
      if (!row.remoteMicrophone) {
        facts.push([t('conduct:remote.microphone'), t('conduct:remote.notAllowed'), false])
      }
      if (row.slot !== null) facts.push([t('details.place'), t(`common:slot.${row.slot}`), false])
    }
  }
  facts.push([
    t('details.paired'),
    pairedAt === null ? t('details.notPaired') : t('details.pairedAt', { time: formatDateTime(pairedAt) }),
    pairedAt === null,
  ])
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value, isFault]) => (
        <div key={label} className={styles.fact} data-fault={isFault}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
