import { ClipboardList } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { Button, EmptyState, ErrorText, LiveRegion } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import { FrozenRolls } from './FrozenRolls.tsx'
import { RollBar } from './RollBar.tsx'
import styles from './RollCall.module.css'
import { RollFigures } from './RollFigures.tsx'
import { RollList } from './RollList.tsx'

/** Who is there: the whole roll at a glance, the calls to those who have not answered, and the evidence. */
export function RollCallPanel({ screen, view }: ToolProps) {
  const { t } = useTranslation('rollCall')
  const language = useLanguage()
  const { canConduct } = useConsole()
  const [looksBack, setLooksBack] = useState(false)
  const { openedAt } = view.rollCall
  const { conductor, conduct } = screen
  const problem = conduct.problems.get('rollCall')
  const error = problem === undefined ? null : <ErrorText>{errorText(problem, language)}</ErrorText>
  if (looksBack) return <FrozenRolls screen={screen} view={view} onBack={() => setLooksBack(false)} />
  if (openedAt === null) {
    return (
      <div className={styles.before} data-testid="roll-before">
        <EmptyState
          icon={<ClipboardList size={36} aria-hidden="true" />}
          title={t('desk.before.title')}
          action={
            canConduct && (
              <Button
                tone="primary"
                busy={conduct.busy.has('rollCall')}
                onClick={() => void conductor.order('rollCall', 'rollCall.open', {})}
                data-testid="roll-call"
              >
                {t('desk.call')}
              </Button>
            )
          }
        >
          {t(canConduct ? 'desk.before.body' : 'desk.before.look')}
        </EmptyState>
        {error}
      </div>
    )
  }
  return (
    <Roll screen={screen} view={view} onLookBack={() => setLooksBack(true)}>
      {error}
    </Roll>
  )
}

function Roll(props: ToolProps & { onLookBack: () => void; children: ReactNode }) {
  const { screen, view, onLookBack, children } = props
  return (
    <div ref={useOnTop()} className={styles.panel} data-testid="roll-panel">
      <RollBar screen={screen} view={view} onLookBack={onLookBack} />
      {children}
      <RollFigures screen={screen} view={view} />
      <RollList screen={screen} view={view} />
      <QuorumNews view={view} />
    </div>
  )
}

/** Comes up to the edge with its tabs when it is opened: a province is too much for what is left below the stage. */
function useOnTop() {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect would be asked to take for its end.
    ref.current?.closest('section')?.scrollIntoView({ block: 'start' })
  }, [])
  return ref
}

/** Said when it changes; every single answer would be too much to listen to. */
function QuorumNews({ view }: Pick<ToolProps, 'view'>) {
  const { t } = useTranslation('rollCall')
  const { quorum } = view.rollCall
  const text = quorum === null ? '' : t(quorum.reached ? 'desk.quorum.isReached' : 'desk.quorum.isMissing')
  return <LiveRegion text={text} />
}
