import styles from './Kbd.module.css'

/** The name of a key as on its cap. */
export function Kbd({ children }: { children: string }) {
  return <kbd className={styles.kbd}>{children}</kbd>
}
