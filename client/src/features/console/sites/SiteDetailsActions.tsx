import { KeyRound, Unlink } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import type { SiteStatus } from '../../../state/console/siteStatus.ts'
import { Button } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { FloorActions } from './FloorActions.tsx'
import { PairingDialog } from './PairingDialog.tsx'
import styles from './SiteDetails.module.css'
import { ChairDialog, UnpairDialog } from './SiteQuestions.tsx'

export interface SiteDetailsActionsProps {
  site: PlacedSite
  status: SiteStatus
  onAsking: (asking: boolean) => void
}

type Question = 'chair' | 'unpair' | 'pair' | null

/** What can be done with a site: on the stage, and with its pairing. */
export function SiteDetailsActions({ site, status, onAsking }: SiteDetailsActionsProps) {
  const { t } = useTranslation('console')
  const { screen, canConduct, canManage } = useConsole()
  const [question, setQuestion] = useState<Question>(null)
  const ask = (next: Question) => {
    setQuestion(next)
    onAsking(next !== null)
  }
  const isInSession = screen?.view != null && status.row !== null
  return (
    <>
      {isInSession && canConduct && (
        <FloorActions screen={screen} site={site} status={status} onMakeChair={() => ask('chair')} />
      )}
      {canManage && (
        <div className={styles.actions}>
          <Button size="sm" icon={<KeyRound size={15} />} onClick={() => ask('pair')}>
            {status.pairedAt === null ? t('pair.button') : t('pair.again')}
          </Button>
          {status.pairedAt !== null && (
            <Button size="sm" tone="quiet" icon={<Unlink size={15} />} onClick={() => ask('unpair')}>
              {t('pair.remove')}
            </Button>
          )}
        </div>
      )}
      <PairingDialog
        site={site}
        open={question === 'pair'}
        onOpenChange={(open) => ask(open ? 'pair' : null)}
      />
      <UnpairDialog
        site={site}
        open={question === 'unpair'}
        onOpenChange={(open) => ask(open ? 'unpair' : null)}
      />
      {screen !== null && (
        <ChairDialog
          site={site}
          screen={screen}
          open={question === 'chair'}
          onOpenChange={(open) => ask(open ? 'chair' : null)}
        />
      )}
    </>
  )
}
