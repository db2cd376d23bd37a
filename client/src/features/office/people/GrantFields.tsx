import type { Role, UnitId } from '@diem-cau/protocol'
import { ArrowRight, Plus, Trash2, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { administeredUnits } from '../../../state/console/rights.ts'
import type { AccountDraft, EndedGrant, GrantDraft } from '../../../state/people/accountDraft.ts'
import { Button, Combobox, IconButton, Select } from '../../../ui/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import styles from './People.module.css'

const ROLES: readonly Role[] = ['administrator', 'scheduler', 'operator', 'observer']

/** Units in whose subtrees one may give roles. Communes of one name are told apart by what is above them. */
function useUnitOptions(ended: readonly EndedGrant[]) {
  const { t } = useTranslation('people')
  const { account, directory } = useConsole()
  return useMemo(() => {
    const above: string[] = []
    const standing = administeredUnits(account, directory?.units ?? []).map(({ unitId, name, depth }) => {
      above.length = depth
      const detail = above.at(-1)
      above[depth] = name
      return { value: unitId, label: name, unitId, ...(detail === undefined ? {} : { detail }) }
    })
    // What is no more can not be given; where it was given it is shown by its name.
    const gone = ended.map(({ unitId, unitName }) => {
      return { value: unitId, label: unitName, unitId, detail: t('state.unitEnded') }
    })
    return [...standing, ...gone]
  }, [account, directory, ended, t])
}

interface GrantFieldsProps {
  draft: AccountDraft
  ended: readonly EndedGrant[]
  tried: boolean
  onChange: (draft: AccountDraft) => void
}

/** Which role somebody has in which unit; one line each. */
export function GrantFields({ draft, ended, tried, onChange }: GrantFieldsProps) {
  const { t } = useTranslation('people')
  const units = useUnitOptions(ended)
  const put = (index: number, change: Partial<GrantDraft>) =>
    onChange({
      ...draft,
      grants: draft.grants.map((grant, place) => (place === index ? { ...grant, ...change } : grant)),
    })
  return (
    <fieldset className={styles.grants}>
      <legend>{t('form.grants')}</legend>
      <p className={styles.soft}>{t('form.grantsHint')}</p>
      {draft.grants.map((grant, index) => (
        // eslint-disable-next-line react/no-array-index-key -- a line has no name of its own, and keeps its place
        <div key={index} className={styles.grant}>
          <Select
            label={t('form.role', { n: index + 1 })}
            hideLabel
            value={grant.role}
            options={ROLES.map((role) => ({
              value: role,
              label: t(`role.${role}`),
              detail: t(`roleMeaning.${role}`),
            }))}
            onChange={(value) => put(index, { role: ROLES.find((role) => role === value) ?? grant.role })}
          />
          <Combobox
            label={t('form.unit', { n: index + 1 })}
            hideLabel
            value={grant.unitId ?? ''}
            options={units}
            nothing={t('form.noUnit')}
            placeholder={t('form.chooseUnit')}
            error={tried && grant.unitId === null ? t('form.fault.grants') : undefined}
            onChange={(value) =>
              put(index, { unitId: units.find((unit) => unit.value === value)?.unitId ?? null })
            }
          />
          <IconButton
            label={t('form.removeGrant', { n: index + 1 })}
            icon={<Trash2 size={16} />}
            disabled={draft.grants.length === 1}
            onClick={() => onChange({ ...draft, grants: draft.grants.filter((_, place) => place !== index) })}
          />
          <Ended
            grant={ended.find(({ unitId }) => unitId === grant.unitId)}
            mayGive={(unitId) => units.some((unit) => unit.unitId === unitId)}
            onMove={(unitId) => put(index, { unitId })}
          />
        </div>
      ))}
      <span>
        <Button
          size="sm"
          icon={<Plus size={16} />}
          onClick={() =>
            onChange({ ...draft, grants: [...draft.grants, { role: 'observer', unitId: null }] })
          }
        >
          {t('form.addGrant')}
        </Button>
      </span>
    </fieldset>
  )
}

interface EndedProps {
  grant: EndedGrant | undefined
  mayGive: (unitId: UnitId) => boolean
  onMove: (unitId: UnitId) => void
}

/** That the unit of a role is no more, and where the role may go. */
function Ended({ grant, mayGive, onMove }: EndedProps) {
  const { t } = useTranslation('people')
  if (grant === undefined) return null
  const successors = grant.successors.filter(({ unitId }) => mayGive(unitId))
  return (
    <p className={styles.ended}>
      <TriangleAlert size={16} aria-hidden="true" />
      <span>{t(successors.length === 0 ? 'form.endedChoose' : 'form.ended')}</span>
      {successors.map(({ unitId, unitName }) => (
        <Button key={unitId} size="sm" icon={<ArrowRight size={16} />} onClick={() => onMove(unitId)}>
          {t('form.moveTo', { unit: unitName })}
        </Button>
      ))}
    </p>
  )
}
