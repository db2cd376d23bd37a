import { ClipboardPen } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { errorText, formatMoment, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { incidentsOf } from '../../../../../state/console/help.ts'
import { Button, Combobox, EmptyState, ErrorText, TextField } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import styles from './Help.module.css'
import { useSiteOptions } from './useSiteOptions.ts'

const GENERAL = 'general'

/** What happened, noted with one line for the report. */
export function IncidentsTab({ screen, view }: ToolProps) {
  const { t } = useTranslation('help')
  const language = useLanguage()
  const { now, directory } = useConsole()
  const incidents = incidentsOf(view)
  const problem = screen.conduct.problems.get('help')
  return (
    <div className={styles.column}>
      <NewIncident screen={screen} view={view} />
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {incidents.length === 0 ? (
        <EmptyState icon={<ClipboardPen />} title={t('desk.incident.none')}>
          {t('desk.incident.noneHint')}
        </EmptyState>
      ) : (
        <ul className={styles.messages}>
          {incidents.map(({ incidentId, siteId, text, by, at }) => (
            <li key={incidentId} className={styles.incident} data-testid={`incident-${incidentId}`}>
              <time className={styles.time}>{formatMoment(at, now)}</time>
              <div className={styles.messageWords}>
                <p className={styles.text}>{text}</p>
                <p className={styles.soft}>
                  {siteId === null ? t('desk.incident.general') : (directory?.site(siteId)?.name ?? siteId)} ·{' '}
                  {t('desk.incident.by', { name: by })}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Of the site that is chosen on the desk, unless another one is named. */
function NewIncident({ screen, view }: ToolProps) {
  const { t } = useTranslation('help')
  const { selectedSite } = useConsole()
  const sites = useSiteOptions(view)
  const [place, setPlace] = useState<string>(() =>
    sites.some(({ value }) => value === selectedSite) ? (selectedSite ?? GENERAL) : GENERAL,
  )
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const { conductor, conduct } = screen
  const note = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const siteId = view[`site:${place}`]?.siteId ?? null
    if ((await conductor.order('help', 'incident.note', { siteId, text })) !== null) setText('')
  }
  return (
    <form className={styles.newIncident} onSubmit={(event) => void note(event)}>
      <Combobox
        label={t('desk.incident.site')}
        value={place}
        options={[{ value: GENERAL, label: t('desk.incident.general') }, ...sites]}
        nothing={t('desk.noSite')}
        onChange={(value) => setPlace(value === '' ? GENERAL : value)}
      />
      <TextField
        ref={field}
        label={t('desk.incident.text')}
        value={text}
        onChange={setText}
        maxLength={1_000}
        placeholder={t('desk.incident.placeholder')}
        autoComplete="off"
        data-testid="incident-text"
      />
      <Button
        type="submit"
        tone="primary"
        icon={<ClipboardPen size={15} />}
        busy={conduct.busy.has('help')}
        disabled={text.trim() === ''}
        data-testid="incident-note"
      >
        {t('desk.incident.note')}
      </Button>
    </form>
  )
}
