import type { ReactNode } from 'react'
import styles from './MessageScreen.module.css'

interface MessageScreenProps {
  icon: ReactNode
  title: string
  children?: ReactNode
  testId: string
  /** Big buttons under the words. */
  actions?: ReactNode
}

/** One thing to say, in the middle of the screen. */
export function MessageScreen({ icon, title, children, testId, actions }: MessageScreenProps) {
  return (
    <main className={styles.screen} data-testid={testId}>
      <span className={styles.icon}>{icon}</span>
      <h1 className={styles.title}>{title}</h1>
      <div className={styles.body}>{children}</div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </main>
  )
}
