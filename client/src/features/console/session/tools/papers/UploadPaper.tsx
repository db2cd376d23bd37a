import type { SessionDetail } from '@diem-cau/protocol'
import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import type { Problem } from '../../../../../state/api.ts'
import { problemOf } from '../../../../../state/problem.ts'
import { rest } from '../../../../../state/rest.ts'
import { planOf } from '../../../../../state/schedule/difference.ts'
import { uploadDocument } from '../../../../../state/schedule/upload.ts'
import { Button, ErrorText } from '../../../../../ui/index.ts'
import styles from './Papers.module.css'

const SHOWABLE = 'application/pdf,image/png,image/jpeg'

/** Adds a paper to the plan of the session while it meets; its plan is as it is now, whoever changed it before. */
async function add(file: File, { sessionId, hostUnitId }: SessionDetail): Promise<void> {
  const options = { hostUnitId, signal: new AbortController().signal, onProgress: () => undefined }
  const { documentId } = await uploadDocument(file, options)
  const plan = await rest('sessions.get', { params: { sessionId } })
  if (plan.documentIds.includes(documentId)) return
  await rest('sessions.update', {
    params: { sessionId },
    ifMatch: plan.version,
    body: { ...planOf(plan), documentIds: [...plan.documentIds, documentId] },
  })
}

/** A paper that came too late for the plan. */
export function UploadPaper({ plan, onAdded }: { plan: SessionDetail; onAdded: () => void }) {
  const { t } = useTranslation('papers')
  const language = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ problem: Problem } | { name: string } | null>(null)
  async function take(file: File | undefined) {
    if (file === undefined) return
    setBusy(true)
    setSaid(null)
    try {
      await add(file, plan)
      setSaid({ name: file.name })
      onAdded()
    } catch (error) {
      setSaid({ problem: problemOf(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.upload}>
      <Button size="sm" icon={<Upload size={15} />} busy={busy} onClick={() => input.current?.click()}>
        {busy ? t('desk.uploading') : t('desk.upload')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={SHOWABLE}
        aria-label={t('desk.upload')}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <output>{said !== null && 'name' in said && t('desk.uploaded', { name: said.name })}</output>
      {said !== null && 'problem' in said && <ErrorText>{errorText(said.problem, language)}</ErrorText>}
    </div>
  )
}
