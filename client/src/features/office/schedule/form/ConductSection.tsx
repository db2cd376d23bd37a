import type { ConductPlan, SessionBody, SpeechLimits } from '@diem-cau/protocol'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { MODES, modeOf, type ModeName } from '../../../../state/console/floorRules.ts'
import { LIMIT_FIELDS, limitsDraft, limitsOf, parseMinutes } from '../../../../state/console/limits.ts'
import { quorumDraft, quorumFaults, quorumIn } from '../../../../state/console/quorumDraft.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { Button, Combobox, ErrorText, Segmented, Select, Switch, TextField } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { QuorumFields } from '../../../console/session/tools/rollCall/QuorumFields.tsx'
import styles from './Form.module.css'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

interface PartProps {
  plan: ConductPlan
  onChange: (change: Partial<ConductPlan>) => void
}

/** How the session is conducted when it opens; all of it can be changed while it meets. */
export function ConductSection({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('conduct')
  const { settings } = form.draft
  const set = (conduct: ConductPlan) => form.change({ settings: { ...settings, conduct } })
  const plan = settings.conduct
  if (plan === undefined) {
    return (
      <Section title={t('plan.title')}>
        <ByType form={form} onTaken={set} />
      </Section>
    )
  }
  const change = (part: Partial<ConductPlan>) => set({ ...plan, ...part })
  return (
    <Section title={t('plan.title')} aside={<span className={styles.soft}>{t('plan.hint')}</span>}>
      <Mode plan={plan} onChange={change} speakerPlaces={settings.speakerPlaces} />
      <Limits plan={plan} onChange={change} />
      <Quorum plan={plan} onChange={change} />
      <Deputy plan={plan} onChange={change} chair={form.draft.chair.siteId} />
    </Section>
  )
}

/** Nothing has been written: it follows its type, until somebody takes that over to change it. */
function ByType({ form, onTaken }: { form: SessionFormState; onTaken: (plan: ConductPlan) => void }) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const [problem, setProblem] = useState<Problem | null>(null)
  async function take() {
    const { type, hostUnitId } = form.draft
    try {
      const { body } = await rest('sessions.defaults', { query: { type, hostUnitId } })
      if (body.settings.conduct !== undefined) onTaken(body.settings.conduct)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <div className={styles.settings}>
      <span className={styles.soft}>{t('plan.byType')}</span>
      <Button size="sm" onClick={() => void take()}>
        {t('plan.change')}
      </Button>
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </div>
  )
}

function Mode({ plan, onChange, speakerPlaces }: PartProps & Pick<SessionBody['settings'], 'speakerPlaces'>) {
  const { t } = useTranslation('conduct')
  const { floorMode } = plan
  const countOf = (name: ModeName) => {
    const mode = modeOf(name, floorMode, speakerPlaces)
    return mode.mode === 'free' ? mode.maxOpen : 1
  }
  return (
    <>
      <div className={styles.triple}>
        <Select
          label={t('rules.mode')}
          value={floorMode.mode}
          hint={t(`rules.modes.${floorMode.mode}.meaning`)}
          onChange={(value) => {
            const name = MODES.find((mode) => mode === value)
            if (name !== undefined) onChange({ floorMode: modeOf(name, floorMode, speakerPlaces) })
          }}
          options={MODES.map((name) => ({
            value: name,
            label: t(`rules.modes.${name}.name`, { count: countOf(name) }),
          }))}
        />
      </div>
      {floorMode.mode === 'free' && (
        <div className={styles.choice}>
          <span>{t('rules.maxOpen')}</span>
          <Segmented
            label={t('rules.maxOpen')}
            value={String(floorMode.maxOpen)}
            onChange={(value) => onChange({ floorMode: { mode: 'free', maxOpen: Number(value) } })}
            options={['1', '2', '3'].map((value) => ({ value, label: value }))}
          />
        </div>
      )}
      <Switch
        label={t('rules.delegation')}
        hint={t('rules.delegationHint')}
        checked={plan.delegation}
        onChange={(delegation) => onChange({ delegation })}
      />
    </>
  )
}

/** What is typed stays as it is typed; the plan has the last time that was one. */
function Limits({ plan, onChange }: PartProps) {
  const { t } = useTranslation('conduct')
  const [draft, setDraft] = useState(() => limitsDraft(plan.limits))
  const type = (change: Partial<typeof draft>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    const limits = limitsOf(next)
    if (limits !== null) onChange({ limits })
  }
  return (
    <>
      <div className={styles.settings}>
        {LIMIT_FIELDS.map(({ field, kind }) => (
          <TextField
            key={field}
            className={styles.minutes}
            label={`${t(`kind.${kind}`)} (${t('limits.minutes').toLowerCase()})`}
            inputMode="decimal"
            autoComplete="off"
            value={draft[field]}
            placeholder={t('limits.unlimited')}
            error={parseMinutes(draft[field]) === 'wrong' ? t('limits.wrong') : undefined}
            onChange={(text) => type({ [field]: text })}
          />
        ))}
      </div>
      <div className={styles.choice}>
        <span>{t('limits.atEnd')}</span>
        <Segmented<SpeechLimits['atEnd']>
          label={t('limits.atEnd')}
          value={draft.atEnd}
          onChange={(atEnd) => type({ atEnd })}
          options={[
            { value: 'sign', label: t('limits.sign') },
            { value: 'closeMicrophone', label: t('limits.closeMicrophone') },
          ]}
        />
      </div>
    </>
  )
}

function Quorum({ plan, onChange }: PartProps) {
  const { t } = useTranslation('conduct')
  const [draft, setDraft] = useState(() => quorumDraft(plan.quorum))
  const faults = quorumFaults(draft)
  const type = (change: Partial<typeof draft>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    if (quorumFaults(next).length === 0) onChange({ quorum: quorumIn(next) })
  }
  return (
    <>
      <Switch
        label={t('plan.quorum')}
        hint={t('plan.quorumHint')}
        checked={draft.on}
        onChange={(on) => type({ on })}
      />
      {draft.on && (
        <div className={styles.quorum}>
          <QuorumFields draft={draft} faults={faults} onChange={type} />
        </div>
      )}
    </>
  )
}

function Deputy({ plan, onChange, chair }: PartProps & { chair: string }) {
  const { t } = useTranslation('conduct')
  const { directory } = useConsole()
  const sites = (directory?.sites ?? []).filter(({ siteId }) => siteId !== chair)
  const chosen = sites.find(({ siteId }) => siteId === plan.deputyChairSiteId)
  return (
    <div className={styles.triple}>
      <Combobox
        label={t('rules.deputy')}
        hint={t('rules.deputyHint')}
        value={chosen?.siteId ?? ''}
        placeholder={t('rules.deputyNone')}
        options={sites.map(({ siteId, name, above }) => ({
          value: siteId,
          label: name,
          detail: above[0] ?? '',
        }))}
        nothing={t('chairLost.nothing')}
        onChange={(value) =>
          onChange({ deputyChairSiteId: sites.find(({ siteId }) => siteId === value)?.siteId ?? null })
        }
      />
      {chosen !== undefined && (
        <div>
          <Button size="sm" onClick={() => onChange({ deputyChairSiteId: null })}>
            {t('plan.noDeputy')}
          </Button>
        </div>
      )}
    </div>
  )
}
