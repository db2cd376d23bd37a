import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import field from './field.module.css'

/** Why something was not done, beside where it was asked for; read out as it appears. */
export function ErrorText({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <p id={id} className={field.error} role="alert">
      <CircleAlert size={16} aria-hidden="true" style={{ flex: 'none', marginBlockStart: 1 }} />
      <span>{children}</span>
    </p>
  )
}
