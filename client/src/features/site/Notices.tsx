import { CloudOff, LoaderCircle, MicOff, VideoOff, WifiOff } from 'lucide-react'
import { formatDuration, useTranslation } from '../../i18n/index.ts'
import type { RoomFault } from '../../state/site/faults.ts'
import type { LinkState } from '../../state/site/link.ts'
import { useNow } from './hooks.ts'
import styles from './Notices.module.css'

const localNow = (): number => Date.now()

/** What is wrong between the room and the bridge, in words; nothing while all is well. */
export function LinkNotice({ link, helpPhone }: { link: LinkState; helpPhone: string }) {
  const { t } = useTranslation('site')
  const now = useNow(localNow)
  if (link.kind === 'good') return null
  if (link.kind === 'lost') {
    return (
      <div className={styles.lost} role="alert" data-testid="link-lost">
        <WifiOff aria-hidden="true" />
        <p className={styles.title}>{t('link.lost', { duration: formatDuration(now - link.since) })}</p>
        <p>{helpPhone === '' ? t('link.lostCable') : t('link.lostCall', { phone: helpPhone })}</p>
      </div>
    )
  }
  const text = link.kind === 'noServer' ? 'link.noServer' : link.first ? 'link.noMediaFirst' : 'link.noMedia'
  return (
    <output className={styles.strip} data-testid={`link-${link.kind}`}>
      {link.kind === 'noServer' ? (
        <CloudOff aria-hidden="true" />
      ) : (
        <LoaderCircle aria-hidden="true" className={styles.turning} />
      )}
      <p>{t(text)}</p>
    </output>
  )
}

/** What is wrong in the room itself, with the next step. One at a time: the one that hurts most. */
export function FaultNotice({ faults, helpPhone }: { faults: readonly RoomFault[]; helpPhone: string }) {
  const { t } = useTranslation('site')
  const [fault] = faults
  if (fault === undefined) return null
  const { device, state, urgent } = fault
  return (
    <div
      className={styles.fault}
      data-urgent={urgent}
      role={urgent ? 'alert' : 'status'}
      data-testid={`fault-${device}`}
    >
      {device === 'camera' ? <VideoOff aria-hidden="true" /> : <MicOff aria-hidden="true" />}
      <div>
        <p className={styles.title}>{t(`fault.${device}.${state}.title`)}</p>
        <p>
          {t(`fault.${device}.${state}.step`)} {helpPhone !== '' && t('fault.call', { phone: helpPhone })}
        </p>
      </div>
    </div>
  )
}
