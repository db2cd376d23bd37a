import { Headset } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import type { SheetProps } from './Sheets.tsx'
import styles from './TalkbackSheet.module.css'

/** Says for as long as it lasts that somebody of the crew speaks with this room, and who hears the room. */
export function TalkbackSheet({ site }: SheetProps) {
  const { t } = useTranslation('site')
  if (site.talkback === null) return null
  return (
    <>
      <div className={styles.frame} aria-hidden="true" />
      <section className={styles.talkback} role="alert" data-testid="talkback">
        <Headset aria-hidden="true" />
        <div>
          <p className={styles.title}>{t('talkback.title')}</p>
          <p>{t('talkback.body')}</p>
        </div>
      </section>
    </>
  )
}
