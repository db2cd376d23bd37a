import type { AccountDetail } from '@diem-cau/protocol'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog, LiveRegion } from '../../../ui/index.ts'
import { nameOf } from './AccountDialogs.tsx'
import styles from './People.module.css'

interface FirstPasswordDialogProps {
  account: AccountDetail
  password: string
  onClose: () => void
}

/** A password that is shown once. Only its own button puts it away: it can not be asked for again. */
export function FirstPasswordDialog({ account, password, onClose }: FirstPasswordDialogProps) {
  const { t } = useTranslation(['people', 'common'])
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(password)
    setCopied(true)
  }
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t('password.title', { name: nameOf(account) })}
      description={t('password.body')}
      footer={
        <>
          <Button icon={copied ? <Check size={16} /> : <Copy size={16} />} onClick={() => void copy()}>
            {copied ? t('common:action.copied') : t('common:action.copy')}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {t('password.done')}
          </Button>
        </>
      }
    >
      <p className={styles.soft}>
        {t('form.userName')}: <strong>{account.userName}</strong>
      </p>
      <p className={styles.password}>{password}</p>
      <LiveRegion text={copied ? t('common:action.copied') : ''} />
    </Dialog>
  )
}
