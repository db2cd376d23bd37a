import type { ErrorReply } from '@diem-cau/protocol'
import { Download, Languages, Phone } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { errorText, formatDuration, setLanguage, useLanguage, useTranslation } from '../../i18n/index.ts'
import { readBridgeInfo } from '../../connection/index.ts'
import type { PairingModel, PairingSnapshot } from '../../state/site/PairingModel.ts'
import { CodeField } from './CodeField.tsx'
import { Keypad } from './Keypad.tsx'
import styles from './PairingPage.module.css'

interface PairingPageProps {
  model: PairingModel
  /** Why the pairing that this PC had counts no more. */
  reason: ErrorReply | null
}

/** A room's PC becomes a site: eight digits, read out over the telephone. */
export function PairingPage({ model, reason }: PairingPageProps) {
  const { t } = useTranslation('pairing')
  const snapshot = useSyncExternalStore(model.subscribe, model.getSnapshot)
  const phone = useHelpPhone()
  useEffect(() => {
    document.title = t('title')
  }, [t])
  return (
    <main className={styles.page} data-testid="pairing">
      <section className={styles.words}>
        <p className={styles.product}>{t('title')}</p>
        <h1 className={styles.heading}>{t('heading')}</h1>
        <p className={styles.lead}>{t('lead')}</p>
        <ol className={styles.steps}>
          <li>{t('steps.call')}</li>
          <li>{t('steps.type')}</li>
          <li>{t('steps.done')}</li>
        </ol>
        {phone !== '' && (
          <p className={styles.phone}>
            <Phone aria-hidden="true" />
            {t('call', { phone })}
          </p>
        )}
      </section>
      <section className={styles.entry}>
        <CodeField model={model} snapshot={snapshot} describedBy="pairing-message" />
        <Message snapshot={snapshot} reason={reason} />
        <Keypad model={model} snapshot={snapshot} />
      </section>
      <footer className={styles.footer}>
        <a className={styles.kit} href="/kit/site-kit.zip" download>
          <Download aria-hidden="true" />
          <span>
            <strong>{t('kit')}</strong>
            <span>{t('kitBody')}</span>
          </span>
        </a>
        <LanguageButton />
      </footer>
    </main>
  )
}

/** What the page has to say to what was typed; under the field, where the eye is. */
function Message({ snapshot, reason }: { snapshot: PairingSnapshot; reason: ErrorReply | null }) {
  const { t } = useTranslation('pairing')
  const { trouble, sending, blockedUntil } = snapshot
  const left = useSecondsLeft(blockedUntil)
  const words = (): string => {
    if (sending) return t('sending')
    if (blockedUntil !== null) return t('blocked', { duration: formatDuration(left) })
    if (trouble === null) return reason === null ? '' : errorText(reason)
    if (trouble.kind === 'unreached') return t('unreached')
    if (trouble.kind === 'notKept') return t('notKept')
    return trouble.error.code === 'pairing_code_wrong' ? t('wrong') : errorText(trouble.error)
  }
  const bad = trouble !== null || blockedUntil !== null
  return (
    <p
      id="pairing-message"
      className={styles.message}
      data-bad={bad}
      role={bad ? 'alert' : 'status'}
      data-testid="pairing-message"
    >
      {words()}
    </p>
  )
}

function LanguageButton() {
  const { t } = useTranslation('common')
  const language = useLanguage()
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <button
      type="button"
      className={styles.language}
      lang={other}
      onClick={() => void setLanguage(other)}
      data-testid="switch-language"
    >
      <Languages aria-hidden="true" />
      {t(`language.${other}`)}
    </button>
  )
}

/** Milliseconds until a moment, drawn again every second. */
function useSecondsLeft(until: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (until === null) return undefined
    const tick = (): void => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [until])
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000) * 1_000)
}

/** The duty crew's number, when the bridge has one. */
function useHelpPhone(): string {
  const [phone, setPhone] = useState('')
  useEffect(() => {
    let over = false
    async function ask(): Promise<void> {
      const { helpPhone } = await readBridgeInfo()
      if (!over) setPhone(helpPhone)
    }
    // Without it the page says the same, only without the number.
    ask().catch(() => {})
    return () => {
      over = true
    }
  }, [])
  return phone
}
