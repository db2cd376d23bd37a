import type { DirectoryChange } from '@diem-cau/protocol'
import { CircleCheck, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { navigate, PATHS } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { writtenCount } from '../../../../state/directory/preview.ts'
import { Button, EmptyState } from '../../../../ui/index.ts'
import { useUndo } from '../change/useAppliedToast.tsx'

interface ImportDoneProps {
  change: DirectoryChange
  /** Rows that were left out. */
  skipped: number
  onAgain: () => void
}

/** It is written, and can be taken back. */
export function ImportDone({ change, skipped, onAgain }: ImportDoneProps) {
  const { t } = useTranslation(['directory', 'common'])
  const undo = useUndo()
  const [busy, setBusy] = useState(false)

  async function takeBack() {
    setBusy(true)
    const isUndone = await undo(change.revision)
    setBusy(false)
    if (isUndone) onAgain()
  }

  return (
    <EmptyState
      icon={<CircleCheck size={40} />}
      title={<output>{t('change.applied', { count: writtenCount(change.counts) })}</output>}
      action={
        <span style={{ display: 'flex', gap: 8, marginBlockStart: 12 }}>
          <Button icon={<Undo2 size={16} />} busy={busy} onClick={() => void takeBack()}>
            {t('common:action.undo')}
          </Button>
          <Button onClick={onAgain}>{t('import.another')}</Button>
          <Button tone="primary" onClick={() => navigate(PATHS.directory)}>
            {t('import.toDirectory')}
          </Button>
        </span>
      }
    >
      {skipped > 0 ? t('import.skipped', { count: skipped }) : t('import.doneBody')}
    </EmptyState>
  )
}
