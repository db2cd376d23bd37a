import { ArrowLeftRight, Languages, SlidersHorizontal } from 'lucide-react'
import { setLanguage, useLanguage, useTranslation } from '../../i18n/index.ts'
import type { BigChoice } from '../../state/site/stageLayout.ts'
import { useCheck } from './CheckContext.ts'
import { HelpButton } from './HelpButton.tsx'
import { useModel } from './hooks.ts'
import styles from './Utilities.module.css'

/** Small and out of the way: the devices, and the other language. */
export function Utilities({ big }: { big: BigChoice | null }) {
  const { t } = useTranslation('site')
  const language = useLanguage()
  const openCheck = useCheck()
  const model = useModel()
  return (
    <div className={styles.utilities}>
      {big !== null && (
        <button
          type="button"
          className={styles.utility}
          onClick={() => model.swapBig()}
          data-room-button
          data-testid="swap-big"
        >
          <ArrowLeftRight aria-hidden="true" />
          {t(big === 'content' ? 'action.speakerBig' : 'action.contentBig')}
        </button>
      )}
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
