import type { HTMLAttributes, ReactNode } from 'react'
import styles from './Card.module.css'
import { classNames } from './classNames.ts'

export interface CardProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
  /** Heading of the card; with it the card is a named region. */
  title?: ReactNode
  actions?: ReactNode
  padded?: boolean
}

export function Card({ title, actions, padded = true, className, children, ...rest }: CardProps) {
  return (
    <section {...rest} className={classNames(styles.card, className)}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles.header}>
          <h2 className={styles.title}>{title}</h2>
          {actions}
        </header>
      )}
      <div className={classNames(styles.body, padded && styles.padded)}>{children}</div>
    </section>
  )
}
