import { Switch as Primitive } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import styles from './Switch.module.css'

export interface SwitchProps {
  label: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  hint?: ReactNode
  disabled?: boolean
}

/** On or off, at once: no button to press afterwards. */
export function Switch({ label, checked, onChange, hint, disabled = false }: SwitchProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <Primitive.Root
        id={id}
        className={styles.track}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      >
        <Primitive.Thumb className={styles.thumb} />
      </Primitive.Root>
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </div>
    </div>
  )
}
