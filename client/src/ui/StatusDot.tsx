import { classNames } from './classNames.ts'
import styles from './StatusDot.module.css'

/** What a mark stands for. Each has a colour and a shape of its own, and is always given a word. */
export type StatusTone =
  | 'good'
  | 'warn'
  | 'idle'
  | 'unpaired'
  | 'left'
  | 'asked'
  | 'invited'
  | 'standby'
  | 'live'

const SHAPES: Record<StatusTone, React.ReactNode> = {
  good: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  warn: <path d="M6 0.8 11.6 11H0.4Z" fill="currentColor" />,
  idle: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  unpaired: (
    <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2 2.2" />
  ),
  left: <rect x="1" y="4.7" width="10" height="2.6" rx="1.3" fill="currentColor" />,
  asked: <path d="M6 0.4 11.6 6 6 11.6 0.4 6Z" fill="currentColor" />,
  invited: <path d="M6 1.6 10.4 6 6 10.4 1.6 6Z" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  standby: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4Z" fill="currentColor" />
    </>
  ),
  live: <rect x="0.8" y="0.8" width="10.4" height="10.4" rx="2.2" fill="currentColor" />,
}

export interface StatusDotProps {
  tone: StatusTone
  /** The word for it. */
  label: string
  /** Only where the same word stands right beside it. */
  markOnly?: boolean
  /** On a tinted ground, as a badge. */
  badge?: boolean
  className?: string | undefined
}

/** A state: colour, shape and word. */
export function StatusDot({ tone, label, markOnly = false, badge = false, className }: StatusDotProps) {
  return (
    <span className={classNames(styles.status, badge && styles.badge, className)} data-tone={tone}>
      <svg className={styles.mark} viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        {SHAPES[tone]}
      </svg>
      {!markOnly && <span className={styles.label}>{label}</span>}
    </span>
  )
}
