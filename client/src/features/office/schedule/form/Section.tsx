import { useId, type ReactNode } from 'react'
import styles from './Form.module.css'

interface SectionProps {
  title: string
  /** Beside the title: a count, a sum. */
  aside?: ReactNode
  children: ReactNode
}

/** One part of the form. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.sectionHead}>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
