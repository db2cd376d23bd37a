import { Languages, SlidersHorizontal } from 'lucide-react'
import { setLanguage, useLanguage, useTranslation } from '../../i18n/index.ts'
import { useCheck } from './CheckContext.ts'
import { HelpButton } from './HelpButton.tsx'
import styles from './Utilities.module.css'

/** Small and out of the way: the devices, and the other language. */
export function Utilities() {
  const { t } = useTranslation('site')
  const language = useLanguage()
  const openCheck = useCheck()
  return (
    <div className={styles.utilities}>
      <HelpButton />
      <button
        type="button"
        className={styles.utility}
        onClick={openCheck}
        data-room-button
        data-testid="open-check"
      >
        <SlidersHorizontal aria-hidden="true" />
        {t('action.check')}
      </button>
      <button
        type="button"
        className={styles.utility}
        onClick={() => void setLanguage(language === 'vi' ? 'en' : 'vi')}
        data-room-button
        data-testid="switch-language"
        lang={language === 'vi' ? 'en' : 'vi'}
      >
        <Languages aria-hidden="true" />
        {t('action.language')}
      </button>
    </div>
  )
}
