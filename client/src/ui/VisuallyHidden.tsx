import type { ReactNode } from 'react'
import field from './field.module.css'

/** For assistive technology alone. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className={field.hidden}>{children}</span>
}
