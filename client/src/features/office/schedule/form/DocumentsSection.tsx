import type { DocumentView } from '@diem-cau/protocol'
import { FileText, Trash2, Upload, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import { restUrl } from '../../../../state/rest.ts'
import {
  DOCUMENT_TYPES,
  documentFault,
  MOST_MEGABYTES,
  sizeText,
  uploadDocument,
} from '../../../../state/schedule/upload.ts'
import { classNames, ErrorText, IconButton } from '../../../../ui/index.ts'
import styles from './Form.module.css'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

/** A file that is on its way, or was not taken. */
interface Sending {
  id: string
  name: string
  ratio: number
  /** Why it was not taken, in words. */
  fault: string | null
  stop: AbortController
}

/** The papers of the session: dropped or chosen, with what is still on its way. */
export function DocumentsSection({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { draft, documents, change } = form
  const { sending, send, dismiss } = useSending(form)
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const shown = draft.documentIds.flatMap((id) => documents.find(({ documentId }) => documentId === id) ?? [])
  return (
    <Section
      title={t('form.documents')}
      aside={<span className={styles.soft}>{t('form.documentsHint', { megabytes: MOST_MEGABYTES })}</span>}
    >
      <div
        className={classNames(styles.drop, over && styles.dropOver)}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          send([...event.dataTransfer.files])
        }}
      >
        <Upload size={16} aria-hidden="true" />
        {t('form.documentsDrop')}
        <button type="button" className={styles.textButton} onClick={() => input.current?.click()}>
          {t('form.documentsChoose')}
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={DOCUMENT_TYPES.join(',')}
          aria-label={t('form.documents')}
          onChange={(event) => {
            send([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      <ul className={styles.documents}>
        {shown.map((document) => (
          <DocumentLine
            key={document.documentId}
            document={document}
            onRemove={() =>
              change({ documentIds: draft.documentIds.filter((id) => id !== document.documentId) })
            }
          />
        ))}
        {sending.map((file) => (
          <li key={file.id} className={styles.document}>
            {file.fault === null ? (
              <>
                <span className={styles.documentName}>{file.name}</span>
                <progress value={file.ratio} max={1} aria-label={file.name} />
                <span className={styles.soft}>
                  {t('form.documentUploading', { percent: Math.floor(file.ratio * 100) })}
                </span>
              </>
            ) : (
              <ErrorText>{file.fault}</ErrorText>
            )}
            <IconButton
              size="sm"
              label={t('form.documentStop', { name: file.name })}
              icon={<X size={14} />}
              onClick={() => dismiss(file)}
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function DocumentLine({ document, onRemove }: { document: DocumentView; onRemove: () => void }) {
  const { t } = useTranslation('schedule')
  const { documentId, fileName, bytes } = document
  return (
    <li className={styles.document}>
      <FileText size={16} aria-hidden="true" />
      <a
        className={styles.documentName}
        href={restUrl('documents.content', { params: { documentId } })}
        target="_blank"
        rel="noopener"
        title={t('form.documentOpen', { name: fileName })}
      >
        {fileName}
      </a>
      <span className={styles.soft}>{sizeText(bytes)}</span>
      <IconButton
        size="sm"
        label={t('form.documentRemove', { name: fileName })}
        icon={<Trash2 size={14} />}
        onClick={onRemove}
      />
    </li>
  )
}

function useSending({ draft, addDocument }: SessionFormState) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const update = (id: string, patch: Partial<Sending>) =>
    setSending((current) => current.map((file) => (file.id === id ? { ...file, ...patch } : file)))
  const remove = (id: string) => setSending((current) => current.filter((file) => file.id !== id))

  function faultOf(file: File): string | null {
    const values = { name: file.name, size: sizeText(file.size), megabytes: MOST_MEGABYTES }
    switch (documentFault(file)) {
      case 'empty':
        return t('form.documentEmpty', values)
      case 'tooLarge':
        return t('form.documentTooLarge', values)
      case 'wrongType':
        return t('form.documentWrongType', values)
      case null:
        return null
      default:
        return null
    }
  }
  async function sendOne(file: File) {
    const entry = {
      id: crypto.randomUUID(),
      name: file.name,
      ratio: 0,
      fault: faultOf(file),
      stop: new AbortController(),
    }
    setSending((current) => [...current, entry])
    if (entry.fault !== null) return
    try {
      const onProgress = (ratio: number) => update(entry.id, { ratio })
      addDocument(
        await uploadDocument(file, { hostUnitId: draft.hostUnitId, signal: entry.stop.signal, onProgress }),
      )
      remove(entry.id)
    } catch (error) {
      if (entry.stop.signal.aborted) remove(entry.id)
      else update(entry.id, { fault: `«${file.name}»: ${errorText(problemOf(error), language)}` })
    }
  }
  return {
    sending,
    send: (files: File[]) => void Promise.all(files.map(sendOne)),
    dismiss: (file: Sending) => {
      file.stop.abort()
      remove(file.id)
    },
  }
}
