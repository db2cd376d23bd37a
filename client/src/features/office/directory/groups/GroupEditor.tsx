import type { Group, Invitation } from '@diem-cau/protocol'
import { Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { newGroupId } from '../../../../state/directory/edits.ts'
import { mayChange } from '../../../../state/directory/rights.ts'
import { asGroupMembers, NOTHING, resolveSelection } from '../../../../state/directory/selection.ts'
import { Button, ErrorText, Select, TextField } from '../../../../ui/index.ts'
import { UnitPicker } from '../../../../ui/tree/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import { useChangeSteps } from '../change/ChangeSteps.tsx'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { pagePath } from '../places.ts'
import styles from './Groups.module.css'

const KINDS: readonly Group['kind'][] = ['electoral', 'cluster', 'other']

interface GroupEditorProps {
  directory: DirectoryOnDay
  /** Null for a new one. */
  group: Group | null
  editable: boolean
}

/** One group: what it is called, whose it is, which units and sites are in it. */
export function GroupEditor({ directory, group, editable }: GroupEditorProps) {
  const { t } = useTranslation('directory')
  const { account } = useConsole()
  const { tree, tiers, groups } = directory
  const owners = useMemo(
    () => tree.units.filter((unit) => unit.childIds.length > 0 && mayChange(account, tree, unit.unitId)),
    [tree, account],
  )
  const [name, setName] = useState(group?.name ?? '')
  const [kind, setKind] = useState(group?.kind ?? 'cluster')
  const [owner, setOwner] = useState(group?.ownerUnitId ?? owners[0]?.unitId)
  const [members, setMembers] = useState<Invitation>(() => ({
    ...NOTHING,
    unitIds: [...(group?.unitIds ?? [])],
    siteIds: [...(group?.siteIds ?? [])],
  }))
  const [tried, setTried] = useState(false)
  const [removing, setRemoving] = useState(false)
  const scope = useMemo(() => ({ tree, groups: [] }), [tree])
  const isEmpty = resolveSelection(members, scope).count === 0
  const noName = name.trim() === ''

  const steps = useChangeSteps({
    planOf: () => {
      setTried(true)
      if (noName || isEmpty || owner === undefined) return null
      const saved: Group = {
        groupId: group?.groupId ?? newGroupId(name, (id) => groups.some(({ groupId }) => groupId === id)),
        name: name.replaceAll(/\s+/g, ' ').trim(),
        kind,
        ownerUnitId: owner,
        ...asGroupMembers(members, scope),
      }
      return [{ edit: 'putGroup', group: saved }]
    },
    summary: () => t(group === null ? 'summary.newGroup' : 'summary.group', { name }),
    onApplied: () => navigate(pagePath('groups')),
  })

  return (
    <div className={styles.group}>
      <div className={styles.groupBody}>
        <div className={styles.groupHead}>
          <h2>{group === null ? t('group.new') : group.name}</h2>
          {group !== null && editable && (
            <Button size="sm" tone="quiet" icon={<Trash2 size={15} />} onClick={() => setRemoving(true)}>
              {t('group.remove')}
            </Button>
          )}
        </div>
        {steps.body(
          <fieldset className={styles.fields} disabled={!editable}>
            <div className={styles.row}>
              <TextField
                label={t('group.name')}
                value={name}
                onChange={setName}
                maxLength={200}
                error={tried && noName ? t('fault.missing') : undefined}
              />
              <Select
                label={t('field.kind')}
                value={kind}
                disabled={!editable}
                options={KINDS.map((one) => ({ value: one, label: t(`group.kind.${one}`) }))}
                onChange={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
              />
              <Select
                label={t('field.ownerUnitId')}
                value={owner ?? ''}
                disabled={!editable}
                options={ownerOptions(owners, owner, tree.unit(owner ?? '')?.name)}
                onChange={(value) => setOwner(tree.unit(value)?.unitId ?? owner)}
              />
            </div>
            <UnitPicker
              label={t('group.members')}
              tree={tree}
              tiers={tiers}
              groups={[]}
              value={members}
              onChange={setMembers}
              disabled={!editable}
              height={380}
            />
            {tried && isEmpty && <ErrorText>{t('group.noMembers')}</ErrorText>}
          </fieldset>,
        )}
      </div>
      {editable && <footer className={styles.foot}>{steps.actions}</footer>}
      {removing && group !== null && (
        <ChangeDialog
          title={t('group.removeTitle', { name: group.name })}
          editsOf={() => [{ edit: 'removeGroup', groupId: group.groupId }]}
          summary={() => t('summary.removeGroup', { name: group.name })}
          onClose={() => setRemoving(false)}
        >
          <p>{t('group.removeBody')}</p>
        </ChangeDialog>
      )}
    </div>
  )
}

/** The owner stays among the choices even where it can not be chosen anew. */
function ownerOptions(
  owners: readonly { unitId: string; name: string }[],
  owner: string | undefined,
  ownerName: string | undefined,
) {
  const options = owners.map(({ unitId, name }) => ({ value: unitId, label: name }))
  if (owner === undefined || options.some(({ value }) => value === owner)) return options
  return [{ value: owner, label: ownerName ?? owner }, ...options]
}
