import { assertUnreachable } from '@diem-cau/protocol'
import { ListOrdered } from 'lucide-react'
import { useState } from 'react'
import { errorText, formatClock, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { agendaModel, paceOf, type AgendaModel } from '../../../../../state/console/agenda.ts'
import { keyCap } from '../../../../../state/console/keys.ts'
import { Button, EmptyState, ErrorText, Kbd, Segmented, StatusDot } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import { AgendaTable } from './AgendaTable.tsx'
import { FairnessTable } from './FairnessTable.tsx'
import styles from './Agenda.module.css'

type Shown = 'agenda' | 'fairness'

/** Where the meeting is in its agenda, how it stands to the plan, and who has spoken how much. */
export function AgendaPanel(props: ToolProps) {
  const { t } = useTranslation('conduct')
  const { now } = useConsole()
  const [shown, setShown] = useState<Shown>('agenda')
  const model = agendaModel(props.view, now)
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <Segmented<Shown>
          label={t('agenda.title')}
          size="sm"
          value={shown}
          onChange={setShown}
          options={(['agenda', 'fairness'] as const).map((value) => ({
            value,
            label: t(`agenda.views.${value}`),
          }))}
        />
        {shown === 'agenda' && model.entries.length > 0 && <PaceWords model={model} />}
      </div>
      {shown === 'agenda' ? <Agenda model={model} {...props} /> : <FairnessTable view={props.view} />}
    </div>
  )
}

function Agenda({ model, screen }: Pick<ToolProps, 'screen'> & { model: AgendaModel }) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const problem = screen.conduct.problems.get('agenda')
  if (model.entries.length === 0) {
    return (
      <EmptyState icon={<ListOrdered size={28} strokeWidth={1.5} />} title={t('agenda.none')}>
        {t('agenda.noneBody')}
      </EmptyState>
    )
  }
  return (
    <>
      <AgendaActions model={model} screen={screen} />
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <AgendaTable model={model} screen={screen} />
    </>
  )
}

/** Behind or ahead of the plan, in words, and when it ends at this pace. */
function PaceWords({ model }: { model: AgendaModel }) {
  const { t } = useTranslation('conduct')
  const pace = paceOf(model)
  const end = model.endsAt === null ? '' : ` · ${t('agenda.endsAt', { time: formatClock(model.endsAt) })}`
  switch (pace.kind) {
    case 'late':
    case 'early':
      return (
        <p className={styles.pace}>
          <StatusDot
            tone={pace.kind === 'late' ? 'warn' : 'good'}
            label={t(`agenda.${pace.kind}`, { count: pace.minutes })}
          />
          {end}
        </p>
      )
    case 'onTime':
    case 'notBegun':
      return (
        <p className={styles.pace}>
          <StatusDot tone={pace.kind === 'onTime' ? 'good' : 'idle'} label={t(`agenda.${pace.kind}`)} />
          {end}
        </p>
      )
    default:
      return assertUnreachable(pace)
  }
}

function AgendaActions({ model, screen }: Pick<ToolProps, 'screen'> & { model: AgendaModel }) {
  const { t } = useTranslation('conduct')
  const { canConduct } = useConsole()
  const { conductor } = screen
  const { current, next, nextPaper } = model
  if (!canConduct) return null
  return (
    <div className={styles.actions}>
      {nextPaper !== undefined && (
        <Button
          size="sm"
          shortcut={<Kbd>{keyCap('callPaper')}</Kbd>}
          onClick={() => void conductor.order('agenda', 'floor.callPaper', {})}
        >
          {t('agenda.callPaper')}
        </Button>
      )}
      {current !== undefined && (
        <Button
          size="sm"
          shortcut={<Kbd>{keyCap('agendaFinish')}</Kbd>}
          onClick={() => void conductor.order('agenda', 'agenda.finish', {})}
        >
          {t('agenda.finish')}
        </Button>
      )}
      {next !== undefined && (
        <Button
          size="sm"
          tone="primary"
          shortcut={<Kbd>{keyCap('agendaNext')}</Kbd>}
          onClick={() => void conductor.order('agenda', 'agenda.begin', { itemId: next.item.itemId })}
        >
          {t('agenda.next')}
        </Button>
      )}
    </div>
  )
}
