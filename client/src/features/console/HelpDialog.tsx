import { useTranslation } from '../../i18n/index.ts'
import { keyCap, type KeyAction } from '../../state/console/keys.ts'
import { Dialog, Kbd } from '../../ui/index.ts'
import styles from './HelpDialog.module.css'

const GROUPS: { title: 'queue' | 'stage' | 'rules' | 'agenda' | 'desk'; actions: KeyAction[] }[] = [
  {
    title: 'queue',
    actions: [
      'next',
      'previous',
      'give',
      'giveAlongside',
      'giveInterposed',
      'standby',
      'invite',
      'requeue',
      'moveUp',
      'moveDown',
      'nominate',
      'returnToGroup',
      'describe',
      'checkPicture',
      'checkSound',
      'decline',
    ],
  },
  {
    title: 'stage',
    actions: [
      'finish',
      'revoke',
      'extend',
      'extendMore',
      'microphone',
      'closeAllButStage',
      'layoutSingle',
      'layoutSideBySide',
      'layoutContent',
      'pin',
      'hold',
      'endContent',
      'panic',
      'listen',
      'talkback',
    ],
  },
  {
    title: 'rules',
    actions: ['modeChairGives', 'modeAgenda', 'modeFree', 'modeLecture', 'delegation', 'queueOpen', 'limits'],
  },
  { title: 'agenda', actions: ['callPaper', 'agendaNext', 'agendaFinish', 'takeChair', 'deputy'] },
  {
    title: 'desk',
    actions: [
      'search',
      'details',
      'carousel',
      'helpInbox',
      'noteIncident',
      'previousTool',
      'nextTool',
      'undo',
      'help',
    ],
  },
]

/** The keys of the console. */
export function HelpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('console')
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('help.title')}
      description={t('help.body')}
      width="lg"
    >
      {/* Scrolled by the arrow keys where it does not fit. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.groups} tabIndex={0}>
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className={styles.title}>{t(`help.${group.title}`)}</h3>
            <dl className={styles.keys}>
              {group.actions.map((action) => (
                <div key={action} className={styles.key}>
                  <dt>
                    <Kbd>{keyCap(action)}</Kbd>
                  </dt>
                  <dd>{t(`key.${action}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3 className={styles.title}>{t('help.papers')}</h3>
          <dl className={styles.keys}>
            {(['PgUp', 'PgDn'] as const).map((cap) => (
              <div key={cap} className={styles.key}>
                <dt>
                  <Kbd>{cap}</Kbd>
                </dt>
                <dd>{t(cap === 'PgUp' ? 'help.paperPrevious' : 'help.paperNext')}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3 className={styles.title}>{t('help.tree')}</h3>
          <dl className={styles.keys}>
            {(['↑ ↓', '← →', 'Enter', 'Home / End', 'D'] as const).map((keys, index) => (
              <div key={keys} className={styles.key}>
                <dt>
                  <Kbd>{keys}</Kbd>
                </dt>
                <dd>
                  {
                    [
                      t('help.treeMove'),
                      t('help.treeOpen'),
                      t('help.treeEnter'),
                      t('help.treeEnds'),
                      t('help.treeDetach'),
                    ][index]
                  }
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}
