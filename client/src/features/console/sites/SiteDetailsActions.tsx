import type { SiteId } from '@diem-cau/protocol'
import { Armchair, Hand, Hourglass, KeyRound, Mic, MicOff, MicVocal, Square, Unlink } from 'lucide-react'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import type { Problem } from '../../../state/api.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { siteActions } from '../../../state/console/siteActions.ts'
import type { SiteStatus } from '../../../state/console/siteStatus.ts'
import { problemOf } from '../../../state/problem.ts'
import { Button, ConfirmDialog, ErrorText, Kbd } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { PairingDialog } from './PairingDialog.tsx'
import styles from './SiteDetails.module.css'

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

interface FloorActionsProps {
  screen: SessionScreen
  site: PlacedSite
  status: SiteStatus
  onMakeChair: () => void
}

function FloorActions({ screen, site, status, onMakeChair }: FloorActionsProps) {
  const { t } = useTranslation('console')
  const { conductor, conduct, view } = screen
  const { siteId } = site
  const can = siteActions(status.row)
  const busy = conduct.busy.has(`site:${siteId}`)
  const position = positionOf(view, siteId)
  const requestId = liveRequest(view, siteId)
  return (
    <div className={styles.actions}>
      {can.give && (
        <Button
          size="sm"
          tone="primary"
          busy={busy}
          icon={<MicVocal size={15} />}
          shortcut={<Kbd>{keyCap('give')}</Kbd>}
          onClick={() => void conductor.give(siteId)}
        >
          {t('action.give')}
        </Button>
      )}
      {can.standby && (
        <Button
          size="sm"
          icon={<Hourglass size={15} />}
          shortcut={<Kbd>{keyCap('standby')}</Kbd>}
          onClick={() => void conductor.standby(siteId, position)}
        >
          {t('action.standby')}
        </Button>
      )}
      {can.invite && (
        <Button
          size="sm"
          icon={<Hand size={15} />}
          shortcut={<Kbd>{keyCap('invite')}</Kbd>}
          onClick={() => void conductor.invite(siteId, position)}
        >
          {t('action.invite')}
        </Button>
      )}
      {can.closeMicrophone && (
        <Button
          size="sm"
          icon={<MicOff size={15} />}
          shortcut={<Kbd>{keyCap('microphone')}</Kbd>}
          onClick={() => void conductor.setMicrophone(siteId, false)}
        >
          {t('action.closeMicrophone')}
        </Button>
      )}
      {can.openMicrophone && (
        <Button
          size="sm"
          icon={<Mic size={15} />}
          shortcut={<Kbd>{keyCap('microphone')}</Kbd>}
          onClick={() => void conductor.setMicrophone(siteId, true)}
        >
          {t('action.openMicrophone')}
        </Button>
      )}
      {can.revoke && requestId !== null && (
        <Button
          size="sm"
          tone="danger"
          icon={<Square size={15} />}
          shortcut={<Kbd>{keyCap('revoke')}</Kbd>}
          onClick={() => void conductor.revoke({ siteId, requestId, queuePosition: null })}
        >
          {t('action.revoke')}
        </Button>
      )}
      {can.makeChair && (
        <Button size="sm" tone="quiet" icon={<Armchair size={15} />} onClick={onMakeChair}>
          {t('action.makeChair')}
        </Button>
      )}
    </div>
  )
}

function requestOf(view: SessionScreen['view'], siteId: SiteId) {
  for (const [key, value] of Object.entries(view ?? {})) {
    if (key.startsWith('request:') && 'requestId' in value && value.siteId === siteId) return value
  }
  return undefined
}

function positionOf(view: SessionScreen['view'], siteId: SiteId): number | null {
  return requestOf(view, siteId)?.queuePosition ?? null
}

function liveRequest(view: SessionScreen['view'], siteId: SiteId) {
  const request = requestOf(view, siteId)
  return request?.state === 'live' ? request.requestId : null
}

interface QuestionProps {
  site: PlacedSite
  open: boolean
  onOpenChange: (open: boolean) => void
}

function UnpairDialog({ site, open, onOpenChange }: QuestionProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { connection } = useConsole()
  const [problem, setProblem] = useState<Problem | null>(null)
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('pair.removeTitle', { name: site.name })}
      consequence={t('pair.removeBody')}
      confirmLabel={t('pair.remove')}
      error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
      onConfirm={async () => {
        setProblem(null)
        try {
          await connection.command('pairing.revoke', { siteId: site.siteId })
        } catch (error) {
          setProblem(problemOf(error))
          throw error
        }
      }}
    />
  )
}

function ChairDialog({ site, open, onOpenChange, screen }: QuestionProps & { screen: SessionScreen }) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { directory } = useConsole()
  const [problem, setProblem] = useState<Problem | null>(null)
  const former = screen.view?.session.chairSiteId ?? null
  const formerName = former === null ? '' : (directory?.site(former)?.name ?? former)
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('chair.title', { name: site.name })}
      consequence={former === null ? t('chair.bodyFirst') : t('chair.body', { former: formerName })}
      confirmLabel={t('action.makeChair')}
      error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
      onConfirm={async () => {
        setProblem(null)
        try {
          await screen.conductor.setChair(site.siteId)
        } catch (error) {
          setProblem(problemOf(error))
          throw error
        }
      }}
    />
  )
}
