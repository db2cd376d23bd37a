import { useState } from 'react'
import { errorText, formatDuration, formatMoment, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { ParentSessionView, SessionView } from '@diem-cau/protocol'
import type { Problem } from '../../../state/api.ts'
import { detachedBranches } from '../../../state/console/branches.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { problemOf } from '../../../state/problem.ts'
import { Button, ConfirmDialog, ErrorText, Kbd, Tooltip } from '../../../ui/index.ts'
import { AttachButton } from '../branches/AttachButton.tsx'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './SessionHeader.module.css'

/** What the session is, who chairs it, how many are connected, since when. */
export function SessionHeader({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation('console')
  const { now, directory, canConduct } = useConsole()
  const { session } = view
  const chair = session.chairSiteId === null ? undefined : directory?.site(session.chairSiteId)
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1 className={styles.title}>{session.title}</h1>
        <p className={styles.facts}>
          <span>{session.hostUnitName}</span>
          {session.parent !== null && <Parent parent={session.parent} />}
          {/* A chair outside the own units has no name here. */}
          {(chair !== undefined || session.chairSiteId === null) && (
            <span>{t('session.chair', { name: chair?.name ?? t('session.noChair') })}</span>
          )}
          <Deputy view={view} />
          <span>
            {t('session.since', {
              time: formatMoment(session.openedAt, now),
              duration: formatDuration(now - session.openedAt),
            })}
          </span>
        </p>
      </div>
      <p className={styles.connected}>
        <strong>
          {session.connectedCount}
          <span>/{session.siteCount}</span>
        </strong>
        {t('session.connected')}
      </p>
      {canConduct &&
        (session.parent?.open === true ? (
          <AttachButton
            sessionId={session.sessionId}
            unitName={session.hostUnitName}
            parentTitle={session.parent.title}
          />
        ) : (
          <CloseSession screen={screen} view={view} />
        ))}
    </header>
  )
}

/** Who takes the chair over when its link is lost; named beforehand by a press. */
function Deputy({ view }: { view: SessionView }) {
  const { t } = useTranslation('conduct')
  const { directory, canConduct } = useConsole()
  const { showDialog } = useDesk()
  const deputy = view.conduct.deputyChairSiteId
  const name = deputy === null ? t('rules.deputyNone') : (directory?.site(deputy)?.name ?? deputy)
  const words = t('rules.deputyOf', { name })
  if (!canConduct) return deputy === null ? null : <span>{words}</span>
  return (
    <Tooltip text={t('rules.deputyHint')} shortcut={<Kbd>{keyCap('deputy')}</Kbd>}>
      <button type="button" className={styles.deputy} onClick={() => showDialog('deputy')}>
        {words}
      </button>
    </Tooltip>
  )
}

/** Where the session was detached from, and the way there. */
function Parent({ parent }: { parent: ParentSessionView }) {
  const { t } = useTranslation('console')
  const { bridge, chooseSession } = useConsole()
  if (!parent.open) return <span>{t('branch.fromEnded', { title: parent.title })}</span>
  return (
    <span>
      {t('branch.from', { title: parent.title })}
      {bridge?.[`session:${parent.sessionId}`] !== undefined && (
        <button type="button" className={styles.link} onClick={() => chooseSession(parent.sessionId)}>
          {t('branch.toParent')}
        </button>
      )}
    </span>
  )
}

function CloseSession({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const away = detachedBranches(view).length
  const [problem, setProblem] = useState<Problem | null>(null)
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {t('session.close')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('session.closeTitle', { title: view.session.title })}
        consequence={
          away === 0
            ? t('session.closeBody')
            : `${t('session.closeBody')} ${t('branch.goOn', { count: away })}`
        }
        confirmLabel={t('session.close')}
        error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
        onConfirm={async () => {
          setProblem(null)
          try {
            await screen.conductor.closeSession()
          } catch (error) {
            setProblem(problemOf(error))
            throw error
          }
        }}
      />
    </>
  )
}
