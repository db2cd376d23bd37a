import { LoaderCircle } from 'lucide-react'
import styles from './Spinner.module.css'

/** The turning mark alone, inside something that has words. */
export function SpinnerMark({ size = 16 }: { size?: number }) {
  return <LoaderCircle className={styles.mark} size={size} aria-hidden="true" />
}

/** What is under way, in words, with a turning mark. Never without words. */
export function Spinner({ children, size = 'md' }: { children: string; size?: 'md' | 'lg' }) {
  return (
    <output className={size === 'lg' ? styles.large : styles.spinner}>
      <SpinnerMark size={size === 'lg' ? 32 : 18} />
      <span>{children}</span>
    </output>
  )
}
