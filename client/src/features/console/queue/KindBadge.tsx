import type { SpeechKind } from '@diem-cau/protocol'
import { CircleAlert, CircleHelp, FileText, MessageSquareText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import styles from './SpeechLine.module.css'

const ICONS: Readonly<Record<SpeechKind, ReactNode>> = {
  paper: <FileText size={14} aria-hidden="true" />,
  discussion: <MessageSquareText size={14} aria-hidden="true" />,
  question: <CircleHelp size={14} aria-hidden="true" />,
  pointOfOrder: <CircleAlert size={14} aria-hidden="true" />,
}

/** What a speech is: mark and word. A point of order stands out, as it goes first. */
export function KindBadge({ kind }: { kind: SpeechKind }) {
  const { t } = useTranslation('conduct')
  return (
    <span className={styles.kind} data-kind={kind}>
      {ICONS[kind]}
      {t(`kind.${kind}`)}
    </span>
  )
}
