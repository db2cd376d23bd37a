import { Check, Copy } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Dialog, LiveRegion } from '../../ui/index.ts'
import styles from './ShownOnce.module.css'

export interface ShownOnceProps {
  title: string
  /** That it is shown once, and what to do with it. */
  description: string
  secret: string
  /** Says that it was kept. */
  doneLabel: string
  onDone: () => void
  children?: ReactNode
}

/** A secret that is shown once. Only its own button puts it away: it can not be asked for again. */
export function ShownOnce({ title, description, secret, doneLabel, onDone, children }: ShownOnceProps) {
  const { t } = useTranslation('common')
  const [copied, setCopied] = useState(false)
  const text = useRef<HTMLParagraphElement>(null)
  async function copy() {
    try {
      await navigator.clipboard.writeText(secret)
      setCopied(true)
    } catch {
      // The browser does not let the page: it stands there marked, for Control-C.
      if (text.current !== null) globalThis.getSelection()?.selectAllChildren(text.current)
    }
  }
  return (
    <Dialog
      open
      isHeld
      onOpenChange={() => undefined}
      title={title}
      description={description}
      footer={
        <>
          <Button icon={copied ? <Check size={16} /> : <Copy size={16} />} onClick={() => void copy()}>
            {copied ? t('action.copied') : t('action.copy')}
          </Button>
          <Button tone="primary" onClick={onDone}>
            {doneLabel}
          </Button>
        </>
      }
    >
      {children}
      <p ref={text} className={styles.secret} data-long={secret.length > 24}>
        {secret}
      </p>
      <LiveRegion text={copied ? t('action.copied') : ''} />
    </Dialog>
  )
}
