import type { SessionView } from '@diem-cau/protocol'
import { ArrowRight } from 'lucide-react'
import { formatMoment, useTranslation } from '../../../i18n/index.ts'
import { detachedBranches } from '../../../state/console/branches.ts'
import { Button, LiveRegion, StatusDot } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { AttachButton } from './AttachButton.tsx'
import styles from './branches.module.css'

/** The units that have left the session on screen for a meeting of their own; nothing while there is none. */
export function BranchList({ view }: { view: SessionView }) {
  const { t } = useTranslation('console')
  const { bridge, directory, canManage, chooseSession, now } = useConsole()
  const branches = detachedBranches(view)
  return (
    <>
      <LiveRegion
        text={branches
          .map(({ unitName, siteCount }) => t('branch.awayOf', { name: unitName, count: siteCount }))
          .join('. ')}
      />
      {branches.length > 0 && (
        <ul className={styles.list} aria-label={t('branch.list')} data-testid="branches">
          {branches.map(({ sessionId, unitId, unitName, siteCount, connectedCount, since }) => (
            <li key={sessionId} className={styles.branch} data-testid={`branch-${unitId}`}>
              <StatusDot
                tone="left"
                label={t('branch.awayOf', { name: unitName, count: siteCount })}
                className={styles.away}
              />
              <span className={styles.facts}>
                {t('branch.facts', { connected: connectedCount, time: formatMoment(since, now) })}
              </span>
              {bridge?.[`session:${sessionId}`] !== undefined && (
                <Button
                  size="sm"
                  icon={<ArrowRight size={15} />}
                  aria-label={t('branch.openOf', { name: unitName })}
                  onClick={() => chooseSession(sessionId)}
                >
                  {t('branch.openShort')}
                </Button>
              )}
              {canManage && directory?.hasUnit(unitId) === true && (
                <AttachButton
                  sessionId={sessionId}
                  unitName={unitName}
                  parentTitle={view.session.title}
                  named
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
