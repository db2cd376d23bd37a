import { FileDown, FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import {
  ACCEPTED,
  importFile,
  MAX_MEGABYTES,
  type FileFault,
  type ImportFile,
  type ImportMode,
} from '../../../../state/directory/importFile.ts'
import { restUrl } from '../../../../state/rest.ts'
import { Button, ErrorText } from '../../../../ui/index.ts'
import { download } from '../ExportMenu.tsx'
import { Page } from '../Page.tsx'
import styles from './Import.module.css'

interface ChooseFileProps {
  mode: ImportMode
  onMode: (mode: ImportMode) => void
  /** Why the file before was not read. */
  problem: Problem | null
  onFile: (file: ImportFile) => void
}

const MODES: readonly ImportMode[] = ['update', 'replace']
const TEMPLATES = [
  { key: 'blank', query: { format: 'xlsx', template: true } },
  { key: 'xlsx', query: { format: 'xlsx' } },
  { key: 'csvUnits', query: { format: 'csv', what: 'units' } },
  { key: 'csvSites', query: { format: 'csv', what: 'sites' } },
] as const

export function ChooseFile({ mode, onMode, problem, onFile }: ChooseFileProps) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [fault, setFault] = useState<FileFault | null>(null)

  function take(files: FileList | null) {
    const chosen = importFile([...(files ?? [])])
    if (typeof chosen === 'string') return setFault(chosen)
    setFault(null)
    return onFile(chosen)
  }

  return (
    <Page title={t('import.title')} intro={t('import.intro')}>
      <fieldset className={styles.modes}>
        <legend>{t('import.mode')}</legend>
        {MODES.map((one) => (
          <label
            key={one}
            aria-label={t(`import.modes.${one}`)}
            className={styles.mode}
            data-chosen={mode === one}
          >
            <input
              type="radio"
              name="import-mode"
              aria-label={t(`import.modes.${one}`)}
              aria-describedby={`import-mode-${one}`}
              checked={mode === one}
              onChange={() => onMode(one)}
            />
            <span id={`import-mode-${one}`}>
              <strong>{t(`import.modes.${one}`)}</strong>
              <span>{t(`import.modesBody.${one}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {/* The button inside is the way for the keyboard; dropping is one more for the mouse. */}
      <div
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files)
        }}
      >
        <FileUp size={36} aria-hidden="true" />
        <p className={styles.dropTitle}>{t('import.drop')}</p>
        <Button tone="primary" onClick={() => input.current?.click()}>
          {t('import.choose')}
        </Button>
        <p className={styles.soft}>{t('import.limits', { megabytes: MAX_MEGABYTES })}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept={ACCEPTED}
          aria-label={t('import.choose')}
          onChange={(event) => {
            take(event.target.files)
            // The same file may be chosen again after it was set right.
            event.target.value = ''
          }}
        />
      </div>
      {fault !== null && <ErrorText>{t(`import.fault.${fault}`, { megabytes: MAX_MEGABYTES })}</ErrorText>}
      {problem !== null && fault === null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <section className={styles.template}>
        <div>
          <h3>{t('import.template')}</h3>
          <p className={styles.soft}>{t('import.templateBody')}</p>
        </div>
        <div className={styles.templates}>
          {TEMPLATES.map(({ key, query }) => (
            <Button
              key={key}
              icon={<FileDown size={16} />}
              onClick={() => download(restUrl('directory.export', { query }))}
            >
              {t(`import.templates.${key}`)}
            </Button>
          ))}
        </div>
      </section>
    </Page>
  )
}
