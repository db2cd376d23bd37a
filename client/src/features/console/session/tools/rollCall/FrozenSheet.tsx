import type { FrozenRoll, ReplyOf, SessionView } from '@diem-cau/protocol'
import { ArrowLeft, Download, Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import {
  errorText,
  formatClockSeconds,
  formatDate,
  useLanguage,
  useTranslation,
} from '../../../../../i18n/index.ts'
import type { Problem } from '../../../../../state/api.ts'
import { saveFile } from '../../../../../state/csv.ts'
import { problemOf } from '../../../../../state/problem.ts'
import { Button, ErrorText, Spinner } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import { FrozenTable } from './FrozenTable.tsx'
import styles from './RollCall.module.css'
import { useFrozenWords } from './useFrozenWords.ts'

type Reply = ReplyOf<'rollCall.readFrozen'>

interface FrozenSheetProps {
  screen: SessionScreen
  view: SessionView
  frozen: FrozenRoll
  onBack: () => void
}

/** One roll as it stood: to read, to print, to take away. */
export function FrozenSheet({ screen, view, frozen, onBack }: FrozenSheetProps) {
  const { t } = useTranslation('rollCall')
  const language = useLanguage()
  const { reply, problem } = useFrozen(screen, frozen.freezeId)
  const { csv } = useFrozenWords()
  return (
    <div className={styles.panel} data-testid="frozen-sheet">
      <div className={styles.bar}>
        <Button size="sm" tone="quiet" icon={<ArrowLeft size={15} />} onClick={onBack}>
          {t('desk.frozen.back')}
        </Button>
        <span className={styles.since} />
        {reply !== null && (
          <>
            <Button size="sm" icon={<Printer size={15} />} onClick={() => globalThis.print()}>
              {t('desk.frozen.print')}
            </Button>
            <Button
              size="sm"
              icon={<Download size={15} />}
              onClick={() => saveFile(fileName(t, frozen.at), csv(reply.rows), 'text/csv;charset=utf-8')}
              data-testid="frozen-csv"
            >
              {t('desk.frozen.csv')}
            </Button>
          </>
        )}
      </div>
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {problem === null && reply === null && <Spinner>{t('desk.frozen.loading')}</Spinner>}
      {reply !== null && (
        <>
          <Report view={view} reply={reply} />
          {/* Outside of the console, whose panes scroll: a sheet of paper has all of it. */}
          {createPortal(
            <div className={styles.printed} aria-hidden="true">
              <Report view={view} reply={reply} />
            </div>,
            document.body,
          )}
        </>
      )}
    </div>
  )
}

function fileName(t: ReturnType<typeof useTranslation<'rollCall'>>['t'], at: number): string {
  const day = formatDate(at).split('/').toReversed().join('')
  return t('desk.frozen.file', { stamp: `${day}-${formatClockSeconds(at).replaceAll(':', '')}` })
}

function Report({ view, reply }: { view: SessionView; reply: Reply }) {
  const { t } = useTranslation('rollCall')
  const { summary, reason } = useFrozenWords()
  const { frozen, rows } = reply
  const moment = `${formatClockSeconds(frozen.at)} ${formatDate(frozen.at)}`
  return (
    <article className={styles.report}>
      <header>
        <h3 className={styles.reportTitle}>
          {t('desk.frozen.heading')} · {reason(frozen)}
        </h3>
        <p>
          {view.session.title} · {view.session.hostUnitName}
        </p>
        <p>{t('desk.frozen.at', { moment })}</p>
      </header>
      {summary(frozen).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <FrozenTable rows={rows} />
    </article>
  )
}

/** What was frozen never changes: it is read once. */
function useFrozen({ sessionId }: SessionScreen, freezeId: string) {
  const { connection } = useConsole()
  const [state, setState] = useState<{ reply: Reply | null; problem: Problem | null }>({
    reply: null,
    problem: null,
  })
  useEffect(() => {
    let over = false
    connection.request('rollCall.readFrozen', { sessionId, freezeId }).then(
      (reply) => !over && setState({ reply, problem: null }),
      (error: unknown) => !over && setState({ reply: null, problem: problemOf(error) }),
    )
    return () => {
      over = true
    }
  }, [connection, sessionId, freezeId])
  return state
}
