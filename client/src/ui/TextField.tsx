import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react'
import { classNames } from './classNames.ts'
import { ErrorText } from './ErrorText.tsx'
import field from './field.module.css'
import styles from './TextField.module.css'

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size' | 'onChange'> {
  label: ReactNode
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  /** What is wrong, in words; marks the field as invalid. */
  error?: ReactNode
  hideLabel?: boolean
  size?: 'md' | 'lg'
  /** At the start and the end of the field: an icon, a button. */
  leading?: ReactNode
  trailing?: ReactNode
  ref?: Ref<HTMLInputElement>
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, hideLabel, size, leading, trailing, className, ...rest } =
    props
  const ownId = useId()
  const id = rest.id ?? ownId
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames(field.field, className)}>
      <label className={classNames(field.label, hideLabel && field.hidden)} htmlFor={id}>
        {label}
      </label>
      <div className={styles.row}>
        {leading && <span className={styles.leading}>{leading}</span>}
        <input
          {...rest}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={classNames(
            field.control,
            size === 'lg' && field.large,
            leading ? styles.withLeading : null,
            trailing ? styles.withTrailing : null,
          )}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy === '' ? undefined : describedBy}
        />
        {trailing && <span className={styles.trailing}>{trailing}</span>}
      </div>
      {hint && (
        <span id={`${id}-hint`} className={field.hint}>
          {hint}
        </span>
      )}
      {error && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </div>
  )
}
