import { LifeBuoy } from 'lucide-react'
import { useTranslation } from '../../i18n/index.ts'
import { useHelpSheet } from './HelpContext.ts'
import styles from './Utilities.module.css'

/** Asks the duty crew for help; there while there is a meeting. */
export function HelpButton() {
  const { t } = useTranslation('help')
  const sheet = useHelpSheet()
  if (sheet === null) return null
  return (
    <button
      type="button"
      className={styles.utility}
      aria-expanded={sheet.isOpen}
      onClick={() => sheet.setOpen(!sheet.isOpen)}
      data-room-button
      data-testid="open-help"
    >
      <LifeBuoy aria-hidden="true" />
      {t('room.button')}
    </button>
  )
}
