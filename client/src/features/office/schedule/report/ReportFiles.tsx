import { REPORT_FORMATS, type ReportFormat, type SessionId } from '@diem-cau/protocol'
import { Download, FileText, Printer } from 'lucide-react'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import { fetchReport, keepFile } from '../../../../state/schedule/reportFile.ts'
import { Button, useToast } from '../../../../ui/index.ts'
import styles from './Report.module.css'

/** The report on paper and as files. A file of a large session takes a second or two. */
export function ReportFiles({ sessionId }: { sessionId: SessionId }) {
  const { t } = useTranslation('report')
  const language = useLanguage()
  const toast = useToast()
  const [writing, setWriting] = useState<ReportFormat | null>(null)

  async function take(format: ReportFormat) {
    setWriting(format)
    try {
      const file = await fetchReport(sessionId, format, language)
      keepFile(file)
      toast({ text: t('written', { name: file.name }) })
    } catch (error) {
      toast({ text: errorText(problemOf(error), language), tone: 'warn' })
    } finally {
      setWriting(null)
    }
  }

  return (
    <div className={styles.files} role="toolbar" aria-label={t('files')}>
      <Button icon={<Printer size={16} />} onClick={() => globalThis.print()}>
        {t('print')}
      </Button>
      {REPORT_FORMATS.map((format) => (
        <Button
          key={format}
          icon={format === 'docx' ? <FileText size={16} /> : <Download size={16} />}
          title={format === 'docx' ? t('docxHint') : undefined}
          busy={writing === format}
          disabled={writing !== null && writing !== format}
          onClick={() => void take(format)}
        >
          {t(format)}
        </Button>
      ))}
    </div>
  )
}
