import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import { UNIT_KINDS } from '../../../../state/directory/drafts.ts'
import {
  goingOnAs,
  isOnlyUnusual,
  mergeBody,
  mergeFaults,
  sitesGoingOver,
  withUnitToggled,
  type MergeDraft,
} from '../../../../state/directory/merge.ts'
import { rest } from '../../../../state/rest.ts'
import { ErrorText, Select, TextField } from '../../../../ui/index.ts'
import { DayField } from '../DayField.tsx'
import styles from '../Directory.module.css'
import { unitIdsWithCode } from '../edit/unitIdsWithCode.ts'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { MergeUnits } from './MergeUnits.tsx'
import { PlanPage } from './PlanPage.tsx'

interface MergeFormProps {
  directory: DirectoryOnDay
  /** The unit from which somebody came here. */
  firstUnitId: string | null
}

const NEW_UNIT = 'new'

export function MergeForm({ directory, firstUnitId }: MergeFormProps) {
  const { t } = useTranslation('directory')
  const { tree } = directory
  const [draft, setDraft] = useState(() => firstDraft(directory, firstUnitId))
  const [tried, setTried] = useState(false)
  const faults = mergeFaults(draft, tree)
  const blocking = faults.filter((fault) => !isOnlyUnusual(fault))
  const units = useMemo(
    () => draft.fromUnitIds.flatMap((unitId) => tree.unit(unitId) ?? []),
    [draft.fromUnitIds, tree],
  )
  const sites = sitesGoingOver(draft, tree)
  const names = units.map(({ name }) => name).join(', ')
  const toggle = useCallback(
    (unitId: string) => {
      const unit = tree.unit(unitId)
      if (unit !== undefined) setDraft((current) => withUnitToggled(current, unit, tree))
    },
    [tree],
  )
  const errorOf = (fault: (typeof faults)[number]) =>
    tried && faults.includes(fault) ? t(`merge.fault.${fault}`) : undefined

  function planOf() {
    setTried(true)
    if (blocking.length > 0) return null
    return async () => {
      const known = await unitIdsWithCode(draft.code)
      return rest('directory.planMerge', { body: mergeBody(draft, (unitId) => known.has(unitId)) })
    }
  }

  return (
    <PlanPage
      title={t('merge.title')}
      intro={t('merge.intro')}
      planOf={planOf}
      summary={() => t('merge.summary', { names, name: draft.name, day: formatDay(draft.on ?? '') })}
      inWords={
        <div className={styles.words}>
          <p>{t('merge.words', { day: formatDay(draft.on ?? ''), names, name: draft.name })}</p>
          {sites.length > 0 && (
            <>
              <p>
                <strong>{t('merge.sitesGoOver', { count: sites.length })}</strong> {t('merge.sitesKeep')}
              </p>
              <ul>
                {sites.map(({ siteId, name }) => (
                  <li key={siteId}>{name}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      }
    >
      <div className={styles.two}>
        <section className={styles.card}>
          <h3 className={styles.cardTitle}>{t('merge.which', { count: units.length })}</h3>
          <MergeUnits directory={directory} chosen={units} onToggle={toggle} />
          {(['tooFew', 'differentTiers'] as const).map((fault) => {
            const text = errorOf(fault)
            return text === undefined ? null : <ErrorText key={fault}>{text}</ErrorText>
          })}
          {faults.includes('differentParents') && (
            <p className={styles.intro}>{t('merge.fault.differentParents')}</p>
          )}
        </section>
        <section className={styles.card}>
          <h3 className={styles.cardTitle}>{t('merge.into')}</h3>
          <Select
            label={t('merge.goesOn')}
            value={draft.goesOn ?? NEW_UNIT}
            hint={t(draft.goesOn === null ? 'merge.newHint' : 'merge.goesOnHint')}
            options={[
              ...units.map(({ unitId, name, code }) => ({
                value: unitId,
                label: t('merge.goesOnAs', { name, code }),
              })),
              { value: NEW_UNIT, label: t('merge.newUnit') },
            ]}
            onChange={(value) => {
              const unit = tree.unit(value)
              setDraft({ ...draft, ...(unit === undefined ? { goesOn: null } : goingOnAs(unit)) })
            }}
          />
          <TextField
            label={t('merge.name')}
            value={draft.name}
            onChange={(name) => setDraft({ ...draft, name })}
            error={errorOf('noName')}
            maxLength={200}
          />
          <TextField
            label={t('field.code')}
            value={draft.code}
            onChange={(code) => setDraft({ ...draft, code })}
            error={errorOf('noCode')}
            hint={t('merge.codeHint')}
            maxLength={20}
          />
          <Select
            label={t('field.kind')}
            value={draft.kind}
            onChange={(value) => {
              const kind = UNIT_KINDS.find((one) => one === value)
              if (kind !== undefined) setDraft({ ...draft, kind })
            }}
            options={UNIT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
          <DayField
            label={t('merge.day')}
            value={draft.on}
            onChange={(on) => setDraft({ ...draft, on })}
            error={errorOf('noDay')}
            hint={t('merge.dayHint')}
          />
        </section>
      </div>
    </PlanPage>
  )
}

function firstDraft({ tree, on }: DirectoryOnDay, firstUnitId: string | null): MergeDraft {
  const draft: MergeDraft = { fromUnitIds: [], goesOn: null, name: '', code: '', kind: 'commune', on }
  const first = firstUnitId === null ? undefined : tree.unit(firstUnitId)
  return first === undefined ? draft : withUnitToggled(draft, first, tree)
}
