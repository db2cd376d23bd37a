import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { NOTHING } from '../../../../state/directory/selection.ts'
import { parseDay } from '../../../../state/schedule/typed.ts'
import { isSame } from '../../../../state/schedule/difference.ts'
import { Button, EmptyState, Spinner } from '../../../../ui/index.ts'
import { UnitPicker } from '../../../../ui/tree/index.ts'
import { SelectionChips } from '../../../../ui/tree/SelectionChips.tsx'
import { useDirectoryTree } from '../useDirectoryTree.ts'
import styles from './Form.module.css'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

/** Who is invited: in words, and the tree to choose from when somebody wants to change it. */
export function InvitedSection({ form, count }: { form: SessionFormState; count: number | null }) {
  const { t } = useTranslation('schedule')
  const { draft, change, today } = form
  const { tree, contents, error } = useDirectoryTree(parseDay(draft.day, today) ?? today)
  const isNobody = isSame(draft.invitation, NOTHING)
  const [open, setOpen] = useState(isNobody)
  return (
    <Section
      title={t('form.invited')}
      aside={
        <>
          <strong>{count === null ? t('form.invitedCounting') : t('form.invitedCount', { count })}</strong>
          <Button size="sm" onClick={() => setOpen(!open)} aria-expanded={open}>
            {open ? t('form.invitedDone') : t('form.invitedChange')}
          </Button>
        </>
      }
    >
      {!open && isNobody && <p className={styles.soft}>{t('form.invitedNone')}</p>}
      {!open && !isNobody && tree !== null && contents !== null && (
        <SelectionChips
          scope={{ tree, groups: contents.groups }}
          tiers={contents.tiers}
          value={draft.invitation}
          onChange={(invitation) => change({ invitation })}
        />
      )}
      {open && error !== null && <EmptyState title={t('conflict.unknown')} />}
      {open && error === null && (tree === null || contents === null) && (
        <Spinner>{t('form.invitedCounting')}</Spinner>
      )}
      {open && tree !== null && contents !== null && (
        <UnitPicker
          label={t('form.invited')}
          tree={tree}
          groups={contents.groups}
          tiers={contents.tiers}
          value={draft.invitation}
          onChange={(invitation) => change({ invitation })}
          height={300}
        />
      )}
    </Section>
  )
}
