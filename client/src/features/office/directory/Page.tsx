import type { ReactNode } from 'react'
import styles from './Directory.module.css'

interface PageProps {
  title: ReactNode
  /** One or two sentences: what this is for. */
  intro?: ReactNode
  children: ReactNode
  /** Buttons at the foot, always in sight. */
  actions?: ReactNode
}

/** A page of the directory beside the tree: what it is, its fields, its buttons. */
export function Page({ title, intro, children, actions }: PageProps) {
  return (
    <div className={styles.page}>
      <div className={styles.pageScroll}>
        <div className={styles.pageBody}>
          <h2 className={styles.pageTitle}>{title}</h2>
          {intro !== undefined && <p className={styles.intro}>{intro}</p>}
          {children}
        </div>
      </div>
      {actions !== undefined && (
        <footer className={styles.pageFoot}>
          <div className={styles.pageActions}>{actions}</div>
        </footer>
      )}
    </div>
  )
}
