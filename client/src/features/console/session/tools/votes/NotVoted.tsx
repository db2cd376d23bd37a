import { foldText, type MotionView } from '@diem-cau/protocol'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import { stillToVote, type Waiting } from '../../../../../state/votes/deskVotes.ts'
import { Button, TextField } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import { EnterBallotDialog } from './EnterBallotDialog.tsx'
import styles from './Votes.module.css'

/** Who has not voted yet, by name; of an open vote what a site says by telephone is entered here. */
export function NotVoted({ screen, motion }: { screen: SessionScreen; motion: MotionView }) {
  const { t } = useTranslation('votes')
  const { directory, canConduct } = useConsole()
  const [text, setText] = useState('')
  const [entering, setEntering] = useState<Waiting | null>(null)
  const all = motion.rights.filter(({ voted }) => !voted).length
  const shown = stillToVote(motion, directory, foldText(text.trim()))
  const mayEnter = canConduct && motion.fields.ballot === 'open'
  return (
    <div className={styles.waiting}>
      <div className={styles.waitingHead}>
        <h4>
          {t('desk.notVoted')} <span className={styles.count}>{all}</span>
        </h4>
        {all > 0 && (
          <TextField
            label={t('desk.filter')}
            hideLabel
            placeholder={t('desk.filter')}
            type="search"
            value={text}
            onChange={setText}
            leading={<Search size={15} aria-hidden="true" />}
          />
        )}
      </div>
      {shown.length === 0 && (
        <p className={styles.soft}>{t(all === 0 ? 'desk.notVotedNone' : 'desk.filterNone')}</p>
      )}
      <ul className={styles.waitingList} aria-label={t('desk.notVoted')}>
        {shown.map((waiting) => {
          const name = waiting.site?.name ?? waiting.right.siteId
          return (
            <li key={waiting.right.siteId}>
              <span className={styles.siteName}>
                <span>{name}</span>
                <span className={styles.soft}>{waiting.site?.above[0]}</span>
              </span>
              {mayEnter && (
                <Button
                  size="sm"
                  tone="quiet"
                  aria-label={t('desk.enterOf', { name })}
                  onClick={() => setEntering(waiting)}
                >
                  {t('desk.enter')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {entering !== null && (
        <EnterBallotDialog
          screen={screen}
          motion={motion}
          waiting={entering}
          onClose={() => setEntering(null)}
        />
      )}
    </div>
  )
}
