import type { AccountDetail } from '@diem-cau/protocol'
import { useTranslation } from '../../../i18n/index.ts'
import { ShownOnce } from '../ShownOnce.tsx'
import { nameOf } from './task.ts'

interface FirstPasswordDialogProps {
  account: AccountDetail
  password: string
  onClose: () => void
}

/** The first password of an account. */
export function FirstPasswordDialog({ account, password, onClose }: FirstPasswordDialogProps) {
  const { t } = useTranslation('people')
  return (
    <ShownOnce
      title={t('password.title', { name: nameOf(account) })}
      description={t('password.body')}
      secret={password}
      doneLabel={t('password.done')}
      onDone={onClose}
    >
      <p>
        {t('form.userName')}: <strong>{account.userName}</strong>
      </p>
    </ShownOnce>
  )
}
