import { assertUnreachable } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import type { ImportMode } from '../../../../state/directory/importFile.ts'
import { mayChangeAnything } from '../../../../state/directory/rights.ts'
import { Button, EmptyState, Spinner } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { Page } from '../Page.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import styles from './Import.module.css'
import { ImportDone } from './ImportDone.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { useImport } from './useImport.ts'

/** From a file to the directory: choose, look, apply. */
export function ImportPage() {
  const { t } = useTranslation(['directory', 'common'])
  const { account } = useConsole()
  const { flow, read, cancel, apply, again } = useImport()
  const [mode, setMode] = useState<ImportMode>('update')
  if (!mayChangeAnything(account)) return <EmptyState title={t('readOnlyPage')} />
  switch (flow.step) {
    case 'choosing':
      return (
        <ChooseFile
          mode={mode}
          onMode={setMode}
          problem={flow.problem}
          onFile={(file) => void read(file, mode)}
        />
      )
    case 'reading':
      return (
        <Page
          title={t('import.title')}
          actions={<Button onClick={cancel}>{t('common:action.cancel')}</Button>}
        >
          <div className={styles.reading}>
            <Spinner size="lg">{t('import.reading', { name: flow.file.name })}</Spinner>
            <p>{t('import.readingBody')}</p>
          </div>
        </Page>
      )
    case 'looking':
      return (
        <ImportPreview
          flow={flow}
          mode={mode}
          onApply={(skipRefused) => void apply(skipRefused)}
          onCancel={cancel}
          onReadAgain={() => void read(flow.file, mode)}
        />
      )
    case 'done':
      return <ImportDone change={flow.change} skipped={flow.skipped} onAgain={again} />
    default:
      return assertUnreachable(flow)
  }
}
