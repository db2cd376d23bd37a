import { Presentation, Plus } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState, Spinner } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import styles from './SessionPanel.module.css'

/** No session is open: what to do. */
export function NoSession({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('console')
  const { bridge, canManage } = useConsole()
  return (
    <div className={styles.none}>
      {bridge === null ? (
        <Spinner>{t('session.loading')}</Spinner>
      ) : (
        <EmptyState
          icon={<Presentation size={48} strokeWidth={1.4} />}
          title={t('session.none')}
          action={
            canManage && (
              <Button tone="primary" size="lg" icon={<Plus size={18} />} onClick={onOpen}>
                {t('open.button')}
              </Button>
            )
          }
        >
          {canManage ? t('session.noneBody') : t('session.noneObserver')}
        </EmptyState>
      )}
    </div>
  )
}
