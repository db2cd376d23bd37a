import { SESSION_TYPES, type SessionType } from '@diem-cau/protocol'
import { useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import { momentOf } from '../../../../state/schedule/days.ts'
import { startOf } from '../../../../state/schedule/draft.ts'
import { Combobox, Select, TextField } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import styles from './Form.module.css'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

/** Called from its own button, or made by a rehearsal of another session: not chosen for a new plan. */
const CHOSEN_TYPES = SESSION_TYPES.filter((type) => type !== 'urgentCall')

/** What is held, by whom, under whose chair. */
export function WhatSection({ form, isNew }: { form: SessionFormState; isNew: boolean }) {
  const { t } = useTranslation('schedule')
  const { directory } = useConsole()
  const { draft, change, shownFaults } = form
  const units = (directory?.units ?? []).filter(({ kind }) => kind !== 'body')
  const chooseType = useTypeDefaults(form, isNew)
  const error = (fault: 'title' | 'hostUnitId' | 'chair') =>
    shownFaults.includes(fault) ? t(`form.fault.${fault}`) : undefined
  return (
    <Section title={t('form.what')}>
      <TextField
        label={t('form.name')}
        placeholder={t('form.namePlaceholder')}
        value={draft.title}
        onChange={(title) => change({ title })}
        maxLength={300}
        error={error('title')}
        required
      />
      <div className={styles.pair}>
        <Select
          label={t('form.type')}
          value={draft.type}
          onChange={(value) => {
            const type = SESSION_TYPES.find((entry) => entry === value)
            if (type !== undefined) void chooseType(type)
          }}
          options={CHOSEN_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        />
        <Combobox
          label={t('form.host')}
          value={draft.hostUnitId}
          onChange={(value) => {
            const unit = units.find(({ unitId }) => unitId === value)
            if (unit !== undefined) change({ hostUnitId: unit.unitId })
          }}
          options={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          nothing={t('form.noUnit')}
          error={error('hostUnitId')}
        />
      </div>
      <div className={styles.pair}>
        <Combobox
          label={t('form.chairSite')}
          value={draft.chair.siteId}
          onChange={(value) => {
            const site = directory?.site(value)
            if (site !== undefined) change({ chair: { ...draft.chair, siteId: site.siteId } })
          }}
          options={(directory?.sites ?? []).map(({ siteId, name, above }) => ({
            value: siteId,
            label: name,
            detail: above[0] ?? '',
          }))}
          nothing={t('form.nothingFound')}
          error={error('chair')}
        />
        <TextField
          label={t('form.chairPerson')}
          placeholder={t('form.chairPersonPlaceholder')}
          value={draft.chair.person}
          onChange={(person) => change({ chair: { ...draft.chair, person } })}
          maxLength={200}
        />
      </div>
    </Section>
  )
}

/** A type brings its own defaults with it as long as nothing else was written. */
function useTypeDefaults(form: SessionFormState, isNew: boolean) {
  return async (type: SessionType) => {
    const { draft, isChanged, change, replace, today } = form
    // How a session is conducted belongs to its type: the rules of the type before do not go along.
    const { conduct: _conduct, ...settings } = draft.settings
    change({ type, settings })
    if (!isNew || isChanged) return
    try {
      const { body } = await rest('sessions.defaults', { query: { type, hostUnitId: draft.hostUnitId } })
      const startsAt = startOf(draft, today) ?? momentOf(today, 480)
      replace({ ...body, startsAt, rehearsalAt: null, documentIds: [] })
    } catch {
      // The type is chosen; what it usually has is then written by hand.
    }
  }
}
