import type { SessionView } from '@diem-cau/protocol'
import { FileText, Unplug } from 'lucide-react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { agendaModel, type AgendaEntry } from '../../../state/console/agenda.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, ErrorText, Kbd, VisuallyHidden } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './PaperList.module.css'

/** So many are in sight; the others are in the agenda. */
const SHOWN = 2

/** The prepared papers that come by the plan, apart from who asks: the next one is called by one key. */
export function PaperList({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const { now } = useConsole()
  const papers = agendaModel(view, now).entries.filter(({ isCallable }) => isCallable)
  const problem = screen.conduct.problems.get('agenda')
  if (papers.length === 0) return null
  const more = papers.length - SHOWN
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('papers.title')}</h3>
      <ol className={styles.list}>
        {papers.slice(0, SHOWN).map((paper, index) => (
          <Paper key={paper.item.itemId} paper={paper} isNext={index === 0} screen={screen} />
        ))}
      </ol>
      {more > 0 && <p className={styles.more}>{t('papers.more', { count: more })}</p>}
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </section>
  )
}

function Paper({ paper, isNext, screen }: { paper: AgendaEntry; isNext: boolean; screen: SessionScreen }) {
  const { t } = useTranslation('conduct')
  const { directory, statusOf, canConduct } = useConsole()
  const { item } = paper
  const { siteId, itemId } = item
  if (siteId === null) return null
  const name = directory?.site(siteId)?.name ?? siteId
  const isHere = statusOf(siteId).row?.presence === 'connected'
  const call = () => void screen.conductor.order('agenda', 'floor.callPaper', { itemId })
  return (
    <li className={styles.paper} data-next={isNext}>
      <FileText size={16} aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.title} title={item.title}>
          {[item.person, item.title].filter((word) => word !== '').join(' · ')}
        </span>
        {!isHere && (
          <span className={styles.away}>
            <Unplug size={13} aria-hidden="true" /> {t('papers.away')}
          </span>
        )}
      </span>
      <span className={styles.minutes}>{t('agenda.minutes', { count: item.minutes })}</span>
      {canConduct && (
        <Button
          size="sm"
          {...(isNext ? { shortcut: <Kbd>{keyCap('callPaper')}</Kbd> } : {})}
          disabled={!isHere}
          busy={isNext && screen.conduct.busy.has('agenda')}
          onClick={call}
        >
          {t('papers.call')}
          {/* Beside its key, which belongs to the name as well. */}
          <VisuallyHidden> {t('papers.of', { name })}</VisuallyHidden>
        </Button>
      )}
    </li>
  )
}
