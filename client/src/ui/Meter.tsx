import styles from './Meter.module.css'

export interface MeterProps {
  label: string
  /** 0 to 1. */
  value: number
  /** What it means in words: "Tín hiệu tốt". */
  valueText: string
  tone?: 'good' | 'warn' | 'live' | 'accent'
  size?: 'md' | 'lg'
}

/** A level between nothing and full: sound, strength. */
export function Meter({ label, value, valueText, tone = 'good', size = 'md' }: MeterProps) {
  const level = Math.min(1, Math.max(0, value))
  return (
    <div
      className={size === 'lg' ? styles.large : styles.meter}
      data-tone={tone}
      // The native element can not be given the page's colours.
      // eslint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(level * 100)}
      aria-valuetext={valueText}
    >
      <div className={styles.bar} style={{ scale: `${level} 1` }} />
    </div>
  )
}
