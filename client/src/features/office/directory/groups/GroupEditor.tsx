import type { Group, UnitId } from '@diem-cau/protocol'
import { Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { newGroupId } from '../../../../state/directory/edits.ts'
import {
  draftOfGroup,
  GROUP_KINDS,
  groupOfDraft,
  readMembers,
  writeMembers,
  type GroupDraft,
} from '../../../../state/directory/groupDraft.ts'
import { mayChange } from '../../../../state/directory/rights.ts'
import { resolveSelection } from '../../../../state/directory/selection.ts'
import { rest } from '../../../../state/rest.ts'
import { Button, ErrorText, Select, TextField } from '../../../../ui/index.ts'
import { UnitPicker } from '../../../../ui/tree/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import { useChangeSteps } from '../change/ChangeSteps.tsx'
import { RebasedNotice } from '../edit/RebasedNotice.tsx'
import { useDraft } from '../edit/useDraft.ts'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { pagePath } from '../places.ts'
import styles from './Groups.module.css'

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
  const [blank] = useState(() => group ?? newGroup(owners[0]?.unitId ?? tree.roots[0]?.unitId))
  const { record: begun, draft, setDraft, rebased, rebaseOnto, take } = useDraft(blank, draftOfGroup)
  const [tried, setTried] = useState(false)
  const [removing, setRemoving] = useState(false)
  const scope = useMemo(() => ({ tree, groups: [] }), [tree])
  const members = useMemo(() => readMembers(draft), [draft])
  const isEmpty = resolveSelection(members, scope).count === 0
  const noName = draft.name.trim() === ''
  const ownerName = (unitId: string) => tree.unit(unitId)?.name ?? unitId

  const steps = useChangeSteps({
    planOf: () => {
      setTried(true)
      if (noName || isEmpty) return null
      const made = groupOfDraft(draft, begun, scope)
      if (group !== null) return [{ edit: 'putGroup', group: made }]
      const groupId = newGroupId(made.name, (id) => groups.some((other) => other.groupId === id))
      return [{ edit: 'putGroup', group: { ...made, groupId } }]
    },
    summary: () => t(group === null ? 'summary.newGroup' : 'summary.group', { name: draft.name }),
    onOvertaken: async () => {
      const { items } = await rest('directory.groups')
      const theirs = items.find(({ groupId }) => groupId === group?.groupId)
      if (theirs !== undefined) rebaseOnto(theirs)
    },
    onApplied: () => navigate(pagePath('groups')),
  })

  const words: Record<keyof GroupDraft, string> = {
    name: t('group.name'),
    kind: t('field.kind'),
    ownerUnitId: t('field.ownerUnitId'),
    members: t('group.members'),
  }
  function valueWord(field: keyof GroupDraft, value: string): string {
    if (field === 'kind') return t(`group.kind.${GROUP_KINDS.find((kind) => kind === value) ?? 'other'}`)
    if (field === 'ownerUnitId') return ownerName(value)
    if (field !== 'members') return value
    const { count } = resolveSelection(readMembers({ ...draft, members: value }), scope)
    return t('group.sites', { count })
  }

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
            {rebased !== null && (
              <RebasedNotice<GroupDraft>
                rebased={rebased}
                fieldWord={(field) => words[field]}
                valueWord={valueWord}
                onTake={take}
              />
            )}
            <div className={styles.row}>
              <TextField
                label={t('group.name')}
                value={draft.name}
                onChange={(name) => setDraft({ ...draft, name })}
                maxLength={200}
                error={tried && noName ? t('fault.missing') : undefined}
              />
              <Select
                label={t('field.kind')}
                value={draft.kind}
                disabled={!editable}
                options={GROUP_KINDS.map((one) => ({ value: one, label: t(`group.kind.${one}`) }))}
                onChange={(kind) => setDraft({ ...draft, kind })}
              />
              <Select
                label={t('field.ownerUnitId')}
                value={draft.ownerUnitId}
                disabled={!editable}
                options={ownerOptions(owners, draft.ownerUnitId, ownerName(draft.ownerUnitId))}
                onChange={(ownerUnitId) => setDraft({ ...draft, ownerUnitId })}
              />
            </div>
            <UnitPicker
              label={t('group.members')}
              tree={tree}
              tiers={tiers}
              groups={[]}
              value={members}
              onChange={(selection) => setDraft({ ...draft, members: writeMembers(selection) })}
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

function newGroup(ownerUnitId: UnitId | undefined): Group {
  if (ownerUnitId === undefined) throw new RangeError('a group needs an owner')
  return {
    groupId: newGroupId('', () => false),
    name: '',
    kind: 'cluster',
    ownerUnitId,
    unitIds: [],
    siteIds: [],
  }
}

/** The owner stays among the choices even where it can not be chosen anew. */
function ownerOptions(owners: readonly { unitId: string; name: string }[], owner: string, ownerName: string) {
  const options = owners.map(({ unitId, name }) => ({ value: unitId, label: name }))
  if (options.some(({ value }) => value === owner)) return options
  return [{ value: owner, label: ownerName }, ...options]
}
